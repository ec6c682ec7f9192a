import { MAX_DIAGNOSTICS_PER_FILE } from '../../../shared/limits.ts';

/**
 * What can be wrong with a line of a unit file. The comment says what systemd does about it (config_parse and parse_line,
 * src/shared/conf-parser.c): "stops" means that it reads nothing after this line.
 */
export const UNIT_PROBLEM_CODES = [
  /** Stops. Also noncharacters, which systemd does not count as UTF-8 (unichar_is_valid, src/basic/utf8.c). */
  'invalid-utf8',
  /** Stops (LONG_LINE_MAX). */
  'line-too-long',
  /** Stops. A header without `]` at its end. */
  'invalid-section-header',
  /** Stops. Control characters, quotes or backslashes between the brackets. */
  'unsafe-section-name',
  /** The section's settings are not used. Names that begin with `X-` are meant so and not reported. */
  'unknown-section',
  /** Ignored. */
  'assignment-outside-section',
  /** Ignored. */
  'missing-equals',
  /** Ignored. */
  'missing-key',
  /** Ignored since systemd 246; earlier versions read the file it names. */
  'include-directive',
  /** The lines read so far are one line. */
  'continuation-at-end',
  /** Ends a line for systemd, and for few editors. */
  'nul-byte',
  /** Ends a line for systemd, and for few editors. */
  'lone-carriage-return',
  /** Ours: a limit of `shared/limits.ts` cut the file short. */
  'limit-reached',
  /** Ours: further problems of this file, counted. */
  'more-problems',
] as const;

export type UnitProblemCode = (typeof UNIT_PROBLEM_CODES)[number];

export interface UnitProblem {
  /** 1 is the first line; lines as systemd counts them, so a NUL or lone carriage return begins a new one. */
  readonly line: number;
  readonly code: UnitProblemCode;
  readonly what: string;
}

/** Problems of one file: the first `MAX_DIAGNOSTICS_PER_FILE` in full, the rest as a count. */
export class UnitProblems {
  readonly #kept: UnitProblem[] = [];
  #more = 0;

  add(line: number, code: UnitProblemCode, what: string): void {
    if (this.#kept.length < MAX_DIAGNOSTICS_PER_FILE) this.#kept.push({ line, code, what });
    else this.#more += 1;
  }

  /** For what ends a file and so occurs once: kept however many problems there were. */
  addLast(line: number, code: UnitProblemCode, what: string): void {
    this.#kept.push({ line, code, what });
  }

  list(): readonly UnitProblem[] {
    if (this.#more === 0) return this.#kept;
    return [...this.#kept, { line: 0, code: 'more-problems', what: `${this.#more} more problems` }];
  }
}
