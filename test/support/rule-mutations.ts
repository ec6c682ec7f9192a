import { BUILT_IN_RULES } from '../../main/detect/built-in-rules.ts';
import { type CompiledInventoryRule, loadBuiltInRules } from '../../main/detect/rule-set.ts';

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
