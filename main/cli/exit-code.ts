export { EXIT, type ExitCode } from '../triage/exit-code.ts';

/** A mistake in what the user typed: one sentence, exit code 2. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}
