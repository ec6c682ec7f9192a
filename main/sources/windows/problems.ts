import { MAX_DIAGNOSTICS_PER_FILE } from '../../../shared/limits.ts';
import type { Diagnostic } from '../../../shared/model/diagnostic.ts';

/** Problems that a source meets while it reads a hive, as diagnostics; beyond the limit they are only counted. */
export class Problems {
  readonly #source: string;
  readonly #code: string;
  readonly #path: string;
  #waiting: Diagnostic[] = [];
  #total = 0;

  /** `code` and `path` (evidence path of the hive) are those of problems that `report` is told of. */
  constructor(source: string, code: string, path: string) {
    this.#source = source;
    this.#code = code;
    this.#path = path;
  }

  /** A property, so that it can be handed on. */
  readonly report = (offset: number | null, what: string, path = this.#path): void =>
    this.add(this.#code, offset, what, path);

  add(code: string, offset: number | null, what: string, path = this.#path): void {
    this.#total += 1;
    if (this.#total <= MAX_DIAGNOSTICS_PER_FILE)
      this.#waiting.push(this.#diagnostic(code, offset, what, path));
  }

  /** What was met since the last call. */
  take(): Diagnostic[] {
    const waiting = this.#waiting;
    if (waiting.length > 0) this.#waiting = [];
    return waiting;
  }

  /** The same at the end, with the number of those that were only counted. */
  last(): Diagnostic[] {
    const more = this.#total - MAX_DIAGNOSTICS_PER_FILE;
    if (more <= 0) return this.take();
    return [
      ...this.take(),
      this.#diagnostic(`${this.#code}-more`, null, `${more} more problems like these`, this.#path),
    ];
  }

  #diagnostic(code: string, offset: number | null, what: string, path: string): Diagnostic {
    return { type: 'diagnostic', severity: 'warning', code, source: this.#source, path, offset, what };
  }
}
