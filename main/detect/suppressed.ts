import type { Summary } from '../../shared/model/run.ts';
import { compareText } from '../../shared/text.ts';

/** Counts matches by rule and by the first filter that took them away. */
export class Suppressed {
  readonly #counts = new Map<string, { rule: string; filter: string; matches: number }>();

  add(rule: string, filter: string): void {
    const key = `${rule}\0${filter}`;
    const known = this.#counts.get(key);
    if (known === undefined) this.#counts.set(key, { rule, filter, matches: 1 });
    else known.matches += 1;
  }

  list(): Summary['suppressed'] {
    return [...this.#counts.values()].sort(
      (a, b) => compareText(a.rule, b.rule) || compareText(a.filter, b.filter),
    );
  }
}
