import { allOf, anyOf, someOf } from './combine.ts';
import type { ItemContext } from './compile-item.ts';
import { compileItem } from './compile-item.ts';
import type { Condition } from './condition.ts';
import type { FieldRecord } from './field-record.ts';
import type { ItemTest } from './item-test.ts';
import type { MatchCollector } from './match.ts';
import type { Problems } from './problem.ts';
import type { Detection } from './rule.ts';
import type { DetectionItem, Selection } from './selection.ts';

/** A condition, compiled. */
export interface DetectionTest {
  readonly test: (record: FieldRecord) => boolean;
  /**
   * Tells which values made the condition be what was wanted; nothing when it is not. Below `not` the outcome comes
   * from what is absent, so nothing is told there.
   */
  collect(record: FieldRecord, wanted: boolean, into: MatchCollector): void;
}

/** Compiles the selections and the condition; faults of values go to `problems`. */
export function compileDetection(
  detection: Detection,
  context: ItemContext,
  problems: Problems,
): DetectionTest {
  const selections = new Map<string, DetectionTest>();
  for (const [name, selection] of detection.selections) {
    selections.set(name, compileSelection(selection, context, problems));
  }
  return compileCondition(detection.condition, selections);
}

function compileSelection(selection: Selection, context: ItemContext, problems: Problems): DetectionTest {
  const alternatives: ItemTest[][] = [];
  const holds: ItemTest['test'][] = [];
  for (const items of selection.alternatives) {
    const compiled: { readonly cost: number; readonly test: ItemTest }[] = [];
    for (const item of items) {
      const test = compileItem(item, context);
      if (test.ok) compiled.push({ cost: costOf(item), test: test.value });
      else problems.add(item.where, test.error);
    }
    alternatives.push(compiled.map(({ test }) => test));
    holds.push(allOf(compiled.toSorted((a, b) => a.cost - b.cost).map(({ test }) => test.test)));
  }
  return {
    test: anyOf(holds),
    collect(record, wanted, into) {
      if (!wanted) return;
      for (const [index, items] of alternatives.entries()) {
        if (holds[index]?.(record) !== true) continue;
        for (const item of items) {
          item.collect(record, (field, value) => into.add(field, value, selection.name));
        }
      }
    },
  };
}

/** Cheap tests go first, since the order of an AND changes nothing but the time. */
function costOf(item: DetectionItem): number {
  if (item.field === null) return 3;
  if (item.plan.comparison.kind === 'regex') return 2;
  return item.plan.comparison.kind === 'text' && item.plan.comparison.place !== null ? 1 : 0;
}

function compileCondition(
  condition: Condition,
  selections: ReadonlyMap<string, DetectionTest>,
): DetectionTest {
  switch (condition.kind) {
    case 'selection':
      return find(selections, condition.name);
    case 'not': {
      const operand = compileCondition(condition.operand, selections);
      return {
        test: (record) => !operand.test(record),
        collect: (record, wanted, into) => operand.collect(record, !wanted, into),
      };
    }
    case 'and':
    case 'or': {
      const operands = condition.operands.map((operand) => compileCondition(operand, selections));
      return atLeast(condition.kind === 'and' ? operands.length : 1, operands);
    }
    case 'of':
      return atLeast(
        condition.atLeast,
        condition.names.map((name) => find(selections, name)),
      );
  }
}

function find(selections: ReadonlyMap<string, DetectionTest>, name: string): DetectionTest {
  const found = selections.get(name);
  if (found === undefined)
    throw new Error(`the condition names ${name}, which the parser should have refused`);
  return found;
}

function atLeast(needed: number, operands: readonly DetectionTest[]): DetectionTest {
  return {
    test: someOf(
      needed,
      operands.map((operand) => operand.test),
    ),
    collect(record, wanted, into) {
      for (const operand of operands) {
        if (operand.test(record) === wanted) operand.collect(record, wanted, into);
      }
    },
  };
}
