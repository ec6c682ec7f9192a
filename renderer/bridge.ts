import type {
  AnswerOf,
  Bridge,
  Channel,
  Notice,
  NoticeOf,
  RequestError,
  RequestOf,
} from '../shared/ipc/contract.ts';
import { fail, ok, type Result } from '../shared/result.ts';

/** The only way out of the window. Nothing else in `renderer/` names `window.daemonscope`. */

declare global {
  interface Window {
    readonly daemonscope?: Bridge;
  }
}

const MISSING: RequestError = {
  code: 'failed',
  message: 'The window is not connected to the program. Close it and start the program again.',
};

/** Asks the program. Never throws: what went wrong comes back as a value to be shown where it was asked for. */
export async function ask<C extends Channel>(
  channel: C,
  request: RequestOf<C>,
): Promise<Result<AnswerOf<C>, RequestError>> {
  const bridge = window.daemonscope;
  if (bridge === undefined) return fail(MISSING);
  try {
    const envelope = await bridge.request(channel, request);
    return envelope.ok ? ok(envelope.value) : fail(envelope.error);
  } catch (thrown) {
    return fail({ code: 'failed', message: thrown instanceof Error ? thrown.message : String(thrown) });
  }
}

/** Hears one kind of notice; the function that comes back ends it. */
export function hear<N extends Notice>(notice: N, listener: (value: NoticeOf<N>) => void): () => void {
  return window.daemonscope?.on(notice, listener) ?? (() => {});
}
