import { useEffect, useMemo } from 'react';
import { ask } from '../../bridge.ts';
import { useStore } from '../../store/store.ts';
import { GroupedSource } from './grouped-source.ts';
import type { PagedSource } from './paged-source.ts';
import { useSource } from './use-source.ts';
import type { Question } from './use-table-source.ts';

/** Which groups are unfolded, by table and column: going to another page and back folds nothing. */
const unfolded = new Map<string, Set<string>>();

/** The rows below their headings; null while the table is not grouped. */
export function useGroupedSource(
  rows: PagedSource,
  question: Question,
  group: string | null,
): GroupedSource | null {
  const version = useStore((store) => store.caseVersion);
  const source = useMemo(() => {
    if (group === null) return null;
    const name = `${question.table}.${group}`;
    const open = unfolded.get(name) ?? new Set<string>();
    unfolded.set(name, open);
    return new GroupedSource(rows, open);
  }, [rows, question.table, group]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version of the case asks the same question again
  useEffect(() => {
    if (source === null) return;
    let current = true;
    source.expect();
    void ask('case:groups', question).then((answer) => {
      // Why rows and groups cannot be read is said once, for the rows.
      if (current) source.setGroups(answer.ok ? answer.value : { groups: [], rest: 0 });
    });
    return () => {
      current = false;
    };
  }, [source, question, version]);
  useSource(source ?? rows);
  return source;
}
