import { availableParallelism } from 'node:os';
import type { Evidence } from '../../evidence/evidence.ts';
import { nextTurn } from '../hash-job.ts';
import { compareBlock, compareFiles } from './compare-files.ts';
import {
  BATCH_ALGORITHMS,
  type BatchOutcome,
  type FileBatch,
  FileBatchBuilder,
  PRESENCE,
} from './file-batch.ts';
import type { RecordedFile } from './package-database.ts';
import { VerifyPool } from './verify-pool.ts';

export interface BulkOptions {
  readonly maxSize: number;
  readonly verifyWorkerUrl?: URL;
  readonly signal?: AbortSignal;
}

/** Files of a message, which costs as much as opening a few. So many are worth starting threads for, however few bytes they have. */
const BATCH_FILES = 2_000;
/** Disks, not cores, are the bound beyond this, as for the hashing pool. */
const MAX_THREADS = 4;
/** Batches for each thread: one at hand and one to go on with. */
const BATCHES_AHEAD = 2;
/** Milliseconds of comparing in the calling thread before it serves other events. */
const TURN = 20;
/** Bytes: in the calling thread a larger file is left to the exact way, which serves other events meanwhile. */
const LARGEST_INLINE = 16 * 1024 * 1024;

/** Folders at most so deep are looked up: below `/usr/share/doc`, say, nearly all are what they seem. */
const RESOLVED_DEPTH = 3;

interface Folder {
  readonly path: string;
  readonly hostPath: string;
  /** Of the root 0. */
  readonly depth: number;
  /** Names of files that were taken, each with its digest, empty for none. */
  readonly taken: Map<string, string>;
}

interface Sent<T> {
  readonly files: readonly T[];
  readonly outcome: Promise<BatchOutcome>;
}

/**
 * Compares the mass of files, which are regular files as recorded: this thread finds their folders, each once, and threads open the
 * files in them. Whatever is not so (`odd`) is for the exact way, in the order in which it was offered.
 */
export class BulkComparison<T extends RecordedFile> {
  /** As recorded. */
  unchanged = 0;
  /** Bytes of those. */
  bytes = 0;
  /** There, with no digest to compare with. */
  present = 0;
  /** Taken and not looked at, because of the signal. */
  cancelled = 0;
  /** Files that need no further look. */
  done = 0;
  readonly #evidence: Evidence;
  readonly #options: BulkOptions;
  /** By the path as databases spell it; null for what is no folder, or not one of the host. */
  readonly #asked = new Map<string, Folder | null>();
  /** By the path without links. */
  readonly #folders = new Map<string, Folder>();
  readonly #odd: T[] = [];
  #builder = new FileBatchBuilder();
  #files: T[] = [];
  readonly #sent: Sent<T>[] = [];
  #pool: VerifyPool | null = null;
  #threads = 0;
  #block: Uint8Array | null = null;
  readonly #cancel = () => this.#pool?.cancel();

  constructor(evidence: Evidence, options: BulkOptions) {
    this.#evidence = evidence;
    this.#options = options;
  }

  /** Taken, or `known`: the same file as one that was, with the same digest. Neither needs a look by the caller. */
  offer(file: T): 'taken' | 'known' | 'not-taken' {
    const { path, digest } = file;
    const algorithm = digest === null ? PRESENCE : BATCH_ALGORITHMS.indexOf(digest.algorithm);
    const hex = digest?.hex ?? '';
    const slash = path.lastIndexOf('/');
    const name = path.slice(slash + 1);
    // What is no plain name, and what could not be packed, is for the resolver.
    if (algorithm < 0 || slash < 0 || !isName(name) || path.includes('\0') || hex.includes('\0')) {
      return 'not-taken';
    }
    const folder = this.#folder(path.slice(0, slash) || '/');
    if (folder === null) return 'not-taken';
    const before = folder.taken.get(name);
    if (before !== undefined) return before === hex ? 'known' : 'not-taken';
    folder.taken.set(name, hex);
    this.#builder.add(folder.hostPath, name, algorithm, hex);
    this.#files.push(file);
    return 'taken';
  }

  /** Was the file at this path, free of links, taken with this digest? */
  holds(path: string, hex: string): boolean {
    const slash = path.lastIndexOf('/');
    return this.#folders.get(path.slice(0, slash) || '/')?.taken.get(path.slice(slash + 1)) === hex;
  }

