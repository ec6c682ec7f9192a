import { Worker } from 'node:worker_threads';
import { CANCEL, type HashReply, type HashShared, type HashWorkerData, NEXT } from './hash-protocol.ts';
import type { HashJob, HashOptions, HashOutcome, HashResult } from './hash-result.ts';

interface Crew {
  readonly worker: Worker;
  readonly data: HashWorkerData;
  ready: boolean;
}

/**
 * Worker threads that take jobs from one list, in its order. A worker that dies takes the job it was at with it (reported
 * as unreadable) and is replaced; what else it had taken is done again. One that dies before it is ready means that no
 * worker can run here: what is then left (`left()`) is the caller's to do.
 */
export class HashWorkerPool {
  readonly #url: URL;
  readonly #jobs: readonly HashJob[];
  readonly #shared: HashShared;
  readonly #crews = new Set<Crew>();
  readonly #answered: boolean[];
  readonly #results: HashResult[] = [];
  #hired = 0;
  #wake: () => void = () => undefined;

  constructor(jobs: readonly HashJob[], threads: number, url: URL, options: HashOptions) {
    this.#url = url;
    this.#jobs = jobs;
    this.#answered = jobs.map(() => false);
    this.#shared = {
      jobs: jobs.map(({ locator, size }) => ({ locator, size })),
      algorithms: options.algorithms,
      maxSize: options.maxSize,
      control: sharedIntegers(2),
      owners: sharedIntegers(jobs.length),
    };
    for (let count = Math.min(threads, jobs.length); count > 0; count--) this.#hire([]);
  }

  /** Makes workers stop within one block and answer 'cancelled' for all that is left. */
  cancel(): void {
    Atomics.store(this.#shared.control, CANCEL, 1);
  }

  /** Results as they come, until all workers have ended. */
  async *results(): AsyncGenerator<HashResult, void, undefined> {
    for (;;) {
      yield* this.#results.splice(0);
      if (this.#results.length > 0) continue;
      if (this.#crews.size === 0) return;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** Jobs without an answer. */
  left(): HashJob[] {
    return this.#jobs.filter((_job, index) => this.#answered[index] === false);
  }

  /** Ends all threads; results that were not fetched are lost. */
  async close(): Promise<void> {
    this.cancel();
    const crews = [...this.#crews];
    this.#crews.clear();
    await Promise.all(crews.map(({ worker }) => worker.terminate()));
  }

  #hire(retry: readonly number[]): void {
    this.#hired += 1;
    const current = sharedIntegers(1);
    current[0] = -1;
    const data: HashWorkerData = { ...this.#shared, number: this.#hired, current, retry };
    let worker: Worker;
    try {
      worker = new Worker(this.#url, { workerData: data, execArgv: [] });
    } catch {
      return; // Not a URL that threads load from.
    }
    const crew: Crew = { worker, data, ready: false };
    this.#crews.add(crew);
    let reason = 'hash worker ended unexpectedly';
    worker.on('message', (reply: HashReply) => this.#receive(crew, reply));
    worker.on('error', (error) => {
      reason = `hash worker failed: ${error instanceof Error ? error.message : String(error)}`;
    });
    worker.on('exit', () => this.#end(crew, reason));
  }

  #receive(crew: Crew, reply: HashReply): void {
    if (reply.kind === 'ready') crew.ready = true;
    else for (const [index, outcome] of reply.results) this.#answer(index, outcome);
    this.#wake();
  }

  #answer(index: number, outcome: HashOutcome): void {
    const job = this.#jobs[index];
    if (job === undefined || this.#answered[index] !== false) return;
    this.#answered[index] = true;
    this.#results.push({ key: job.key, ...outcome });
  }

  /** A worker ended: because no work was left, or because it died with work in its hands. */
  #end(crew: Crew, reason: string): void {
    if (!this.#crews.delete(crew)) return;
    const { jobs, control, owners } = this.#shared;
    const { number, current, retry } = crew.data;
    const at = Atomics.load(current, 0);
    // Without `ready` or a job at hand it never worked: another would fare no better.
    if (crew.ready && at >= 0) {
      const taken = new Set(retry);
      for (const [index, owner] of owners.entries()) if (owner === number) taken.add(index);
      this.#answer(at, { state: 'unreadable', reason });
      const again = [...taken].filter((index) => this.#answered[index] === false);
      if (again.length > 0 || Atomics.load(control, NEXT) < jobs.length) this.#hire(again);
    }
    this.#wake();
  }
}

function sharedIntegers(length: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(4 * length));
}
