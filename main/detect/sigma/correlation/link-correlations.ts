import type { BaseRule } from './base-rule.ts';
import type { CorrelationRule } from './correlation-rule.ts';
import { MAX_CORRELATION_BASES, MAX_CORRELATION_DEPTH } from './limits.ts';
import { ReferenceIndex } from './reference-index.ts';

/** What is wrong with one correlation, for its author. */
export interface CorrelationProblem {
  readonly rule: CorrelationRule;
  readonly problem: string;
}

/** One entry of `rules`, found. */
export interface Link {
  readonly source: BaseRule | LinkedCorrelation;
  /** The source's field for each alias of the correlation. */
  readonly aliases: ReadonlyMap<string, string>;
}

export interface LinkedCorrelation {
  readonly rule: CorrelationRule;
  readonly links: readonly Link[];
  /** Single-event rules below it, and the first link that leads to each. */
  readonly bases: ReadonlyMap<BaseRule, Link>;
  /** Correlations above each other, this one included. */
  readonly height: number;
}

export function isLinked(source: BaseRule | LinkedCorrelation): source is LinkedCorrelation {
  return 'links' in source;
}

/** Correlations whose references all lead somewhere, each after those that it refers to, and what is wrong with others. */
export interface LinkedCorrelations {
  readonly linked: readonly LinkedCorrelation[];
  readonly problems: readonly CorrelationProblem[];
}

type Target = BaseRule | CorrelationRule;

/** Finds what the correlations refer to. Iterative: a long chain cannot exhaust the stack. */
export function linkCorrelations(
  correlations: readonly CorrelationRule[],
  bases: readonly BaseRule[],
): LinkedCorrelations {
  const index = new ReferenceIndex(correlations, bases);
  const problems: CorrelationProblem[] = [];
  const linked = new Map<CorrelationRule, LinkedCorrelation>();
  const targets = new Map<CorrelationRule, readonly Target[]>();
  const waitingFor = new Map<CorrelationRule, CorrelationRule[]>();
  const open = new Map<CorrelationRule, number>();
  const ready: CorrelationRule[] = [];
  const report = (rule: CorrelationRule, problem: string) => problems.push({ rule, problem });
  for (const rule of correlations) {
    const found = index.findAll(rule, report);
    targets.set(rule, found ?? []);
    const inner = (found ?? []).filter(isCorrelation);
    for (const each of inner) push(waitingFor, each, rule);
    open.set(rule, inner.length);
    if (inner.length === 0) ready.push(rule);
  }
  for (let rule = ready.pop(); rule !== undefined; rule = ready.pop()) {
    const found = targets.get(rule) ?? [];
    const made = found.length === 0 ? null : link(rule, found, linked, report);
    if (made !== null) linked.set(rule, made);
    for (const outer of waitingFor.get(rule) ?? []) {
      const left = (open.get(outer) ?? 0) - 1;
      open.set(outer, left);
      if (left === 0) ready.push(outer);
    }
  }
  for (const rule of correlations) {
    if ((open.get(rule) ?? 0) > 0)
      report(rule, 'It refers to correlations that refer to each other in a circle.');
  }
  return { linked: [...linked.values()], problems };
}

function isCorrelation(target: Target): target is CorrelationRule {
  return 'correlation' in target;
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

function link(
  rule: CorrelationRule,
  targets: readonly Target[],
  linked: ReadonlyMap<CorrelationRule, LinkedCorrelation>,
  report: (rule: CorrelationRule, problem: string) => void,
): LinkedCorrelation | null {
  const aliases = aliasesOf(rule, targets);
  if (typeof aliases === 'string') {
    report(rule, aliases);
    return null;
  }
  const links: Link[] = [];
  const bases = new Map<BaseRule, Link>();
  let height = 1;
  for (const [at, target] of targets.entries()) {
    const source = isCorrelation(target) ? linked.get(target) : target;
    if (source === undefined) {
      report(rule, `It refers to "${rule.correlation.rules[at]}", which cannot be used itself.`);
      return null;
    }
    const made = { source, aliases: aliases[at] ?? new Map() };
    links.push(made);
    if (isLinked(source)) height = Math.max(height, source.height + 1);
    for (const base of isLinked(source) ? source.bases.keys() : [source]) {
      if (!bases.has(base)) bases.set(base, made);
    }
  }
  if (height > MAX_CORRELATION_DEPTH)
    report(rule, `It stands on more than ${MAX_CORRELATION_DEPTH} correlations.`);
  else if (bases.size > MAX_CORRELATION_BASES)
    report(rule, `It needs more than ${MAX_CORRELATION_BASES} rules.`);
  else return { rule, links, bases, height };
  return null;
}

/** For each target the fields that the aliases stand for there, or what is wrong. */
function aliasesOf(
  rule: CorrelationRule,
  targets: readonly Target[],
): readonly Map<string, string>[] | string {
  const made = targets.map(() => new Map<string, string>());
  for (const [alias, fields] of rule.correlation.aliases) {
    for (const [name, field] of fields) {
      const at = targets.findIndex(
        (target, index) =>
          rule.correlation.rules[index] === name || target.name === name || target.id === name.toLowerCase(),
      );
      if (at < 0) return `The alias "${alias}" is for "${name}", which is not among its rules.`;
      made[at]?.set(alias, field);
    }
  }
  return made;
}
