import { useStore } from '../../store/store.ts';
import { CoverageStrip } from './coverage-strip.tsx';
import { HostFacts } from './host-facts.tsx';
import { MissionStrip } from './mission-strip.tsx';
import { TimelinePanel } from './timeline-panel.tsx';
import { TopFindings } from './top-findings.tsx';
import { VerdictHead } from './verdict-head.tsx';
import './overview.css';

/** What is wrong, in five seconds; from here to why. */
export function OverviewPage() {
  const overview = useStore((store) => store.overview);
  if (overview === null) return null;
  const { header, summary, coverage } = overview;
  return (
    <div className={`page overview${summary.counts.findings === 0 ? ' overview-clean' : ''}`}>
      <VerdictHead summary={summary} incomplete={overview.incomplete} />
      <TopFindings total={summary.counts.findings} />
      <div className="stack overview-side">
        <HostFacts header={header} />
        <CoverageStrip coverage={coverage} />
      </div>
      <MissionStrip mission={summary.mission} notEvaluated={summary.notEvaluated.length} />
      <TimelinePanel />
    </div>
  );
}
