import { availableParallelism } from 'node:os';
import { hashBlock } from './hash-file.ts';
import { nextTurn, runHashJobInTurns } from './hash-job.ts';
import type { HashJob, HashOptions, HashResult } from './hash-result.ts';

/**
 * Below this many bytes starting threads costs more than it saves: two start in 50 to 80 ms, and in that time one thread
 * computes three digests of some 20 MiB, or SHA-256 of 80 (measured on Node 20, two cores).
 */
const WORTH_A_WORKER = 32 * 1024 * 1024;
/** Disks, not cores, are the bound beyond this. */
const MAX_THREADS = 4;
/** Milliseconds of hashing in the calling thread before it serves other events. */
const TURN = 20;

/**
 * Hashes files and yields one result a job, in the order in which they are done; one that fails never ends the rest.
 * Files of the host go to worker threads when `workerUrl` is given and their total is worth it, largest first so that no
 * core idles at the end; bytes in memory are hashed in the calling thread. Leaving the loop early ends the threads.
 */
export async function* hashFiles(
  jobs: readonly HashJob[],
  options: HashOptions,
): AsyncGenerator<HashResult, void, undefined> {
  const { signal, onProgress } = options;
  const sizes = new Map(jobs.map((job) => [job.key, job.size]));
  const totalBytes = jobs.reduce((sum, job) => sum + job.size, 0);
  let files = 0;
  let bytes = 0;
  for await (const result of hashAll(jobs, options, signal)) {
    files += 1;
    bytes += sizes.get(result.key) ?? 0;
    onProgress?.({ files, totalFiles: jobs.length, bytes, totalBytes });
    yield result;
  }
}

async function* hashAll(
  jobs: readonly HashJob[],
  options: HashOptions,
  signal: AbortSignal | undefined,
): AsyncGenerator<HashResult, void, undefined> {
  const inline: HashJob[] = [];
  const threaded: HashJob[] = [];
  for (const job of jobs) {
    (job.locator.kind === 'host-file' && job.size <= options.maxSize ? threaded : inline).push(job);
  }
  const { workerUrl, inlineBelow = WORTH_A_WORKER } = options;
  const work = threaded.reduce((sum, job) => sum + job.size, 0);
  if (workerUrl === undefined || work < inlineBelow || signal?.aborted === true) {
    yield* hashInline([...threaded, ...inline], options, signal);
    return;
  }
  const queue = threaded.sort((a, b) => b.size - a.size);
  const threads = options.threads ?? Math.min(availableParallelism(), MAX_THREADS);
  // Most runs hash too little for threads and need not load them.
  const { HashWorkerPool } = await import('./hash-worker-pool.ts');
  const pool = new HashWorkerPool(queue, threads, workerUrl, options);
  const cancel = () => pool.cancel();
  signal?.addEventListener('abort', cancel, { once: true });
  try {
    yield* pool.results();
    inline.push(...pool.left());
  } finally {
    signal?.removeEventListener('abort', cancel);
    await pool.close();
  }
  yield* hashInline(inline, options, signal);
}

async function* hashInline(
  jobs: readonly HashJob[],
  options: HashOptions,
  signal: AbortSignal | undefined,
): AsyncGenerator<HashResult, void, undefined> {
  const block = jobs.length > 0 ? hashBlock() : new Uint8Array(0);
  let turn = performance.now();
  for (const job of jobs) {
    yield await runHashJobInTurns(job, options, block, signal);
    if (performance.now() - turn > TURN) {
      await nextTurn();
      turn = performance.now();
    }
  }
}
