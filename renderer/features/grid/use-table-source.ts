import { useEffect, useState } from 'react';
import type { RowsRequest, Table } from '../../../shared/ipc/contract.ts';
import { ask } from '../../bridge.ts';
import { useStore } from '../../store/store.ts';
import { PagedSource } from './paged-source.ts';
import type { SortOrder } from './sort-order.ts';
import { useSource } from './use-source.ts';

/** Long enough that fast typing asks once, short enough that nobody waits for it. */
const TYPING_MILLISECONDS = 120;

/** The rows of one table under its filter; asked anew when filter, order or case change. */
export function useTableSource(table: Table, order: SortOrder): PagedSource {
  const [source] = useState(() => new PagedSource());
  const filter = useStore((store) => store.filters[table]);
  const version = useStore((store) => store.caseVersion);
  const text = useSettled(filter.text);
  const { levels, hideKnownGood, sort } = filter;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version of the case asks the same question again
  useEffect(() => {
    const question: Omit<RowsRequest, 'offset' | 'limit'> = {
      table,
      filter: text.slice(0, 2_000),
      levels: [...levels],
      hideKnownGood,
      sort: [...(sort.length === 0 ? order : sort)],
    };
    source.ask(async (offset, limit) => {
      const answer = await ask('case:rows', { ...question, offset, limit });
      return answer.ok ? { ok: true, value: answer.value } : { ok: false, error: answer.error };
    });
  }, [source, table, text, levels, hideKnownGood, sort, order, version]);
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
