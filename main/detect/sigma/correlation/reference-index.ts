import { didYouMean } from '../nearest.ts';
import type { BaseRule } from './base-rule.ts';
import type { CorrelationRule } from './correlation-rule.ts';

type Target = BaseRule | CorrelationRule;
type Index = Map<string, Target[]>;

const MAX_SUGGESTIONS = 100;

/** Rules and correlations by what correlations may call them: id, name, or the file's name where neither fits. */
export class ReferenceIndex {
  /** Each looks at every name, so there must be an end to them. */
  #suggestions = MAX_SUGGESTIONS;
  readonly #byId: Index = new Map();
  readonly #byName: Index = new Map();
  readonly #byFile: Index = new Map();

  constructor(correlations: readonly CorrelationRule[], bases: readonly BaseRule[]) {
    for (const target of [...bases, ...correlations]) {
      if (target.id !== null) add(this.#byId, target.id.toLowerCase(), target);
      if (target.name !== null) add(this.#byName, target.name, target);
    }
    for (const base of bases) add(this.#byFile, fileStem(base.path), base);
  }

  /** What each entry of `rules` means; null when one has no meaning or several, which `report` is told. */
  findAll(
    rule: CorrelationRule,
    report: (rule: CorrelationRule, problem: string) => void,
  ): readonly Target[] | null {
    const targets = new Set<Target>();
    const { rules } = rule.correlation;
    for (const reference of rules) {
      const found = this.#find(reference, rule.fileName);
      if (typeof found === 'string') {
        report(rule, found);
        continue;
      }
      if (targets.has(found)) report(rule, `"${reference}" is a rule that it names already.`);
      targets.add(found);
    }
    return targets.size === rules.length ? [...targets] : null;
  }

  #find(reference: string, fileName: string): Target | string {
    const candidates =
      this.#byId.get(reference.toLowerCase()) ??
      this.#byName.get(reference) ??
      this.#byFile.get(reference) ??
      [];
    const [only] = candidates;
    if (only === undefined) {
      const nearest = this.#suggestions-- > 0 ? didYouMean(reference, this.#byName.keys()) : '';
      return `The rule "${reference}" is not among the rules that are used here.${nearest}`;
    }
    if (candidates.length === 1) return only;
    const near = candidates.filter((candidate) => pathOf(candidate) === fileName);
    if (near.length === 1 && near[0] !== undefined) return near[0];
    const files = candidates.slice(0, 3).map(pathOf).join(', ');
    return `"${reference}" may be any of ${candidates.length} rules, in ${files}.`;
  }
}

function add(index: Index, key: string, target: Target): void {
  const list = index.get(key);
  if (list === undefined) index.set(key, [target]);
  else list.push(target);
}

function pathOf(target: Target): string {
  return 'correlation' in target ? target.fileName : target.path;
}

/** `a/b.yml`: `b`. */
function fileStem(path: string): string {
  return (path.split('/').at(-1) ?? path).replace(/\.ya?ml$/i, '');
}
