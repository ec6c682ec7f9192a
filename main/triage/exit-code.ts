/** Exit codes of the command line, and of the window when it is told what to do (docs/reference/command-line.md). */
export const EXIT = {
  done: 0,
  findings: 1,
  usage: 2,
  nothing: 3,
  gaps: 4,
  cancelled: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
