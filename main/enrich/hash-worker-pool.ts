import { Worker } from 'node:worker_threads';
import type { HashReply, HashRequest, HashWorkerData } from './hash-protocol.ts';
import type { HashJob, HashOptions, HashResult } from './hash-result.ts';

/** Jobs given to a worker at once: while it works on one, the next already waits in its queue. */
const JOBS_AHEAD = 2;

interface Crew {
  readonly worker: Worker;
  readonly pending: HashJob[];
  ready: boolean;
}

/**
 * Worker threads that pull jobs from one queue, in its order. A worker that dies takes the job it was at with it (reported
 * as unreadable) and is replaced; one that dies before it is ready means that no worker can run here, and `failed` is
 * set: what is left in `queue` is then the caller's to do.
 */
export class HashWorkerPool {
  readonly queue: HashJob[];
  failed = false;
  readonly #url: URL;
  readonly #data: HashWorkerData;
  readonly #crews = new Set<Crew>();
  readonly #results: HashResult[] = [];
  #wake: () => void = () => undefined;

  /** `queue` is taken from its front. */
  constructor(queue: readonly HashJob[], threads: number, url: URL, options: HashOptions) {
    this.queue = [...queue].reverse();
    this.#url = url;
    const { algorithms, maxSize } = options;
    this.#data = { algorithms, maxSize, cancel: new Int32Array(new SharedArrayBuffer(4)) };
    for (let count = Math.min(threads, queue.length); count > 0; count--) this.#hire();
  }

  /** Makes workers stop within one block and answer 'cancelled' for all that is left. */
  cancel(): void {
    Atomics.store(this.#data.cancel, 0, 1);
  }

  /** Results as they come, until all jobs are done or no worker can run. */
  async *results(): AsyncGenerator<HashResult, void, undefined> {
    for (;;) {
      for (let result = this.#results.shift(); result !== undefined; result = this.#results.shift()) {
        yield result;
      }
      if (this.#crews.size === 0) return;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        if (this.#results.length > 0 || this.#crews.size === 0) resolve();
      });
    }
  }

  /** Ends all threads; results that were not fetched are lost. */
  async close(): Promise<void> {
    this.cancel();
    const crews = [...this.#crews];
    this.#crews.clear();
    await Promise.all(crews.map(({ worker }) => worker.terminate()));
  }

  #hire(): void {
    let worker: Worker;
    try {
      worker = new Worker(this.#url, { workerData: this.#data, execArgv: [] });
    } catch {
      this.failed = true;
      return;
    }
    const crew: Crew = { worker, pending: [], ready: false };
    this.#crews.add(crew);
    let reason = 'hash worker ended unexpectedly';
    worker.on('message', (reply: HashReply) => this.#receive(crew, reply));
    worker.on('error', (error) => {
      reason = `hash worker failed: ${error instanceof Error ? error.message : String(error)}`;
    });
    worker.on('exit', () => this.#lose(crew, reason));
    this.#feed(crew);
  }

  #receive(crew: Crew, reply: HashReply): void {
    if (reply.kind === 'ready') {
      crew.ready = true;
      return;
    }
    crew.pending.shift();
    this.#results.push(reply.result);
    this.#feed(crew);
    this.#wake();
  }

  #feed(crew: Crew): void {
    while (crew.pending.length < JOBS_AHEAD) {
      const job = this.queue.pop();
      if (job === undefined) break;
      crew.pending.push(job);
      crew.worker.postMessage(job satisfies HashRequest);
    }
    if (crew.pending.length === 0) this.#dismiss(crew);
  }

  #dismiss(crew: Crew): void {
    this.#crews.delete(crew);
    void crew.worker.terminate();
    this.#wake();
  }

  #lose(crew: Crew, reason: string): void {
    if (!this.#crews.delete(crew)) return;
    if (crew.ready) {
      const culprit = crew.pending.shift();
      if (culprit !== undefined) this.#results.push({ key: culprit.key, state: 'unreadable', reason });
    } else {
      this.failed = true;
    }
    this.queue.push(...crew.pending.reverse());
    if (!this.failed && this.queue.length > 0) this.#hire();
    this.#wake();
  }
}
