import { useEffect, useState } from 'react';
import { ask } from '../../bridge.ts';
import { useStore } from '../../store/store.ts';
import { type FindingRow, findingRows } from './finding-rows.ts';

const PAGE = 1_000;
/** More findings than a person reads; the rest is counted and can be filtered for. */
const MOST = 10_000;

interface Findings {
  readonly rows: readonly FindingRow[];
  readonly total: number;
  /** The engine did not understand the filter, or could not answer. */
  readonly problem: string | null;
  readonly pending: boolean;
}

/** All findings that the engine lets through the filter, page after page. */
export function useFindings(): Findings {
  const { text, levels } = useStore((store) => store.filters.findings);
  const range = useStore((store) => store.timeRange);
  const version = useStore((store) => store.caseVersion);
  const [findings, setFindings] = useState<Findings>({ rows: [], total: 0, problem: null, pending: true });
  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` asks again
  useEffect(() => {
    let current = true;
    const load = async () => {
      const rows: FindingRow[] = [];
      let total = 0;
      let problem: string | null = null;
      do {
        const page = await ask('case:rows', {
          table: 'findings',
          filter: text,
          levels: [...levels],
          hideKnownGood: false,
          ...(range !== null && { range }),
          sort: [{ column: 'level', descending: true }],
          offset: rows.length,
          limit: PAGE,
        });
        if (!current) return;
        if (!page.ok) {
          problem = page.error.message;
          break;
        }
        total = page.value.total;
        problem = page.value.filterProblem;
        if (page.value.rows.length === 0) break;
        rows.push(...findingRows(page.value));
      } while (rows.length < total && rows.length < MOST);
      setFindings({ rows, total, problem, pending: false });
    };
    void load();
    return () => {
      current = false;
    };
  }, [text, levels, range, version]);
  return findings;
}
