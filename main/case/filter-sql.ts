import type { FilterTerm } from '../../shared/filter-terms.ts';
import { visibleText } from '../../shared/text.ts';
import { folded } from './cell-text.ts';
import type { Column } from './tables.ts';

/** A condition with `?` for each of its values. */
export interface Condition {
  readonly sql: string;
  readonly values: readonly string[];
}

/** The terms as one condition: every `must`, no `not`, and one of the rest when there are any. */
export function filterCondition(terms: readonly FilterTerm[], columns: readonly Column[]): Condition {
  const all = terms.map((term) => ({ want: term.want, condition: termCondition(term, columns) }));
  const any = all.filter(({ want }) => want === 'any').map(({ condition }) => condition);
  const parts = all.flatMap(({ want, condition }) =>
    want === 'must'
      ? [condition]
      : want === 'not'
        ? [{ sql: `NOT coalesce(${condition.sql}, 0)`, values: condition.values }]
        : [],
  );
  if (any.length > 0) parts.push(joined(any, ' OR '));
  return parts.length === 0 ? { sql: '1', values: [] } : joined(parts, ' AND ');
}

export function joined(conditions: readonly Condition[], word: ' AND ' | ' OR '): Condition {
  return {
    sql: `(${conditions.map(({ sql }) => sql).join(word)})`,
    values: conditions.flatMap(({ values }) => values),
  };
}

function termCondition(term: FilterTerm, columns: readonly Column[]): Condition {
  const text = folded(visibleText(term.text));
  const column = columns.find(({ name }) => name === term.column);
  const everywhere = { sql: 'instr(s.text, ?) > 0', values: [text] };
  if (column === undefined) return everywhere;
  // SQLite knows the two cases of ASCII letters only; `holds` is ours, slower, and knows all.
  if (/[^\x20-\x7e]/.test(text)) {
    // What a column holds is searched as well, but for a few values of our own words and numbers: the quick question first.
    return { sql: `iif(${everywhere.sql}, holds(${column.sql}, ?), 0)`, values: [text, text] };
  }
  return { sql: `${column.sql} LIKE ? ESCAPE '\\'`, values: [`%${text.replace(/[\\%_]/g, '\\$&')}%`] };
}
