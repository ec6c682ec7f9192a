import { useEffect, useRef, useState } from 'react';
import type { AnswerOf, Channel, RequestError, RequestOf } from '../../shared/ipc/contract.ts';
import { ask } from '../bridge.ts';

export interface Asked<T> {
  /** The last answer; kept while a newer one is under way, so that nothing flickers. */
  readonly value: T | null;
  readonly error: RequestError | null;
  readonly pending: boolean;
}

/**
 * Asks when the request (compared as JSON) or `version` changes; null asks nothing. An answer that comes after a newer question is
 * dropped.
 */
export function useRequest<C extends Channel>(
  channel: C,
  request: RequestOf<C> | null,
  version: number,
): Asked<AnswerOf<C>> {
  const key = request === null ? null : JSON.stringify(request);
  const [asked, setAsked] = useState<Asked<AnswerOf<C>>>({ value: null, error: null, pending: key !== null });
  const latest = useRef(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for the request, `version` asks again
  useEffect(() => {
    latest.current += 1;
    const mine = latest.current;
    if (key === null) {
      setAsked({ value: null, error: null, pending: false });
      return;
    }
    setAsked((before) => ({ ...before, pending: true }));
    void ask(channel, JSON.parse(key)).then((answer) => {
      if (mine !== latest.current) return;
      setAsked(
        answer.ok
          ? { value: answer.value, error: null, pending: false }
          : { value: null, error: answer.error, pending: false },
      );
    });
  }, [channel, key, version]);
  return asked;
}
