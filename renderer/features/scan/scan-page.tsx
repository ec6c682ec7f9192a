import { useEffect, useRef } from 'react';
import type { Progress } from '../../../shared/ipc/contract.ts';
import { useStore } from '../../store/store.ts';
import { Button } from '../../ui/button.tsx';
import { CodeText } from '../../ui/code-text.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatCount, formatElapsed, sourceTitle } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { countFacts, estimate, percentOf, rate, spoken, stagesInOrder, stageText } from './stages.ts';
import './scan.css';

const ANNOUNCE_MILLISECONDS = 5_000;

/** Says how far it is, at most every five seconds. */
function useSpokenProgress(progress: Progress | null): void {
  const announce = useStore((store) => store.announce);
  const last = useRef(0);
  useEffect(() => {
    if (progress === null || progress.elapsedMilliseconds - last.current < ANNOUNCE_MILLISECONDS) return;
    last.current = progress.elapsedMilliseconds;
    announce(spoken(progress));
  }, [progress, announce]);
}

/** The progress of a few seconds ago, to tell the speed from. */
function useEarlier(progress: Progress | null): Progress | null {
  const kept = useRef<Progress[]>([]);
  if (progress !== null && kept.current.at(-1) !== progress)
    kept.current = [...kept.current.slice(-40), progress];
  return kept.current[0] ?? null;
}

function Numbers({ progress }: { readonly progress: Progress }) {
  const earlier = useEarlier(progress);
  const left = estimate(progress, earlier);
  const perSecond = rate(progress);
  const facts: [string, string][] = [
    ...countFacts(progress).map(([what, count]): [string, string] => [what, formatCount(count)]),
    ['elapsed', formatElapsed(progress.elapsedMilliseconds)],
    ['left, about', left === null ? '–' : formatElapsed(left)],
    ['records a second', perSecond === null ? '–' : formatCount(perSecond)],
  ];
  return (
    <dl className="numbers">
      {facts.map(([what, value]) => (
        <div key={what}>
          <dd>{value}</dd>
          <dt>{what}</dt>
        </div>
      ))}
    </dl>
  );
}

function Stages({ progress }: { readonly progress: Progress }) {
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">Source</th>
          <th scope="col">Step</th>
          <th scope="col" className="number">
            Count
          </th>
          <th scope="col">Done</th>
        </tr>
      </thead>
      <tbody>
        {stagesInOrder(progress).map((stage) => {
          const percent = percentOf(stage);
          return (
            <tr key={`${stage.source} ${stage.stage}`}>
              <td>
                <CodeText text={sourceTitle(stage.source)} prose plain limit={120} />
              </td>
              <td>{percent === 100 ? 'done' : stageText(stage)}</td>
              <td className="number">
                {stage.total !== 1 && formatCount(stage.done)}
                {stage.total !== null && stage.total > 1 && ` of ${formatCount(stage.total)}`}
              </td>
              <td className="scan-meter">
                {percent === 100 ? (
                  <span className="scan-done">
                    <Icon name="good" />
                  </span>
                ) : (
                  <progress
                    aria-label={sourceTitle(stage.source)}
                    max={100}
                    // One step says nothing of how far it is.
                    {...(percent !== null && stage.total !== 1 && { value: percent })}
                  />
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

export function ScanPage() {
  const phase = useStore((store) => store.scanPhase);
  const label = useStore((store) => store.scanLabel);
  const progress = useStore((store) => store.progress);
  const problem = useStore((store) => store.scanProblem);
  const cancel = useStore((store) => store.cancelScan);
  const dismiss = useStore((store) => store.dismissScanProblem);
  useSpokenProgress(progress);
  if (phase === 'failed') {
    return (
      <EmptyState wholePage title="The scan did not finish">
        <p>
          <CodeText text={problem ?? ''} prose />
        </p>
        <Button look="primary" onClick={dismiss}>
          Back to Start
        </Button>
      </EmptyState>
    );
  }
  return (
    <div className="page stack">
      <div className="scan-head">
        <h1>
          Scanning <CodeText text={label} prose plain limit={200} />
        </h1>
        <Button disabled={phase === 'cancelling'} onClick={() => void cancel()}>
          {phase === 'cancelling' ? 'Stopping…' : 'Cancel, keep what was found'}
        </Button>
      </div>
      {progress === null ? (
        <p className="muted">Opening the evidence…</p>
      ) : (
        <>
          <Numbers progress={progress} />
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it may scroll, so the keyboard must reach it */}
          <section className="panel table-scroll" aria-label="Sources" tabIndex={0}>
            <Stages progress={progress} />
          </section>
        </>
      )}
    </div>
  );
}