  get isFull(): boolean {
    return this.#files.length >= BATCH_FILES;
  }

  /** Hands out what was taken; waits while threads have enough to do. */
  async send(): Promise<void> {
    if (this.#files.length === 0) return;
    const batch = this.#builder.pack();
    const files = this.#files;
    this.#builder = new FileBatchBuilder();
    this.#files = [];
    if (files.length >= BATCH_FILES) this.#startThreads();
    this.#sent.push({ files, outcome: this.#compare(batch) });
    // The batch leaves this thread before it goes on.
    await nextTurn();
    if (this.#sent.length > this.#threads * BATCHES_AHEAD) await this.#receive();
  }

  /** The rest; gives what is odd. */
  async finish(): Promise<readonly T[]> {
    await this.send();
    while (this.#sent.length > 0) await this.#receive();
    return this.#odd;
  }

  async close(): Promise<void> {
    this.#options.signal?.removeEventListener('abort', this.#cancel);
    await this.#pool?.close();
  }

  async #receive(): Promise<void> {
    const sent = this.#sent.shift();
    if (sent === undefined) return;
    const { odd, unchanged, bytes, present, done } = await sent.outcome;
    for (const index of odd) {
      const file = sent.files[index];
      if (file === undefined) continue;
      this.#odd.push(file);
      const slash = file.path.lastIndexOf('/');
      this.#folder(file.path.slice(0, slash) || '/')?.taken.delete(file.path.slice(slash + 1));
    }
    this.unchanged += unchanged;
    this.present += present;
    this.bytes += bytes;
    this.cancelled += sent.files.length - done;
    this.done += sent.files.length - odd.length;
  }

  async #compare(batch: FileBatch): Promise<BatchOutcome> {
    const outcome = (await this.#pool?.compare(batch)) ?? null;
    if (outcome !== null) return outcome;
    const { maxSize, signal } = this.#options;
    this.#block ??= compareBlock();
    const options = {
      maxSize: Math.min(maxSize, LARGEST_INLINE),
      cancelled: () => signal?.aborted === true,
    };
    const steps = compareFiles(batch, options, this.#block);
    let turn = performance.now();
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done === true) return step.value;
      if (performance.now() - turn > TURN) {
        await nextTurn();
        turn = performance.now();
      }
    }
  }

  #startThreads(): void {
    const { verifyWorkerUrl, signal, maxSize } = this.#options;
    if (this.#pool !== null || verifyWorkerUrl === undefined || signal?.aborted === true) return;
    this.#threads = Math.min(availableParallelism(), MAX_THREADS);
    this.#pool = new VerifyPool(verifyWorkerUrl, this.#threads, maxSize);
    signal?.addEventListener('abort', this.#cancel, { once: true });
  }

  #folder(asked: string): Folder | null {
    const known = this.#asked.get(asked);
    if (known !== undefined) return known;
    const folder = this.#below(asked) ?? this.#lookUp(asked);
    this.#asked.set(asked, folder);
    return folder;
  }

  /**
   * A deep folder by its parent, not looked at here: whoever enters it finds out whether it lies there, and all below one that is a
   * link is odd. Links are nearer to the root, as a rule.
   */
  #below(asked: string): Folder | null {
    const slash = asked.lastIndexOf('/');
    const name = asked.slice(slash + 1);
    const parent = this.#asked.get(asked.slice(0, slash));
    if (parent == null || parent.depth < RESOLVED_DEPTH || !isName(name)) return null;
    const path = `${parent.path}/${name}`;
    return this.#remember(path, `${parent.hostPath}/${name}`, parent.depth + 1);
  }

  #lookUp(asked: string): Folder | null {
    const found = this.#evidence.lookup(asked);
    if (found.state !== 'directory') return null;
    const hostPath = this.#evidence.hostFolder(found.path);
    if (hostPath === null || hostPath.includes('\0')) return null;
    return this.#remember(found.path, hostPath, found.path === '/' ? 0 : found.path.split('/').length - 1);
  }

  #remember(path: string, hostPath: string, depth: number): Folder {
    const known = this.#folders.get(path);
    if (known !== undefined) return known;
    const folder = { path, hostPath, depth, taken: new Map<string, string>() };
    this.#folders.set(path, folder);
    return folder;
  }
}

function isName(text: string): boolean {
  return text !== '' && text !== '.' && text !== '..';
}
