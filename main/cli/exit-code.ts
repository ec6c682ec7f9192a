/** Exit codes of the command line (docs/reference/command-line.md). */
export const EXIT = {
  done: 0,
  findings: 1,
  usage: 2,
  nothing: 3,
  gaps: 4,
  cancelled: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** A mistake in what the user typed: one sentence, exit code 2. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}
