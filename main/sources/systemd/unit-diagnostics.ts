import { MAX_DIAGNOSTICS_PER_FILE } from '../../../shared/limits.ts';
import type { Diagnostic } from '../../../shared/model/diagnostic.ts';
import type { UnitProblem, UnitProblemCode } from '../../formats/systemd-unit/unit-problem.ts';

/** What an administrator's typing error does not explain: the file is damaged, or reads otherwise in an editor than for systemd. */
const SERIOUS: ReadonlySet<UnitProblemCode> = new Set([
  'invalid-utf8',
  'line-too-long',
  'invalid-section-header',
  'unsafe-section-name',
  'nul-byte',
  'lone-carriage-return',
  'limit-reached',
]);

/** Gathers the problems that the source meets; beyond a limit for each code they are only counted. */
export class UnitDiagnostics {
  readonly #source: string;
  readonly #counts = new Map<string, number>();
  #waiting: Diagnostic[] = [];
  /** Files and folders that are there and could not be read, or not to the end. */
  unreadableCount = 0;

  constructor(source: string) {
    this.#source = source;
  }

  /** A gap: something is configured there that no rule could judge. */
  unreadable(path: string, reason: string, code = 'unit-unreadable'): void {
    this.unreadableCount += 1;
    this.add('error', code, path, reason);
  }

  /** Problems of one unit file or drop-in, each with its line. */
  problems(path: string, problems: readonly UnitProblem[]): void {
    for (const { line, code, what } of problems) {
      const place = line > 0 ? `line ${line}: ` : '';
      this.add(SERIOUS.has(code) ? 'warning' : 'info', `unit-${code}`, path, `${place}${what}`);
    }
  }

  add(severity: Diagnostic['severity'], code: string, path: string, what: string): void {
    const count = (this.#counts.get(code) ?? 0) + 1;
    this.#counts.set(code, count);
    if (count <= MAX_DIAGNOSTICS_PER_FILE) this.#waiting.push(this.#diagnostic(severity, code, path, what));
  }

  /** What was met since the last call. */
  take(): Diagnostic[] {
    const waiting = this.#waiting;
    this.#waiting = [];
    return waiting;
  }

  /** The same at the end, with the numbers of those that were only counted. */
  last(): Diagnostic[] {
    for (const [code, count] of this.#counts) {
      const more = count - MAX_DIAGNOSTICS_PER_FILE;
      if (more > 0)
        this.#waiting.push(
          this.#diagnostic('warning', `${code}-more`, '', `${more} more problems like these`),
        );
    }
    return this.take();
  }

  #diagnostic(severity: Diagnostic['severity'], code: string, path: string, what: string): Diagnostic {
    return { type: 'diagnostic', severity, code, source: this.#source, path, offset: null, what };
  }
}
