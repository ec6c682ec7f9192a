import type { ElementTest } from './element-test.ts';
import type { FieldText } from './field-record.ts';
import type { Order, TimePart } from './modifiers.ts';
import { timePartOf } from './time-part.ts';

const NUMERIC = /^[+-]?(?:\d{1,400}(?:\.\d{1,400})?|0x[0-9a-f]{1,16})$/i;

/** The number a value holds: event logs write numbers as text. Null for everything else. */
function numberOf(element: FieldText): number | null {
  if (typeof element.value === 'number') return element.value;
  return typeof element.value === 'string' && NUMERIC.test(element.value) ? Number(element.value) : null;
}

const ORDERS: Readonly<Record<Order, (found: number, wanted: number) => boolean>> = {
  lt: (found, wanted) => found < wanted,
  lte: (found, wanted) => found <= wanted,
  gt: (found, wanted) => found > wanted,
  gte: (found, wanted) => found >= wanted,
};

/** Compares a number, or a part of a time (specification 2.1.0, appendix "Modifiers", numeric and time). */
export function numberTest(wanted: number, order: Order | null, part: TimePart | null): ElementTest {
  const holds = order === null ? (found: number) => found === wanted : null;
  const compare = holds ?? ((found: number) => order !== null && ORDERS[order](found, wanted));
  return (element) => {
    const found = part === null ? numberOf(element) : timePartOf(element.raw, part);
    return found !== null && compare(found);
  };
}
