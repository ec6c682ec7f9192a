import { compareLevels, type Level } from '../../../shared/level.ts';
import type { ReportView } from './report-view.ts';
import { changeWords } from './words.ts';

const DAY = 86_400_000;
const FOCUS_DAYS = 90;
/** Windows NT 3.1 and the first registry; a service key that claims to be older tells of its clock, not of a change. */
const FIRST_PLAUSIBLE = Date.UTC(1993, 6, 27);
const OVERVIEW_BINS = 120;

/** Something that has a time, as the picture and its table show it. */
export interface Change {
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
  readonly iso: string;
  readonly what: string;
  readonly name: string;
  readonly serviceId: string | null;
  readonly worst: Level | null;
}

/** One bar: how many changes, and those that deserve a label, the worst first. */
export interface Bin {
  readonly count: number;
  readonly marked: readonly Change[];
}

export interface Span {
  readonly from: number;
  readonly to: number;
  readonly bins: readonly Bin[];
}

export interface Timeline {
  /** Newest first. */
  readonly changes: readonly Change[];
  readonly overview: Span;
  readonly focus: Span;
  /** What the picture ends with, in words. */
  readonly endsWith: string;
  /** Changes whose time is before the first or after the last plausible moment: not drawn. */
  readonly implausible: number;
}

/** Service keys and events by time; null when nothing has a plausible time. */
export function timelineOf(view: ReportView): Timeline | null {
  const changes = collect(view);
  const examined = Date.parse(view.header.run.startedAt);
  const plausible = changes.filter(({ at }) => at >= FIRST_PLAUSIBLE && !(at > examined));
  const newest = plausible[0];
  const oldest = plausible.at(-1);
  if (newest === undefined || oldest === undefined) return null;
  const shutdown = Date.parse(view.header.host.lastShutdown ?? '');
  const atShutdown = shutdown >= newest.at && !(shutdown > examined);
  const end = atShutdown ? shutdown : newest.at;
  const to = (Math.floor(end / DAY) + 1) * DAY;
  const focusFrom = to - FOCUS_DAYS * DAY;
  const overviewFrom = Math.min(Math.floor(oldest.at / DAY) * DAY, focusFrom);
  return {
    changes,
    overview: span(plausible, overviewFrom, to, OVERVIEW_BINS),
    focus: span(plausible, focusFrom, to, FOCUS_DAYS),
    endsWith: atShutdown ? 'the last shutdown' : 'the newest change',
    implausible: changes.length - plausible.length,
  };
}

function collect({ services, events, subjectById }: ReportView): readonly Change[] {
  const changes: Change[] = [];
  const add = (
    iso: string | null,
    what: string,
    name: string,
    serviceId: string | null,
    worst: Level | null,
  ) => {
    const at = Date.parse(iso ?? '');
    if (iso !== null && !Number.isNaN(at)) changes.push({ at, iso, what, name, serviceId, worst });
  };
  const idByName = new Map(services.map(({ id, name }) => [name.toLowerCase(), id]));
  for (const { id, name, lastChanged, platform } of services) {
    add(lastChanged, `service ${changeWords(platform)}`, name, id, subjectById.get(id)?.worst ?? null);
  }
  for (const { id, time, action, source, service } of events) {
    // A timeline of changes: what starts and stops every day would bury them.
    if (action === 'started' || action === 'stopped' || action === 'other') continue;
    const serviceId = idByName.get(service?.toLowerCase() ?? '') ?? null;
    add(time, `${action} (${source})`, service ?? '', serviceId, subjectById.get(id)?.worst ?? null);
  }
  return changes.sort((a, b) => b.at - a.at);
}

function span(changes: readonly Change[], from: number, to: number, count: number): Span {
  const bins = Array.from({ length: count }, () => ({ count: 0, marked: [] as Change[] }));
  for (const change of changes) {
    const bin = bins[Math.floor(((change.at - from) / (to - from)) * count)];
    if (bin === undefined || change.at < from) continue;
    bin.count++;
    if (change.worst !== null) bin.marked.push(change);
  }
  for (const { marked } of bins) marked.sort((a, b) => compareLevels(a.worst ?? 'low', b.worst ?? 'low'));
  return { from, to, bins };
}
