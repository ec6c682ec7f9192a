import { visibleText } from '../../../shared/text.ts';
import { useStore } from '../../store/store.ts';
import { Button } from '../../ui/button.tsx';
import { CodeText } from '../../ui/code-text.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { shortTime, withShortTimes } from '../../ui/format.ts';
import { useCompare } from './compare-store.ts';
import { ComparisonView } from './comparison-view.tsx';
import '../detail/detail.css';
import './compare.css';

export function ComparePage() {
  const header = useStore((store) => store.overview?.header ?? null);
  const { of, label, comparison, busy, problem, compareWithChosen } = useCompare();
  const now = `${header?.run.target} ${header?.run.startedAt}`;
  const shown = of === now ? comparison : null;
  return (
    <div className="page-fixed">
      <h1 className="visually-hidden">Compare</h1>
      <div className="bar">
        <Button
          icon="compare"
          look={shown === null ? 'primary' : 'normal'}
          disabled={busy}
          onClick={() => void compareWithChosen(now)}
        >
          {busy ? 'Comparing…' : 'Compare with a case…'}
        </Button>
        {shown !== null && (
          <span className="compare-sides">
            <span className="muted">before</span>{' '}
            <CodeText text={withShortTimes(shown.before || label)} plain limit={120} />{' '}
            <span className="muted">now</span>{' '}
            <CodeText text={header?.host.hostName ?? header?.run.target ?? ''} plain limit={120} />{' '}
            <span className="muted">of {shortTime(header?.run.startedAt ?? null)}</span>
          </span>
        )}
        {problem !== null && (
          <span className="field-problem" role="alert">
            Not compared. {visibleText(problem)}
          </span>
        )}
      </div>
      {shown === null ? (
        <div className="fill">
          <EmptyState title="What changed since an earlier case?">
            <p>
              Choose a case of the same host from before, or of a machine that should be alike. Shown are the
              services that were added, removed and changed, field by field. Neither case is altered.
            </p>
          </EmptyState>
        </div>
      ) : (
        <ComparisonView comparison={shown} />
      )}
    </div>
  );
}
