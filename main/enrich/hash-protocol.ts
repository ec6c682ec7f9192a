import type { HashAlgorithm, HashJob, HashOutcome } from './hash-result.ts';

/**
 * What all hash workers share. They take jobs from one counter and note whose each is, so that handing out work costs no
 * message, and so that it is known what a worker that died was doing.
 */
export interface HashShared {
  /** Without their keys: each thread gets a copy, and there may be a hundred thousand. */
  readonly jobs: readonly Omit<HashJob, 'key'>[];
  readonly algorithms: readonly HashAlgorithm[];
  readonly maxSize: number;
  /** Of shared memory: `[CANCEL]` not zero means stop, `[NEXT]` is the index of the first job that nobody has taken. */
  readonly control: Int32Array;
  /** Of shared memory: for each job the number of the worker that took it, 0 while nobody has. */
  readonly owners: Int32Array;
}

export const CANCEL = 0;
export const NEXT = 1;

/** What one worker is started with. */
export interface HashWorkerData extends HashShared {
  /** From 1; a worker that replaces another has a new number. */
  readonly number: number;
  /** Of shared memory: `[0]` is the index of the job at hand, -1 before the first. */
  readonly current: Int32Array;
  /** Indices that a worker which died had taken and not answered; done before any others. */
  readonly retry: readonly number[];
}

/** From the worker; `ready` once, when its script has loaded. It ends when no work is left. */
export type HashReply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'results'; readonly results: readonly (readonly [index: number, HashOutcome])[] };
