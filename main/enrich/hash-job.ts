import { openLocator } from '../evidence/open-locator.ts';
import { hashFile, hashSteps } from './hash-file.ts';
import type { HashJob, HashOptions, HashOutcome, HashResult } from './hash-result.ts';

type JobOptions = Pick<HashOptions, 'algorithms' | 'maxSize'>;

/** Blocks hashed in the calling thread before it serves other events (about 50 ms with three digests). */
const BLOCKS_PER_TURN = 16;

/** Opens, hashes and closes one file at one go, as a worker does. Never throws. */
export function runHashJob(
  job: Omit<HashJob, 'key'>,
  options: JobOptions,
  block: Uint8Array,
  cancelled: () => boolean,
): HashOutcome {
  if (cancelled()) return { state: 'cancelled' };
  const opened = openHashFile(job, options);
  if (!opened.ok) return opened.outcome;
  const outcome = hashFile(opened.file, options.algorithms, block, cancelled);
  opened.file.close();
  return outcome;
}

/** The same in the calling thread, which stays responsive and sees the signal while a large file is hashed. */
export async function runHashJobInTurns(
  job: HashJob,
  options: JobOptions,
  block: Uint8Array,
  signal: AbortSignal | undefined,
): Promise<HashResult> {
  const { key } = job;
  const aborted = () => signal?.aborted === true;
  if (aborted()) return { key, state: 'cancelled' };
  const opened = openHashFile(job, options);
  if (!opened.ok) return { key, ...opened.outcome };
  const steps = hashSteps(opened.file, options.algorithms, block);
  try {
    for (let blocks = 1; ; blocks++) {
      const step = steps.next();
      if (step.done === true) return { key, ...step.value };
      if (blocks % BLOCKS_PER_TURN === 0) await nextTurn();
      if (aborted()) return { key, state: 'cancelled' };
    }
  } finally {
    opened.file.close();
  }
}

export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function openHashFile(job: Omit<HashJob, 'key'>, { maxSize }: JobOptions) {
  const tooLarge = (size: number) => ({ ok: false, outcome: { state: 'too-large', size } }) as const;
  if (job.size > maxSize) return tooLarge(job.size);
  const opened = openLocator(job.locator);
  if (!opened.ok) {
    const outcome: HashOutcome = { state: 'unreadable', reason: opened.error.reason };
    return { ok: false, outcome } as const;
  }
  const file = opened.value;
  if (file.size <= maxSize) return { ok: true, file } as const;
  file.close();
  return tooLarge(file.size);
}
