import type { Coverage } from '../../shared/model/coverage.ts';
import { useStore } from '../store/store.ts';
import { plural } from '../ui/format.ts';

function failedSources(coverage: readonly Coverage[]): number {
  return coverage.filter((source) => source.outcome === 'failed').length;
}

export function StatusBar() {
  const overview = useStore((store) => store.overview);
  const info = useStore((store) => store.info);
  const phase = useStore((store) => store.scanPhase);
  const counts = overview?.summary.counts;
  const failed = overview === null ? 0 : failedSources(overview.coverage);
  return (
    <footer className="status">
      {phase === 'running' && <span>Scan is running</span>}
      {counts !== undefined && (
        <>
          <span>{plural(counts.services, 'service')}</span>
          <span>{plural(counts.findings, 'finding')}</span>
          <span className="status-less">{plural(overview?.annotations ?? 0, 'judgement')}</span>
          {failed > 0 && <span>{plural(failed, 'source')} failed</span>}
        </>
      )}
      <span className="status-end status-less">
        <kbd>?</kbd> shortcuts
      </span>
      {info !== null && <span className="status-less">{info.version} · all times UTC</span>}
    </footer>
  );
}
