import type { BatchOutcome, FileBatch } from './file-batch.ts';

/** What a verify worker is started with. */
export interface VerifyWorkerData {
  /** Bytes; larger files are not opened. */
  readonly maxSize: number;
  /** Of shared memory: `[0]` not zero means stop. */
  readonly control: Int32Array;
}

/** To a worker. */
export interface VerifyRequest {
  readonly number: number;
  readonly batch: FileBatch;
}

/** From a worker; `ready` once, when its script has loaded. */
export type VerifyReply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'outcome'; readonly number: number; readonly outcome: BatchOutcome };
