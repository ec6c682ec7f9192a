import { MAX_JOURNAL_PROBLEMS } from './limits.ts';

export interface JournalProblem {
  readonly kind: 'problem';
  readonly code: string;
  /** In bytes from the start of the journal. */
  readonly offset: number;
  readonly what: string;
}

export type ReportProblem = (code: string, offset: number, what: string) => void;

/** Problems met while objects are read, until the reader hands them out; the first `MAX_JOURNAL_PROBLEMS` are kept. */
export class Problems {
  #waiting: JournalProblem[] = [];
  #count = 0;

  readonly report: ReportProblem = (code, offset, what) => {
    this.#count += 1;
    if (this.#count <= MAX_JOURNAL_PROBLEMS) this.#waiting.push({ kind: 'problem', code, offset, what });
  };

  get any(): boolean {
    return this.#waiting.length > 0;
  }

  take(): readonly JournalProblem[] {
    const taken = this.#waiting;
    this.#waiting = [];
    return taken;
  }

  /** The last one: how many more there were. */
  rest(): readonly JournalProblem[] {
    const more = this.#count - MAX_JOURNAL_PROBLEMS;
    return more <= 0
      ? []
      : [{ kind: 'problem', code: 'more-problems', offset: 0, what: `${more} more problems` }];
  }
}
