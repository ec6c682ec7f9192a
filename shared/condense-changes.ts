import type { Comparison } from './ipc/contract.ts';

type FieldChange = Comparison['changed'][number]['fields'][number];

/** The entry of a list that a field belongs to: `payloads.1` of `payloads.1.path`. */
const ENTRY = /^(.*?\.\d{1,6})\.(.+)$/;

/**
 * What came or went as a whole is one change and not one for each of its fields: a payload that is new, a copy of the configuration
 * that is gone. Other changes stay as they are, in their order.
 * `words` says how the name of a field is written.
 */
export function condense(
  fields: readonly FieldChange[],
  words: (name: string) => string = (name) => name,
): readonly FieldChange[] {
  const entries = new Map<string, FieldChange[]>();
  for (const change of fields) {
    const entry = ENTRY.exec(change.field)?.[1] ?? change.field;
    const known = entries.get(entry);
    if (known === undefined) entries.set(entry, [change]);
    else known.push(change);
  }
  return [...entries].flatMap(([entry, changes]): readonly FieldChange[] => {
    const came = changes.every(({ before }) => before === null);
    const went = changes.every(({ after }) => after === null);
    if (changes.length === 1 || !(came || went)) return changes;
    const text = changes
      .map(
        ({ field, before, after }) =>
          [restOf(field, entry).map(words).join(' '), before ?? after ?? ''] as const,
      )
      .filter(([, value]) => value !== '')
      .map(([name, value]) => `${name} ${value}`)
      .join(', ');
    return [{ field: entry, before: came ? null : text, after: came ? text : null }];
  });
}

function restOf(field: string, entry: string): string[] {
  return field
    .slice(entry.length + 1)
    .split('.')
    .filter((step) => !/^\d+$/.test(step));
}
