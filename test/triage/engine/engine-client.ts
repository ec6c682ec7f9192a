import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { type EngineOptions, serveEngine } from '../../../main/triage/engine/serve-engine.ts';
import {
  type AnswerOf,
  type Envelope,
  NOTICES,
  type Notice,
  type NoticeOf,
  REQUESTS,
  type RequestOf,
} from '../../../shared/ipc/contract.ts';
import type { EngineChannel, EngineReply } from '../../../shared/ipc/engine.ts';
import { sqlBytes } from '../../case/sql-bytes.ts';

/** An engine at the other end of a channel, asked as the main process asks it. Everything it says is checked against the contract. */
export class EngineClient {
  readonly notices: { notice: Notice; value: unknown; at: number }[] = [];
  readonly #port: MessagePort;
  readonly #engine: MessagePort;
  readonly #pending = new Map<number, (envelope: Envelope<unknown>) => void>();
  readonly #waiting: { notices: readonly Notice[]; settle: (notice: Notice) => void }[] = [];
  #id = 0;

  constructor(options: Partial<EngineOptions> = {}) {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    this.#engine = port2;
    serveEngine(
      {
        postMessage: (message) => port2.postMessage(message),
        listen: (listener) => port2.on('message', listener),
      },
      { wasm: sqlBytes, recoveryFolder: null, workerUrl: null, ...options },
    );
    port1.on('message', (reply: EngineReply) => this.#receive(reply));
  }

  ask<C extends EngineChannel>(
    channel: C,
    request: RequestOf<C>,
    paths: Readonly<Record<string, string>> = {},
    attachments: readonly { name: string; bytes: Uint8Array }[] = [],
  ): Promise<Envelope<AnswerOf<C>>> {
    this.#id += 1;
    const id = this.#id;
    return new Promise((settle) => {
      this.#pending.set(id, (envelope) => {
        if (envelope.ok) REQUESTS[channel].answer.parse(envelope.value);
        settle(envelope as Envelope<AnswerOf<C>>);
      });
      this.#port.postMessage({ id, channel, request, paths, attachments });
    });
  }

  /** Asks and takes the value; a refusal fails the test. */
  async value<C extends EngineChannel>(
    channel: C,
    request: RequestOf<C>,
    paths: Readonly<Record<string, string>> = {},
  ): Promise<AnswerOf<C>> {
    const envelope = await this.ask(channel, request, paths);
    if (!envelope.ok) throw new Error(`${channel}: ${envelope.error.code}: ${envelope.error.message}`);
    return envelope.value;
  }

  next(...notices: readonly Notice[]): Promise<Notice> {
    return new Promise((settle) => this.#waiting.push({ notices, settle }));
  }

  lastOf<N extends Notice>(notice: N): NoticeOf<N> | undefined {
    return this.notices.findLast((one) => one.notice === notice)?.value as NoticeOf<N> | undefined;
  }

  /** Tells the engine that the program ends, as the main process does. */
  end(): void {
    this.#port.postMessage({ end: true });
  }

  close(): void {
    this.#port.close();
    this.#engine.close();
  }

  #receive(reply: EngineReply): void {
    if ('id' in reply) {
      this.#pending.get(reply.id)?.(reply.envelope);
      this.#pending.delete(reply.id);
      return;
    }
    NOTICES[reply.notice].parse(reply.value);
    this.notices.push({ notice: reply.notice, value: reply.value, at: performance.now() });
    for (const waiting of this.#waiting.filter(({ notices }) => notices.includes(reply.notice))) {
      this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
      waiting.settle(reply.notice);
    }
  }
}
