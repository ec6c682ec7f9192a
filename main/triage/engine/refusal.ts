import type { RequestError } from '../../../shared/ipc/contract.ts';
import { writeProblem } from '../cannot-write.ts';

/** A request that cannot be granted: told to the user in one sentence, never a stack. */
export class Refusal extends Error {
  readonly code: RequestError['code'];

  constructor(code: RequestError['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/** What writing threw, as a refusal that lets the user choose another place. */
export function cannotWrite(path: string, error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  return new Refusal('cannot-write', `${writeProblem(path, error)}.`);
}
