/** A line of a text database that is not what its format says; `line` counts from 1. */
export interface LineProblem {
  readonly line: number;
  readonly what: string;
}

/** Problems kept of one file; the last says that there are more. */
const MAX_PROBLEMS = 20;

export function addProblem(problems: LineProblem[], line: number, what: string): void {
  if (problems.length < MAX_PROBLEMS) problems.push({ line, what });
  else if (problems.length === MAX_PROBLEMS) problems.push({ line, what: 'more problems, not listed' });
}
