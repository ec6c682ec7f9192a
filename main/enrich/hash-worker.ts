import { parentPort, workerData } from 'node:worker_threads';
import { hashBlock } from './hash-file.ts';
import { runHashJob } from './hash-job.ts';
import type { HashReply, HashRequest, HashWorkerData } from './hash-protocol.ts';

/** Entry of a hash thread: answers each request with one result, in order. Started by `hash-worker-pool.ts`. */
function serve(port: NonNullable<typeof parentPort>, data: HashWorkerData): void {
  const block = hashBlock();
  const cancelled = () => Atomics.load(data.cancel, 0) !== 0;
  const reply = (message: HashReply) => port.postMessage(message);
  port.on('message', (job: HashRequest) =>
    reply({ kind: 'result', result: runHashJob(job, data, block, cancelled) }),
  );
  reply({ kind: 'ready' });
}

if (parentPort !== null) serve(parentPort, workerData as HashWorkerData);
