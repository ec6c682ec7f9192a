import { describeType, isMap, own } from './attributes.ts';
import type { Condition } from './condition.ts';
import { namesIn } from './condition.ts';
import { parseCondition } from './condition-parser.ts';
import type { Problems } from './problem.ts';
import type { Detection } from './rule.ts';
import type { Selection } from './selection.ts';
import { parseSelection } from './selection.ts';
import { findNameProblem } from './selection-names.ts';

const NOTHING: Detection = { selections: new Map(), condition: { kind: 'or', operands: [] } };

/**
 * Reads a `detection` map, or the `filter` map of a global filter, whose other keys are `skipped`. Every fault goes
 * to `problems` (specification 2.1.0, "Detection").
 */
export function parseDetection(
  value: unknown,
  where: string,
  skipped: readonly string[],
  problems: Problems,
): Detection {
  if (!isMap(value)) {
    problems.add(
      where,
      `The ${where} must be a map of selections and a condition, not ${describeType(value)}.`,
    );
    return NOTHING;
  }
  if (own(value, 'timeframe') !== undefined) {
    problems.add(
      `${where}.timeframe`,
      'A timeframe is no part of Sigma 2: write a correlation with a timespan.',
    );
  }
  const selections = new Map<string, Selection>();
  for (const [name, entry] of Object.entries(value)) {
    if (name === 'condition' || name === 'timeframe' || skipped.includes(name)) continue;
    const path = `${where}.${name}`;
    const problem = findNameProblem(name);
    if (problem === null) selections.set(name, parseSelection(name, entry, path, problems));
    else problems.add(path, problem);
  }
  if (selections.size === 0) problems.add(where, 'There is no selection.');
  const condition = parseConditions(
    own(value, 'condition'),
    `${where}.condition`,
    [...selections.keys()],
    problems,
  );
  if (condition === null) return NOTHING;
  reportUnused(condition, selections, where, problems);
  return { selections, condition };
}

/** One condition, or a list of them "logically linked with OR"; null when none of them can be read. */
function parseConditions(
  value: unknown,
  where: string,
  names: readonly string[],
  problems: Problems,
): Condition | null {
  if (value === undefined || value === null) {
    problems.add(where, 'A condition is required.');
    return null;
  }
  const texts: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (texts.length === 0) problems.add(where, 'The list of conditions is empty.');
  const operands = texts.flatMap((text, index) => {
    const path = Array.isArray(value) ? `${where}[${index}]` : where;
    if (typeof text !== 'string') {
      problems.add(path, `A condition is text, not ${describeType(text)}.`);
      return [];
    }
    const condition = parseCondition(text, names);
    if (condition.ok) return [condition.value];
    problems.add(path, condition.error);
    return [];
  });
  if (operands.length < texts.length) return null;
  const [only] = operands;
  return operands.length === 1 && only !== undefined ? only : { kind: 'or', operands };
}

/** A selection that no condition names is a slip. A leading underscore says that it is meant to be left out. */
function reportUnused(
  condition: Condition,
  selections: ReadonlyMap<string, Selection>,
  where: string,
  problems: Problems,
): void {
  const used = namesIn(condition);
  for (const name of selections.keys()) {
    if (used.has(name) || name.startsWith('_')) continue;
    problems.add(`${where}.${name}`, `The condition does not use the selection "${name}".`);
  }
}
