import type { HashAlgorithm, HashJob, HashResult } from './hash-result.ts';

/** What a hash worker is started with. */
export interface HashWorkerData {
  readonly algorithms: readonly HashAlgorithm[];
  readonly maxSize: number;
  /** One shared Int32; anything but zero means stop. Messages would wait until the file is done. */
  readonly cancel: Int32Array;
}

/** To the worker. */
export type HashRequest = HashJob;

/** From the worker; `ready` once, when its script has loaded. */
export type HashReply = { readonly kind: 'ready' } | { readonly kind: 'result'; readonly result: HashResult };
