import { BUILT_IN_RULES } from '../../main/detect/built-in-rules.ts';
import {
  type CompiledInventoryRule,
  type LoadedCorrelation,
  loadBuiltInCorrelations,
  loadBuiltInRules,
} from '../../main/detect/rule-set.ts';

interface Mutation {
  readonly what: string;
  readonly rule: CompiledInventoryRule;
}

type Detection = Record<string, unknown>;

/**
 * The rule broken in ways that its fixtures must notice: its condition negated, each selection and each filter emptied of its
 * meaning. A selection that matches nothing must cost a hit where the condition needs it; a filter that matches nothing must cost
 * a miss.
 */
export function brokenRules(rule: CompiledInventoryRule): Mutation[] {
  const entry = BUILT_IN_RULES.find(({ path }) => path === rule.path);
  if (entry === undefined) throw new Error(`no document for ${rule.path}`);
  const document = entry.document as { detection: Detection };
  const condition = String(document.detection['condition']);
  const mutations: Mutation[] = [
    {
      what: 'condition negated',
      rule: reload(rule, { ...document.detection, condition: `not (${condition})` }),
    },
  ];
  for (const name of Object.keys(document.detection)) {
    if (name === 'condition' || name === 'timeframe') continue;
    mutations.push({
      what: `${name} matches nothing`,
      rule: reload(rule, {
        ...document.detection,
        [name]: { 'Name|contains|all': ['\u0001', '\u0002never'] },
      }),
    });
  }
  return mutations;

  function reload(original: CompiledInventoryRule, detection: Detection): CompiledInventoryRule {
    const [broken] = loadBuiltInRules([{ path: original.path, document: { ...document, detection } }]);
    if (broken === undefined) throw new Error(`could not load a mutation of ${original.path}`);
    return broken;
  }
}

interface CorrelationMutation {
  readonly what: string;
  readonly rule: LoadedCorrelation;
}

/**
 * The correlation broken in ways that its fixtures must notice: one more or one less asked for, a much shorter or longer time, no
 * groups, each of several rules left out, the order of rules not minded.
 */
export function brokenCorrelations({ path }: LoadedCorrelation): CorrelationMutation[] {
  const entry = BUILT_IN_RULES.find((one) => one.path === path);
  if (entry === undefined) throw new Error(`no document for ${path}`);
  const document = entry.document as { correlation: Record<string, unknown> };
  const { correlation } = document;
  const { condition, rules, type } = correlation;
  const changes: [what: string, change: Record<string, unknown>][] = [
    ['a thousandth of the time', { timespan: '1s' }],
    ['a day', { timespan: '1d' }],
    ['no groups', { 'group-by': undefined }],
  ];
  if (typeof condition === 'object' && condition !== null) {
    const { gte } = condition as { gte: number };
    changes.push(['one more', { condition: { ...condition, gte: gte + 1 } }]);
    changes.push(['one less', { condition: { ...condition, gte: gte - 1 } }]);
  }
  if (type === 'temporal_ordered') changes.push(['any order', { type: 'temporal' }]);
  if (Array.isArray(rules) && rules.length > 1) {
    for (const left of rules) {
      changes.push([`without ${left}`, { rules: rules.filter((rule) => rule !== left) }]);
    }
  }
  return changes.map(([what, change]) => {
    const changed = { ...document, correlation: { ...correlation, ...change } };
    const [rule] = loadBuiltInCorrelations([{ path, document: changed, isCorrelation: true }]);
    if (rule === undefined) throw new Error(`could not load a mutation of ${path}`);
    return { what, rule };
  });
}
