import type { HashAlgorithm } from '../hash-result.ts';

/** What a database's digest is compared with (`sha256-160`: see package-state.ts). */
export const COMPUTED: Readonly<Record<string, HashAlgorithm>> = {
  md5: 'md5',
  sha1: 'sha1',
  sha256: 'sha256',
  'sha256-160': 'sha256',
};
/** By the number that stands for one in a batch. */
export const BATCH_ALGORITHMS = Object.keys(COMPUTED);
/** Stands for no algorithm: it is only asked whether something of this name is there. */
export const PRESENCE = 255;

/**
 * Files to compare with their digests, packed for `postMessage`: an object a file would cost more than opening it. Texts are joined
 * by NUL, which none of them has.
 */
export interface FileBatch {
  readonly count: number;
  /** Host paths of folders, to be there without a link on the way. */
  readonly folders: string;
  /** For each file the index of its folder. */
  readonly folderOf: Uint32Array;
  readonly names: string;
  /** Recorded digests, lower-case hexadecimal; empty where there is none. */
  readonly digests: string;
  /** For each file the index of its algorithm in `BATCH_ALGORITHMS`, or `PRESENCE`. */
  readonly algorithms: Uint8Array;
}

export interface BatchOutcome {
  /** Indices of files that are not regular files with the recorded content, or that could not be read: by rising index. */
  readonly odd: readonly number[];
  /** Regular files with the recorded content. */
  readonly unchanged: number;
  /** Bytes of those. */
  readonly bytes: number;
  /** There, with no digest to compare with. */
  readonly present: number;
  /** Files looked at; fewer than the batch has when it was cancelled. */
  readonly done: number;
}

/** Collects files and packs them. */
export class FileBatchBuilder {
  readonly #folders: string[] = [];
  readonly #folderOf: number[] = [];
  readonly #names: string[] = [];
  readonly #digests: string[] = [];
  readonly #algorithms: number[] = [];
  #index = -1;

  get count(): number {
    return this.#names.length;
  }

  /** None of the texts may hold a NUL. */
  add(folder: string, name: string, algorithm: number, hex: string): void {
    // Files of a folder come one after the other.
    if (this.#folders[this.#index] !== folder) this.#index = this.#folders.push(folder) - 1;
    this.#folderOf.push(this.#index);
    this.#names.push(name);
    this.#digests.push(hex);
    this.#algorithms.push(algorithm);
  }

  pack(): FileBatch {
    return {
      count: this.count,
      folders: this.#folders.join('\0'),
      folderOf: Uint32Array.from(this.#folderOf),
      names: this.#names.join('\0'),
      digests: this.#digests.join('\0'),
      algorithms: Uint8Array.from(this.#algorithms),
    };
  }
}
