import { MAX_RULE_PROBLEMS } from '../../../shared/limits.ts';

/** One reason why a rule was refused: where in the document, and a sentence for the rule's author. */
export interface RuleProblem {
  /** Path in the document, such as `detection.selection.ImagePath|contains[2]`; empty for the whole document. */
  readonly where: string;
  readonly problem: string;
}

/** Collects what is wrong with one document, so that its author sees everything at once. */
export class Problems {
  readonly #kept: RuleProblem[] = [];
  #dropped = 0;

  add(where: string, problem: string): void {
    if (this.#kept.length < MAX_RULE_PROBLEMS) this.#kept.push({ where, problem });
    else this.#dropped += 1;
  }

  get found(): boolean {
    return this.#kept.length > 0;
  }

  list(): RuleProblem[] {
    if (this.#dropped === 0) return [...this.#kept];
    return [...this.#kept, { where: '', problem: `${this.#dropped} more problems are not listed.` }];
  }
}
