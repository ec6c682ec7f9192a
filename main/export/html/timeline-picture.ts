import { type Level, levelRank } from '../../../shared/level.ts';
import { visibleText } from '../../../shared/text.ts';
import { html, type Markup } from './markup.ts';
import { brief } from './parts.ts';
import type { Bin, Span, Timeline } from './timeline-data.ts';
import { plural } from './words.ts';

/** Units of the view box. The left margin holds captions and the ends of labels, which grow to the left. */
const WIDTH = 1040;
const LEFT = 128;
const RIGHT = 24;
const BARS = 84;
const LANE = 17;
const LANES = 7;
/** Width of one character of a label at its size, generous so that no two labels touch. */
const CHARACTER = 6.6;

/** Two histograms on a logarithmic scale: the whole time above, the last 90 days with labels below. */
export function timelinePicture(timeline: Timeline): Markup {
  const { overview, focus } = timeline;
  const labels = placeLabels(focus);
  const lanes = labels.reduce((most, { lane }) => Math.max(most, lane + 1), 0);
  const overviewTop = 14;
  const focusTop = overviewTop + BARS + 56 + lanes * LANE;
  const height = focusTop + BARS + 34;
  return html`<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="timeline-title timeline-text">
<title id="timeline-title">Changes of services over time</title>
<desc id="timeline-text">${description(timeline)}</desc>
${focusBracket(timeline, overviewTop)}
${histogram(overview, overviewTop, 'All changes', 'log scale')}
${overview.bins.map((bin, index) => markOf(bin, x(overview, index), barTop(overview, bin, overviewTop) - 5))}
${histogram(focus, focusTop, 'Last 90 days', 'by day')}
${labels.map((label) => labelMarkup(focus, label, focusTop))}
</svg>`;
}

function description({ overview, focus, endsWith }: Timeline): string {
  const count = ({ bins }: Span) => bins.reduce((sum, bin) => sum + bin.count, 0);
  return `${plural(count(overview), 'change')} from ${day(overview.from)} to ${endsWith} on ${day(focus.to - 1)}, ${count(focus)} of them in the last 90 days. The newest changes are in the table below.`;
}

function histogram(span: Span, top: number, title: string, sub: string): Markup {
  const bottom = top + BARS;
  const width = (WIDTH - LEFT - RIGHT) / span.bins.length;
  const bars = span.bins.map((bin, index) => {
    if (bin.count === 0) return null;
    const y = barTop(span, bin, top);
    return html`<rect class="bar" x="${round(LEFT + index * width + 0.5)}" y="${round(y)}" width="${round(width - 1)}" height="${round(bottom - y)}"/>`;
  });
  return html`<g><text class="axis-title" x="0" y="${top + 12}">${title}</text><text class="axis" x="0" y="${top + 28}">${sub}</text>
${gridLines(span, top)}${bars}<path class="base" d="M${LEFT} ${bottom}H${WIDTH - RIGHT}"/>${dates(span, bottom)}</g>`;
}

function gridLines(span: Span, top: number): readonly Markup[] {
  const max = highest(span);
  return [1, 10, 100, 1000, 10_000]
    .filter((count, index, all) => count <= max && (index === 0 || max >= (all[index] ?? 0)))
    .map((count) => {
      const y = round(top + BARS - share(count, max) * BARS);
      return html`<path class="grid" d="M${LEFT} ${y}H${WIDTH - RIGHT}"/><text class="axis end" x="${LEFT - 6}" y="${y + 4}">${count}</text>`;
    });
}

function dates({ from, to }: Span, bottom: number): readonly Markup[] {
  const steps = 6;
  return Array.from({ length: steps + 1 }, (_, step) => {
    const at = round(LEFT + ((WIDTH - LEFT - RIGHT) * step) / steps);
    const anchor = step === steps ? 'axis end' : step === 0 ? 'axis' : 'axis middle';
    const moment = step === steps ? to - 1 : from + ((to - from) * step) / steps;
    return html`<path class="base" d="M${at} ${bottom}v4"/><text class="${anchor}" x="${step === steps ? WIDTH - RIGHT : at}" y="${bottom + 17}">${day(moment)}</text>`;
  });
}

