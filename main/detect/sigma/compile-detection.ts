import type { ItemContext } from './compile-item.ts';
import { compileItem } from './compile-item.ts';
import type { Condition } from './condition.ts';
import type { FieldRecord } from './field-record.ts';
import type { ItemTest } from './item-test.ts';
import type { MatchCollector } from './match.ts';
import type { Problems } from './problem.ts';
import type { Detection } from './rule.ts';
import type { Selection } from './selection.ts';

/** A condition, compiled. */
export interface DetectionTest {
  test(record: FieldRecord): boolean;
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
  const alternatives: (readonly ItemTest[])[] = selection.alternatives.map((items) =>
    items.flatMap((item) => {
      const test = compileItem(item, context);
      if (test.ok) return [test.value];
      problems.add(item.where, test.error);
      return [];
    }),
  );
  const holds = (items: readonly ItemTest[], record: FieldRecord): boolean => {
    for (const item of items) if (!item.test(record)) return false;
    return true;
  };
  return {
    test(record) {
      for (const items of alternatives) if (holds(items, record)) return true;
      return false;
    },
    collect(record, wanted, into) {
      if (!wanted) return;
      for (const items of alternatives) {
        if (!holds(items, record)) continue;
        for (const item of items) {
          item.collect(record, (field, value) => into.add(field, value, selection.name));
        }
      }
    },
  };
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

/** True when so many of the operands are; stops as soon as that is certain. */
function atLeast(needed: number, operands: readonly DetectionTest[]): DetectionTest {
  return {
    test(record) {
      let missing = needed;
      let left = operands.length;
      for (const operand of operands) {
        if (operand.test(record)) missing -= 1;
        left -= 1;
        if (missing === 0) return true;
        if (missing > left) return false;
      }
      return false;
    },
    collect(record, wanted, into) {
      for (const operand of operands) {
        if (operand.test(record) === wanted) operand.collect(record, wanted, into);
      }
    },
  };
}
