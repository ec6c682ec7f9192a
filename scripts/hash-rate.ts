import { createHash } from 'node:crypto';
import { closeSync, lstatSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { HASH_ALGORITHMS, type HashJob } from '../main/enrich/hash-result.ts';
import { HashWorkerPool } from '../main/enrich/hash-worker-pool.ts';

/**
 * For `npm run bench`: `hash-rate.cjs ours|bare FOLDER` hashes the files of a folder, 1 GiB at most, with two threads and prints the mebibytes
 * a second, start of the threads included. `bare` is what Node gives without the program: synchronous reads and the same three digests.
 */
const BLOCK = 1024 * 1024;
const MOST = 1024 ** 3;

function bareLoop(paths: readonly string[], next: Int32Array): number {
  const block = new Uint8Array(BLOCK);
  let total = 0;
  for (;;) {
    const path = paths[Atomics.add(next, 0, 1)];
    if (path === undefined) return total;
    const hashes = HASH_ALGORITHMS.map((name) => createHash(name));
    const fd = openSync(path, 'r');
    for (;;) {
      const count = readSync(fd, block);
      if (count === 0) break;
      const part = block.subarray(0, count);
      for (const hash of hashes) hash.update(part);
      total += count;
    }
    closeSync(fd);
    for (const hash of hashes) hash.digest('hex');
  }
}

async function bare(jobs: readonly HashJob[]): Promise<number> {
  const paths = jobs.map(({ key }) => key);
  const next = new Int32Array(new SharedArrayBuffer(4));
  const totals = [0, 1].map(
    () =>
      new Promise<number>((resolve, reject) => {
        const worker = new Worker(__filename, { workerData: { paths, next } });
        worker.once('message', resolve).once('error', reject);
      }),
  );
  return (await Promise.all(totals)).reduce((sum, bytes) => sum + bytes, 0);
}

async function ours(jobs: readonly HashJob[]): Promise<number> {
  const workerUrl = new URL('./hash-worker.cjs', pathToFileURL(__filename));
  let total = 0;
  const pool = new HashWorkerPool(jobs, 2, workerUrl, { algorithms: HASH_ALGORITHMS, maxSize: MOST });
  for await (const result of pool.results()) if (result.state === 'hashed') total += result.bytes;
  await pool.close();
  return total;
}

function filesOf(folder: string): HashJob[] {
  const jobs: HashJob[] = [];
  let total = 0;
  for (const { parentPath, name } of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const hostPath = join(parentPath, name);
    const status = lstatSync(hostPath);
    if (!status.isFile()) continue;
    total += status.size;
    if (total > MOST) break;
    jobs.push({ key: hostPath, locator: { kind: 'host-file', hostPath }, size: status.size });
  }
  return jobs.sort((a, b) => b.size - a.size);
}

if (isMainThread) {
  const [how, folder] = process.argv.slice(2);
  const jobs = filesOf(folder ?? '.');
  const started = performance.now();
  (how === 'ours' ? ours(jobs) : bare(jobs)).then((bytes) => {
    const seconds = (performance.now() - started) / 1000;
    const mebibytes = bytes / 1024 ** 2;
    process.stdout.write(
      `${jobs.length} files, ${mebibytes.toFixed(0)} MiB, ${(mebibytes / seconds).toFixed(1)} MiB/s\n`,
    );
  });
} else {
  const { paths, next } = workerData as { paths: readonly string[]; next: Int32Array };
  parentPort?.postMessage(bareLoop(paths, next));
}
