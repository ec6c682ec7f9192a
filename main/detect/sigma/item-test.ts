import type { ElementTest } from './element-test.ts';
import type { FieldRecord, FieldText } from './field-record.ts';
import { fieldSlot } from './field-record.ts';
import type { MatchedField } from './match.ts';

export type Emit = (field: string, value: MatchedField['value']) => void;

/** One item of a selection, compiled. */
export interface ItemTest {
  readonly test: (record: FieldRecord) => boolean;
  /** Tells which values made it true; only called when it is. */
  collect(record: FieldRecord, emit: Emit): void;
}

/** Every group must be satisfied by some value of the field; a plain list is one group. */
export function fieldTest(field: string, groups: readonly ElementTest[]): ItemTest {
  const slot = fieldSlot(field);
  const [only] = groups;
  const satisfied = (texts: readonly FieldText[], group: ElementTest): boolean => {
    // No iterator: this is called more often than anything else, and each would be an object until V8 optimises.
    for (let index = 0; index < texts.length; index += 1) if (group(texts[index] as FieldText)) return true;
    return false;
  };
  const test =
    groups.length === 1 && only !== undefined
      ? (record: FieldRecord) => satisfied(record.texts(field, slot), only)
      : (record: FieldRecord) => groups.every((group) => satisfied(record.texts(field, slot), group));
  return {
    test,
    collect(record, emit) {
      for (const text of record.texts(field)) {
        if (groups.some((group) => group(text))) emit(field, text.value);
      }
    },
  };
}

/** Every group must be satisfied somewhere in the record (specification 2.1.0, "Keywords search"). */
export function keywordTest(groups: readonly ElementTest[]): ItemTest {
  const findIn = (record: FieldRecord, group: ElementTest, emit: Emit | null): boolean => {
    let found = false;
    for (const field of record.keys()) {
      for (const text of record.texts(field)) {
        if (typeof text.value === 'boolean' || !group(text)) continue;
        if (emit === null) return true;
        emit(field, text.value);
        found = true;
      }
    }
    return found;
  };
  return {
    test: (record) => groups.every((group) => findIn(record, group, null)),
    collect(record, emit) {
      for (const group of groups) findIn(record, group, emit);
    },
  };
}

/** `null`: the field is absent or has no value (specification 2.1.0, "Special Field Values"). */
export function nullTest(field: string): ItemTest {
  return {
    test: (record) => record.texts(field).length === 0,
    collect: (_record, emit) => emit(field, null),
  };
}

/** "This check only verifies the presence of a field, not its value, be it empty or null." */
export function existsTest(field: string, wanted: boolean): ItemTest {
  return {
    test: (record) => (record.get(field) !== undefined) === wanted,
    collect: (record, emit) => emitAll(record, field, emit),
  };
}

/** Some value of the field must relate to some value of another; groups as in `fieldTest`. */
export function referenceTest(
  field: string,
  groups: readonly (readonly string[])[],
  relates: (element: FieldText, other: FieldText) => boolean,
): ItemTest {
  const reaches = (record: FieldRecord, text: FieldText, other: string): boolean =>
    record.texts(other).some((value) => relates(text, value));
  return {
    test(record) {
      const texts = record.texts(field);
      return groups.every((others) =>
        others.some((other) => texts.some((text) => reaches(record, text, other))),
      );
    },
    collect(record, emit) {
      for (const text of record.texts(field)) {
        for (const other of groups.flat()) {
          if (!reaches(record, text, other)) continue;
          emit(field, text.value);
          emitAll(record, other, emit);
        }
      }
    },
  };
}

/** `neq`: true when the inner test is not, so also when the field is absent. */
export function negatedTest(field: string, inner: ItemTest): ItemTest {
  return {
    test: (record) => !inner.test(record),
    collect: (record, emit) => emitAll(record, field, emit),
  };
}

function emitAll(record: FieldRecord, field: string, emit: Emit): void {
  const texts = record.texts(field);
  if (texts.length === 0) emit(field, null);
  for (const text of texts) emit(field, text.value);
}
