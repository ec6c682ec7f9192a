import { useEffect, useMemo, useState } from 'react';
import type { RowsRequest, Table } from '../../../shared/ipc/contract.ts';
import { ask } from '../../bridge.ts';
import { useStore } from '../../store/store.ts';
import { groupOrder } from './group-order.ts';
import { PagedSource } from './paged-source.ts';
import type { SortOrder } from './sort-order.ts';
import { useSource } from './use-source.ts';

/** Long enough that fast typing asks once, short enough that nobody waits for it. */
const TYPING_MILLISECONDS = 120;

export type Question = Omit<RowsRequest, 'offset' | 'limit'>;

/** What the user asks of one table: filter, time, order and group. The same object while it asks the same. */
export function useQuestion(table: Table, order: SortOrder, group: string | null, alike?: string): Question {
  const filter = useStore((store) => store.filters[table]);
  const range = useStore((store) => store.timeRange);
  const text = useSettled(filter.text);
  const { levels, hideKnownGood, sort } = filter;
  return useMemo(() => {
    const first = alike === undefined ? order : [...order, { column: alike, descending: false }];
    const wanted = sort.length === 0 ? first : sort;
    return {
      table,
      filter: text.slice(0, 2_000),
      levels: [...levels],
      hideKnownGood,
      ...(range !== null && { range }),
      sort: [...(group === null ? wanted : groupOrder(group, wanted))],
    };
  }, [table, text, levels, hideKnownGood, range, sort, order, group, alike]);
}

/** The rows of one question; asked anew when it or the case changes. */
export function useTableSource(question: Question): PagedSource {
  const [source] = useState(() => new PagedSource());
  const version = useStore((store) => store.caseVersion);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version of the case asks the same question again
  useEffect(() => {
    source.ask(async (offset, limit) => {
      const answer = await ask('case:rows', { ...question, offset, limit });
      return answer.ok ? { ok: true, value: answer.value } : { ok: false, error: answer.error };
    });
  }, [source, question, version]);
  useSource(source);
  return source;
}

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), text === '' ? 0 : TYPING_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