/** Shows which part of the overview the lower picture enlarges. */
function focusBracket({ overview, focus }: Timeline, top: number): Markup | null {
  if (focus.from <= overview.from) return null;
  const from = LEFT + ((focus.from - overview.from) / (overview.to - overview.from)) * (WIDTH - LEFT - RIGHT);
  return html`<rect class="focus" x="${round(from)}" y="${top - 10}" width="${round(WIDTH - RIGHT - from)}" height="${BARS + 10}"/>`;
}

interface Label {
  readonly index: number;
  readonly lane: number;
  readonly bin: Bin;
  readonly text: string | null;
}

/**
 * Labels end at their mark and grow to the left, placed from left to right: a leader line then falls only through
 * lanes whose labels end before it. A label that finds no lane leaves its mark without text.
 */
function placeLabels(span: Span): readonly Label[] {
  const taken: number[] = new Array(LANES).fill(0);
  const labels: Label[] = [];
  for (const [index, bin] of span.bins.entries()) {
    const [first, second] = bin.marked;
    if (first === undefined) continue;
    const at = x(span, index);
    const names = [first, second].flatMap((change) => (change ? brief(visibleText(change.name), 24) : []));
    const rest = bin.marked.length - names.length;
    const text = `${names.join(', ')}${rest > 0 ? ` +${rest}` : ''}`;
    const start = at - text.length * CHARACTER - 6;
    const lane = taken.findIndex((end) => end < start);
    labels.push({ index, bin, lane, text: lane < 0 ? null : text });
    for (let below = 0; below <= lane; below++) taken[below] = at + 4;
  }
  return labels;
}

function labelMarkup(span: Span, { index, lane, bin, text }: Label, top: number): Markup {
  const at = round(x(span, index));
  const mark = barTop(span, bin, top) - 5;
  const y = top - 14 - Math.max(lane, 0) * LANE;
  const label =
    text === null
      ? null
      : html`<path class="leader" d="M${at} ${round(mark - 5)}V${y - 4}H${at - 3}"/><text class="label end" x="${at - 6}" y="${y}">${text}</text>`;
  return html`${label}${markOf(bin, at, mark)}`;
}

/** The worst level of a bin as its shape, the same as in the badges. */
function markOf({ marked: [worst], marked, count }: Bin, at: number, y: number): Markup | null {
  if (worst?.worst == null) return null;
  return html`<path class="mark ${worst.worst}" d="${shape(worst.worst, round(at), round(y))}"><title>${brief(visibleText(marked.map(({ name }) => name).join(', ')), 200)} (${plural(count, 'change')})</title></path>`;
}

function shape(level: Level, at: number, y: number): string {
  if (levelRank(level) === 4) return `M${at} ${y - 5.5}l5.5 5.5l-5.5 5.5l-5.5 -5.5z`;
  if (levelRank(level) === 3) return `M${at} ${y - 5}l5.5 9h-11z`;
  if (levelRank(level) === 2) return `M${at - 4} ${y - 4}h8v8h-8z`;
  return `M${at - 4} ${y}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z`;
}

function x({ bins }: Span, index: number): number {
  return LEFT + ((index + 0.5) * (WIDTH - LEFT - RIGHT)) / bins.length;
}

function barTop(span: Span, { count }: Bin, top: number): number {
  return top + BARS - share(count, highest(span)) * BARS;
}

function highest({ bins }: Span): number {
  return bins.reduce((most, { count }) => Math.max(most, count), 1);
}

/** Logarithmic, so that one changed service shows beside the five hundred of the installation day. */
function share(count: number, max: number): number {
  return Math.log(1 + count) / Math.log(1 + max);
}

function day(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
