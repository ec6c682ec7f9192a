import { parentPort, workerData } from 'node:worker_threads';
import { hashBlock } from './hash-file.ts';
import { runHashJob } from './hash-job.ts';
import { CANCEL, type HashReply, type HashWorkerData, NEXT } from './hash-protocol.ts';
import type { HashOutcome } from './hash-result.ts';

/** Milliseconds between messages: each costs the receiving thread as much as hashing a small file. */
const REPORT_EVERY = 20;

/** Entry of a hash thread, one synchronous loop. Started by `hash-worker-pool.ts`. */
function work(reply: (message: HashReply) => void, data: HashWorkerData): void {
  const { jobs, control, owners, number, current, retry } = data;
  const block = hashBlock();
  const cancelled = () => Atomics.load(control, CANCEL) !== 0;
  let results: [number, HashOutcome][] = [];
  let reported = performance.now();

  function run(index: number): void {
    const job = jobs[index];
    if (job === undefined) return;
    Atomics.store(current, 0, index);
    results.push([index, runHashJob(job, data, block, cancelled)]);
    if (performance.now() - reported >= REPORT_EVERY) report();
  }

  function report(): void {
    if (results.length > 0) reply({ kind: 'results', results });
    results = [];
    reported = performance.now();
  }

  reply({ kind: 'ready' });
  for (const index of retry) run(index);
  for (;;) {
    const index = Atomics.add(control, NEXT, 1);
    if (index >= jobs.length) break;
    Atomics.store(owners, index, number);
    run(index);
  }
  report();
}

if (parentPort !== null) {
  const port = parentPort;
  work((message) => port.postMessage(message), workerData as HashWorkerData);
}
