import { type Channel, type Envelope, REQUESTS, type RequestError } from '../../shared/ipc/contract.ts';

/** Answers one channel's requests, which are checked already. */
export type Answerer = (channel: Channel, request: never) => Promise<Envelope<unknown>>;

export function refuse(code: RequestError['code'], message: string): Envelope<never> {
  return { ok: false, error: { code, message } };
}

/** Which channel, whether the request is what it takes, and whether the answer is what it promises. */
export async function answerChecked(
  channel: unknown,
  request: unknown,
  answer: Answerer,
): Promise<Envelope<unknown>> {
  if (typeof channel !== 'string' || !Object.hasOwn(REQUESTS, channel)) {
    return refuse('invalid', 'There is no such request.');
  }
  const name = channel as Channel;
  const schemas = REQUESTS[name];
  const asked = schemas.request.safeParse(request);
  if (!asked.success) return refuse('invalid', `${name}: ${asked.error.issues[0]?.message ?? 'malformed'}`);
  try {
    const envelope = await answer(name, asked.data as never);
    if (!envelope.ok) return envelope;
    const value = schemas.answer.safeParse(envelope.value);
    if (value.success) return { ok: true, value: value.data };
    const issue = value.error.issues[0];
    return refuse(
      'failed',
      `${name}: the answer is malformed at ${issue?.path.join('.')}: ${issue?.message}`,
    );
  } catch (error) {
    return refuse('failed', error instanceof Error ? error.message : String(error));
  }
}
