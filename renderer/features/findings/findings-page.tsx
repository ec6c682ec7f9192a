import { useMemo } from 'react';
import { compareText } from '../../../shared/text.ts';
import { useKeys } from '../../app/use-shortcuts.ts';
import { useStore } from '../../store/store.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { SplitPane } from '../../ui/split-pane.tsx';
import { RecordDetail } from '../detail/record-detail.tsx';
import { FilterBar } from './filter-bar.tsx';
import { FindingsList } from './findings-list.tsx';
import { groupFindings, keepFinding, listLines, neighbour } from './group-findings.ts';
import { useFindings } from './use-findings.ts';
import './findings.css';

const focusList = () => document.querySelector<HTMLElement>('.findings-list')?.focus();

export function FindingsPage() {
  const { rows, total, problem, pending } = useFindings();
  const filter = useStore((store) => store.findingFilter);
  const selected = useStore((store) => store.selected.findings);
  const select = useStore((store) => store.select);
  const lines = useMemo(
    () =>
      listLines(
        groupFindings(
          rows.filter((row) => keepFinding(row, filter)),
          filter.groupBy,
        ),
      ),
    [rows, filter],
  );
  const techniques = useMemo(
    () => [...new Set(rows.flatMap((row) => row.techniques))].sort(compareText),
    [rows],
  );
  // The first finding is open by itself: the page answers "why" without a click.
  const open = selected ?? neighbour(lines, null, 1);
  const keys = useMemo(() => {
    const step = (by: number) => select('findings', neighbour(lines, open, by));
    return { j: () => step(1), k: () => step(-1), ArrowDown: () => step(1), ArrowUp: () => step(-1) };
  }, [lines, open, select]);
  useKeys(keys);
  const shown = lines.filter((line) => line.kind === 'finding').length;
  return (
    <div className="page-fixed">
      <h1 className="visually-hidden">findings</h1>
      <FilterBar shown={shown} total={total} problem={problem} techniques={techniques} />
      <div className="fill">
        <SplitPane
          name="findings"
          label="detail"
          initial={58}
          start={
            shown === 0 && !pending ? (
              <EmptyState title={total === 0 ? 'No finding' : 'No finding passes the filter'}>
                <p>
                  A finding is only claimed or denied for what was collected; see Diagnostics for the rest.
                </p>
              </EmptyState>
            ) : (
              <FindingsList
                lines={lines}
                groupBy={filter.groupBy}
                open={open}
                onOpen={(id) => select('findings', id)}
                onStep={(step) => select('findings', neighbour(lines, open, step))}
                onEnter={() => document.querySelector<HTMLElement>('.detail')?.focus()}
              />
            )
          }
          end={open === null ? null : <RecordDetail table="findings" id={open} onClose={focusList} />}
        />
      </div>
    </div>
  );
}
