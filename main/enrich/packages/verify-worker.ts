import { parentPort, workerData } from 'node:worker_threads';
import { compareBlock, compareFiles } from './compare-files.ts';
import type { VerifyReply, VerifyRequest, VerifyWorkerData } from './verify-protocol.ts';

/** Entry of a thread that compares files of packages, batch after batch. Started by `verify-pool.ts`, which ends it. */
if (parentPort !== null) {
  const port = parentPort;
  const { maxSize, control } = workerData as VerifyWorkerData;
  const reply = (message: VerifyReply) => port.postMessage(message);
  const block = compareBlock();
  const cancelled = () => Atomics.load(control, 0) !== 0;
  port.on('message', ({ number, batch }: VerifyRequest) => {
    const steps = compareFiles(batch, { maxSize, cancelled }, block);
    let step = steps.next();
    while (step.done !== true) step = steps.next();
    reply({ kind: 'outcome', number, outcome: step.value });
  });
  reply({ kind: 'ready' });
}
