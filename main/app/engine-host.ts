import type { Channel, Envelope, Notice } from '../../shared/ipc/contract.ts';
import { NOTICES } from '../../shared/ipc/contract.ts';
import { engineReplySchema } from '../../shared/ipc/engine.ts';
import type { EngineProcess } from './engine-process.ts';

/** A file made by the main process that a report must hold. */
export interface Attachment {
  readonly name: string;
  readonly bytes: Uint8Array;
}

interface Pending {
  readonly settle: (envelope: Envelope<unknown>) => void;
  readonly timer: NodeJS.Timeout;
}

const GONE: Envelope<never> = {
  ok: false,
  error: { code: 'engine-gone', message: 'The engine ended before it answered.' },
};

/** Milliseconds that an answer may take. A report of a large case is written in minutes, everything else in seconds. */
export function patience(channel: Channel): number {
  return channel.startsWith('report:') || channel === 'case:open' || channel === 'case:save'
    ? 600_000
    : 60_000;
}

/** A busy scan answers in between; a large case is written in seconds. */
const CLOSE_MILLISECONDS = 5_000;

/**
 * The process that reads evidence, seen from the main process. It is started on the first request, and again on the first one after
 * it died; what it had been asked is answered with `engine-gone`, and the window is told once.
 */
export class EngineHost {
  readonly #fork: () => EngineProcess;
  readonly #tell: (notice: Notice, value: unknown) => void;
  readonly #recovered: () => boolean;
  readonly #pending = new Map<number, Pending>();
  #process: EngineProcess | null = null;
  #next = 1;
  #closing = false;

  constructor(
    fork: () => EngineProcess,
    tell: (notice: Notice, value: unknown) => void,
    recovered: () => boolean,
  ) {
    this.#fork = fork;
    this.#tell = tell;
    this.#recovered = recovered;
  }

  /** Starts it ahead of the first request, which then need not wait. */
  warm(): void {
    this.#process ??= this.#start();
  }

  ask(
    channel: Channel,
    request: unknown,
    paths: Readonly<Record<string, string>>,
    wait = patience(channel),
    attachments: readonly Attachment[] = [],
  ): Promise<Envelope<unknown>> {
    this.warm();
    const id = this.#next++;
    return new Promise((settle) => {
      const late: Envelope<never> = {
        ok: false,
        error: { code: 'failed', message: `${channel} was not answered within ${wait / 1000} s.` },
      };
      const timer = setTimeout(() => this.#settle(id, late), wait);
      this.#pending.set(id, { settle, timer });
      this.#process?.postMessage({ id, channel, request, paths, attachments });
    });
  }

  /**
   * Lets the engine keep what was judged last, and ends it; one that does not answer within `wait` milliseconds is killed. From now on
   * nothing can be asked.
   */
  async close(wait = CLOSE_MILLISECONDS): Promise<void> {
    this.#closing = true;
    const engine = this.#process;
    if (engine === null) return;
    await new Promise<void>((ended) => {
      const timer = setTimeout(() => {
        engine.kill();
        ended();
      }, wait);
      engine.on('exit', () => {
        clearTimeout(timer);
        ended();
      });
      engine.postMessage({ end: true });
    });
  }

  #start(): EngineProcess {
    const engine = this.#fork();
    engine.on('message', (message) => this.#receive(message));
    engine.on('exit', (code) => this.#exit(engine, code));
    return engine;
  }

  #receive(message: unknown): void {
    const reply = engineReplySchema.safeParse(message);
    if (!reply.success) return;
    if ('id' in reply.data) {
      this.#settle(reply.data.id, reply.data.envelope as Envelope<unknown>);
      return;
    }
    const value = NOTICES[reply.data.notice].safeParse(reply.data.value);
    if (value.success) this.#tell(reply.data.notice, value.data);
  }

  #settle(id: number, envelope: Envelope<unknown>): void {
    const pending = this.#pending.get(id);
    if (pending === undefined) return;
    this.#pending.delete(id);
    clearTimeout(pending.timer);
    pending.settle(envelope);
  }

  #exit(engine: EngineProcess, code: number): void {
    if (this.#process !== engine) return;
    this.#process = null;
    for (const id of [...this.#pending.keys()]) this.#settle(id, GONE);
    if (this.#closing) return;
    this.#tell('engine:gone', { reason: `The engine ended with ${code}.`, recovered: this.#recovered() });
  }
}
