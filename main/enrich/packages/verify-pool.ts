import { Worker } from 'node:worker_threads';
import type { BatchOutcome, FileBatch } from './file-batch.ts';
import type { VerifyReply, VerifyRequest, VerifyWorkerData } from './verify-protocol.ts';

interface Member {
  readonly worker: Worker;
  ready: boolean;
  readonly waiting: Map<number, Waiting>;
}

interface Waiting {
  readonly batch: FileBatch;
  readonly answer: (outcome: BatchOutcome | null) => void;
}

/**
 * Threads that compare batches of files. What a thread that dies had in its hands counts as odd, so that each of those files is
 * looked at in the exact way; it is not replaced. Where no thread can run at all the caller has to compare.
 */
export class VerifyPool {
  readonly #members = new Set<Member>();
  readonly #control = new Int32Array(new SharedArrayBuffer(4));
  #sent = 0;
  #hasWorked = false;

  constructor(url: URL, threads: number, maxSize: number) {
    for (let count = 0; count < threads; count++) this.#start(url, { maxSize, control: this.#control });
  }

  /** Null: nobody did it, because threads cannot run here. */
  compare(batch: FileBatch): Promise<BatchOutcome | null> {
    let idlest: Member | null = null;
    for (const member of this.#members) {
      if (idlest === null || member.waiting.size < idlest.waiting.size) idlest = member;
    }
    if (idlest === null) return Promise.resolve(this.#hasWorked ? allOdd(batch) : null);
    const { worker, waiting } = idlest;
    const number = this.#sent++;
    return new Promise((answer) => {
      waiting.set(number, { batch, answer });
      const request: VerifyRequest = { number, batch };
      worker.postMessage(request);
    });
  }

  /** Makes threads stop before the next file or block. */
  cancel(): void {
    Atomics.store(this.#control, 0, 1);
  }

  async close(): Promise<void> {
    this.cancel();
    await Promise.all(Array.from(this.#members, ({ worker }) => worker.terminate()));
  }

  #start(url: URL, workerData: VerifyWorkerData): void {
    let worker: Worker;
    try {
      worker = new Worker(url, { workerData, execArgv: [] });
    } catch {
      return; // Not a URL that threads load from.
    }
    const member: Member = { worker, ready: false, waiting: new Map() };
    this.#members.add(member);
    worker.on('message', (reply: VerifyReply) => this.#receive(member, reply));
    // Its end follows, and says all that matters.
    worker.on('error', () => undefined);
    worker.on('exit', () => this.#end(member));
  }

  #receive(member: Member, reply: VerifyReply): void {
    if (reply.kind === 'ready') {
      member.ready = true;
      this.#hasWorked = true;
      return;
    }
    member.waiting.get(reply.number)?.answer(reply.outcome);
    member.waiting.delete(reply.number);
  }

  #end(member: Member): void {
    this.#members.delete(member);
    for (const { batch, answer } of member.waiting.values()) answer(member.ready ? allOdd(batch) : null);
    member.waiting.clear();
  }
}

function allOdd({ count }: FileBatch): BatchOutcome {
  return {
    odd: Array.from({ length: count }, (_, index) => index),
    unchanged: 0,
    bytes: 0,
    present: 0,
    done: count,
  };
}
