import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { FindingFilter } from '../../store/store-types.ts';
import { VERDICT_LOOK, type Verdict } from '../../ui/badge.tsx';
import { CodeText } from '../../ui/code-text.tsx';
import { withShortTimes } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import type { FindingRow } from './finding-rows.ts';
import type { ListLine } from './group-findings.ts';

const GROUP_HEIGHT = 30;
const FINDING_HEIGHT = 42;

interface FindingsListProps {
  readonly lines: readonly ListLine[];
  readonly groupBy: FindingFilter['groupBy'];
  readonly open: string | null;
  readonly onOpen: (id: string) => void;
  readonly onStep: (step: number) => void;
  readonly onEnter: () => void;
}

function GroupLine({ line }: { readonly line: Extract<ListLine, { kind: 'group' }> }) {
  const { group } = line;
  return (
    <>
      <Icon name={group.worst} className={`ink-${group.worst}`} />
      <CodeText text={group.name} plain limit={120} />
      <span className="nav-count">{group.findings.length}</span>
    </>
  );
}

function FindingLine({
  finding,
  groupBy,
}: {
  readonly finding: FindingRow;
  readonly groupBy: FindingFilter['groupBy'];
}) {
  const verdict = finding.verdict as Verdict;
  return (
    <>
      <Icon name={finding.level} className={`ink-${finding.level}`} />
      <span className="finding-text">
        <span className="finding-title">
          <CodeText text={groupBy === 'service' ? finding.title : finding.subject} prose plain limit={160} />
        </span>
        <span className="finding-why muted small">
          <CodeText text={withShortTimes(finding.why)} prose plain limit={200} />
        </span>
      </span>
      <span className={`finding-level small ink-${finding.level}`}>{finding.level}</span>
      {verdict !== 'unreviewed' && (
        <span className="small muted">
          <Icon name={VERDICT_LOOK[verdict]?.icon ?? 'unknown'} /> {verdict}
        </span>
      )}
    </>
  );
}

/** One tab stop; the open finding is the active one (APG, listbox). */
export function FindingsList({ lines, groupBy, open, onOpen, onStep, onEnter }: FindingsListProps) {
  const box = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: (at) => (lines[at]?.kind === 'group' ? GROUP_HEIGHT : FINDING_HEIGHT),
    overscan: 12,
  });
  const openAt = lines.findIndex((line) => line.kind === 'finding' && line.finding.id === open);
  useEffect(() => {
    if (openAt >= 0) virtual.scrollToIndex(openAt);
  }, [openAt, virtual]);
  const count = lines.filter((line) => line.kind === 'finding').length;
  const keys = (event: KeyboardEvent) => {
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: 10,
      PageUp: -10,
      Home: -count,
      End: count,
    };
    const step = steps[event.key];
    if (step === undefined && event.key !== 'Enter') return;
    event.preventDefault();
    if (step === undefined) onEnter();
    else onStep(step);
  };
  return (
    <div
      ref={box}
      className="findings-list"
      role="listbox"
      aria-label="Findings"
      tabIndex={0}
      aria-activedescendant={openAt >= 0 ? `finding-${openAt}` : undefined}
      onKeyDown={keys}
    >
      <div role="presentation" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map((item) => {
          const line = lines[item.index];
          if (line === undefined) return null;
          const place = { height: item.size, transform: `translateY(${item.start}px)` };
          if (line.kind === 'group') {
            return (
              <div key={item.key} className="findings-line findings-group" role="presentation" style={place}>
                <GroupLine line={line} />
              </div>
            );
          }
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the list hears the keys
            // biome-ignore lint/a11y/useFocusableInteractive: the list holds the focus
            <div
              key={item.key}
              id={`finding-${item.index}`}
              className="findings-line findings-item"
              role="option"
              aria-selected={line.finding.id === open}
              aria-posinset={line.at + 1}
              aria-setsize={count}
              style={place}
              onClick={() => onOpen(line.finding.id)}
            >
              <FindingLine finding={line.finding} groupBy={groupBy} />
            </div>
          );
        })}
      </div>
    </div>
  );
}
