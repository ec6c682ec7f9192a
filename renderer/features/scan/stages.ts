import type { Progress } from '../../../shared/ipc/contract.ts';
import { sourceTitle } from '../../ui/format.ts';

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

const COUNT_WORDS: Readonly<Record<string, string>> = {
  service: 'services',
  event: 'events',
  binary: 'files',
  finding: 'findings',
  diagnostic: 'problems',
};

/** What is worth a figure while it grows, in words; the rest is for the program itself. */
export function countFacts({ counts }: Progress): readonly (readonly [string, number])[] {
  return Object.entries(COUNT_WORDS).map(([type, word]) => [word, counts[type] ?? 0] as const);
}

/** What is under way comes first: it would be out of sight below what has ended. */
export function stagesInOrder({ stages }: Progress): readonly Stage[] {
  // Nothing says that the evidence is open but that something is read of it.
  const begun = stages.some(({ stage }) => stage !== 'open');
  const shown = stages.filter(({ stage }) => !begun || stage !== 'open');
  const isDone = (stage: Stage): boolean => percentOf(stage) === 100;
  return [...shown.filter((stage) => !isDone(stage)), ...shown.filter(isDone)];
}

/** Records a second over the whole run so far. */
export function rate(progress: Progress): number | null {
  if (progress.elapsedMilliseconds < 500) return null;
  const records = Object.values(progress.counts).reduce((sum, count) => sum + count, 0);
  return Math.round((records / progress.elapsedMilliseconds) * 1000);
}

/** One sentence for who cannot see the page. */
export function spoken(progress: Progress): string {
  const running = progress.stages
    .filter((stage) => percentOf(stage) !== 100)
    .map((stage) => sourceTitle(stage.source));
  const counts = countFacts(progress).map(([what, count]) => `${count} ${what}`);
  const now = running.length > 0 ? `Reading ${running.join(', ')}` : 'All sources are read';
  return `${now}; ${counts.join(', ')}`;
}
