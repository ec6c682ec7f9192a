import type { Locator } from '../evidence/evidence.ts';

export const HASH_ALGORITHMS = ['sha256', 'sha1', 'md5'] as const;
export type HashAlgorithm = (typeof HASH_ALGORITHMS)[number];

/** Lower-case hexadecimal; null for an algorithm that was not asked for. */
export type Digests = Readonly<Record<HashAlgorithm, string | null>>;

export type HashOutcome =
  | ({ readonly state: 'hashed'; readonly bytes: number } & Digests)
  | { readonly state: 'too-large'; readonly size: number }
  | { readonly state: 'unreadable'; readonly reason: string }
  | { readonly state: 'cancelled' };

/** One file to hash; `size` in bytes as the lookup gave it. Keys are the caller's and unique. */
export interface HashJob {
  readonly key: string;
  readonly locator: Locator;
  readonly size: number;
}

export type HashResult = { readonly key: string } & HashOutcome;

export interface HashProgress {
  readonly files: number;
  readonly totalFiles: number;
  /** Bytes of the files that are done, whatever their outcome. */
  readonly bytes: number;
  readonly totalBytes: number;
}

export interface HashOptions {
  readonly algorithms: readonly HashAlgorithm[];
  /** Bytes; larger files are not opened. */
  readonly maxSize: number;
  /** Worker threads at most; by default one a core, four at most. */
  readonly threads?: number;
  /** The built `hash-worker.js`; without it everything is hashed in the calling thread. */
  readonly workerUrl?: URL;
  /** Bytes in all below which the calling thread hashes by itself; by default where threads begin to pay off. */
  readonly inlineBelow?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: HashProgress) => void;
}
