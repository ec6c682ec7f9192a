import type { Progress } from '../../../shared/ipc/contract.ts';

type Stage = Progress['stages'][number];

const STAGE_WORDS: Readonly<Record<Stage['stage'], string>> = {
  open: 'opens evidence',
  read: 'reads',
  hash: 'hashes files',
  detect: 'applies rules',
};

export function stageText(stage: Stage): string {
  return STAGE_WORDS[stage.stage];
}

/** 0 to 100, or null where the end is not known. */
export function percentOf({ done, total }: Stage): number | null {
  if (total === null) return null;
  return total === 0 ? 100 : Math.min(100, Math.floor((done / total) * 100));
}

/** Milliseconds to go, from the stage that is under way; null until it has shown how fast it is. */
export function estimate(progress: Progress, before: Progress | null): number | null {
  const stage = progress.stages.find((one) => one.total !== null && one.done < one.total);
  if (stage === undefined || stage.total === null || before === null) return null;
  const earlier = before.stages.find((one) => one.source === stage.source && one.stage === stage.stage);
  const done = stage.done - (earlier?.done ?? 0);
  const time = progress.elapsedMilliseconds - before.elapsedMilliseconds;
  if (done <= 0 || time < 500) return null;
  return Math.round(((stage.total - stage.done) / done) * time);
}

/** Records a second over the whole run so far. */
export function rate(progress: Progress): number | null {
  if (progress.elapsedMilliseconds < 500) return null;
  const records = Object.values(progress.counts).reduce((sum, count) => sum + count, 0);
  return Math.round((records / progress.elapsedMilliseconds) * 1000);
}

/** One sentence for who cannot see the page. */
export function spoken(progress: Progress): string {
  const running = progress.stages.filter((stage) => percentOf(stage) !== 100).map((stage) => stage.source);
  const counts = Object.entries(progress.counts).map(([what, count]) => `${count} ${what} records`);
  return [running.length > 0 ? `Reading ${running.join(', ')}` : 'All sources are read', ...counts].join(
    '; ',
  );
}
