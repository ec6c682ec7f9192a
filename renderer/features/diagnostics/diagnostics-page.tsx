import { useState } from 'react';
import { useStore } from '../../store/store.ts';
import { Badge } from '../../ui/badge.tsx';
import { formatCount } from '../../ui/format.ts';
import { Segments } from '../../ui/segments.tsx';
import { TablePage } from '../grid/table-page.tsx';
import { DIAGNOSTIC_COLUMNS, DIAGNOSTIC_ORDER } from './columns.ts';
import { CoverageTable } from './coverage-table.tsx';
import { countOutcomes, OUTCOMES } from './sort-coverage.ts';
import './diagnostics.css';

/** What was read, what was not and why: without it "nothing found" says nothing. */
export function DiagnosticsPage() {
  const coverage = useStore((store) => store.overview?.coverage ?? null);
  const count = useStore((store) => store.overview?.summary.counts.diagnostics ?? 0);
  const [part, setPart] = useState<'coverage' | 'diagnostics'>('coverage');
  return (
    <div className="page-fixed">
      <div className="bar">
        <Segments
          label="Show"
          value={part}
          options={[
            { value: 'coverage', text: `Coverage of ${coverage?.length ?? 0} sources` },
            { value: 'diagnostics', text: `Diagnostics ${formatCount(count)}` },
          ]}
          onChange={setPart}
        />
        <span className="bar-end row">
          {countOutcomes(coverage ?? []).map(([outcome, sources]) => (
            <Badge key={outcome} tone={OUTCOMES[outcome].tone} icon={OUTCOMES[outcome].icon}>
              {sources} {OUTCOMES[outcome].text}
            </Badge>
          ))}
        </span>
      </div>
      <div className="fill">
        {part === 'coverage' ? (
          <>
            <h1 className="visually-hidden">Coverage</h1>
            <CoverageTable coverage={coverage ?? []} />
          </>
        ) : (
          <TablePage
            table="diagnostics"
            noun="diagnostics"
            specs={DIAGNOSTIC_COLUMNS}
            order={DIAGNOSTIC_ORDER}
            hasLevels={false}
            hasKnownGood={false}
            empty="No diagnostic: what was read, was read whole."
          />
        )}
      </div>
    </div>
  );
}
