import type { Notice, NoticeOf } from '../../shared/ipc/contract.ts';
import type { TriageResult } from '../../shared/model/triage-event.ts';

export type Tell = <N extends Notice>(notice: N, value: NoticeOf<N>) => void;

const STEP_MILLISECONDS = 100;
const STEPS = 60;

/** Plays a run of six seconds; the function that comes back cancels it. */
export function mockScan(result: TriageResult, tell: Tell): () => void {
  const sources = result.coverage.filter((one) => one.outcome === 'collected').map((one) => one.source);
  const { services, events, binaries } = result.summary.counts;
  let step = 0;
  const timer = setInterval(() => {
    step += 1;
    const share = step / STEPS;
    const reading = Math.min(1, share * 2);
    const hashing = Math.max(0, share * 2 - 1);
    tell('scan:progress', {
      elapsedMilliseconds: step * STEP_MILLISECONDS,
      stages: [
        ...sources.map((source, at) => ({
          source,
          stage: 'read' as const,
          done: Math.round(services * Math.min(1, reading * (1 + at / 3))),
          total: services,
        })),
        { source: 'service-files', stage: 'hash', done: Math.round(binaries * hashing), total: binaries },
      ],
      counts: {
        service: Math.round(services * reading),
        event: Math.round(events * reading),
        binary: Math.round(binaries * hashing),
        finding: share > 0.95 ? result.summary.counts.findings : 0,
      },
    });
    if (step < STEPS) return;
    clearInterval(timer);
    tell('scan:done', { cancelled: false });
  }, STEP_MILLISECONDS);
  return () => {
    clearInterval(timer);
    tell('scan:done', { cancelled: true });
  };
}
