import type { Level } from '../../../shared/level.ts';
import { evidence, html, type Markup } from './markup.ts';

/** Longer evidence text is folded; the reader opens it, paper has the start. */
const FOLD_AT = 220;
const SHOWN = 140;
/** Even unfolded, a value ends here; 740 services with 32,767-character values would make a file that no one opens. */
const VALUE_LIMIT = 4_096;

/** Severity as word, shape and colour, so that none of them carries it alone. */
const SHAPES: Readonly<Record<Level, string>> = {
  critical: '◆',
  high: '▲',
  medium: '■',
  low: '●',
  informational: '○',
};

export function levelBadge(level: Level): Markup {
  return html`<span class="badge ${level}"><span aria-hidden="true">${SHAPES[level]}</span> ${level}</span>`;
}

/** The badge of a subject in a table, with the number of its findings when there are several. */
export function levelCount(level: Level, count: number): Markup {
  if (count === 1) return levelBadge(level);
  return html`${levelBadge(level)}<span class="times"> × ${count}</span>`;
}

/** The first `length` code units, one fewer where that would split a surrogate pair. */
function start(text: string, length: number): string {
  return text.slice(0, /[\ud800-\udbff]/.test(text.charAt(length - 1)) ? length - 1 : length);
}

/** Evidence text of any length. Long text is a block, so this never stands inside a <p>. */
export function value(text: string | null): Markup {
  if (text === null) return html`<span class="none">not set</span>`;
  if (text === '') return html`<span class="none">empty</span>`;
  if (text.length <= FOLD_AT) return evidence(text);
  const rest = text.length - SHOWN;
  return html`<details class="long"><summary>${evidence(start(text, SHOWN))}<span class="more">… ${rest} more characters</span></summary><div>${evidence(start(text, VALUE_LIMIT))}${
    text.length > VALUE_LIMIT
      ? html` <span class="more">… ${text.length - VALUE_LIMIT} more characters, in the JSONL export</span>`
      : null
  }</div></details>`;
}

/** Evidence text as a program would read it: paths, commands, keys. */
export function code(text: string | null): Markup {
  if (text === null || text === '') return value(text);
  if (text.length > FOLD_AT) return html`<div class="code">${value(text)}</div>`;
  return html`<span class="code">${evidence(text)}</span>`;
}

/** Shortened without a fold, for labels and narrow cells. */
export function brief(text: string, length: number): string {
  return text.length <= length ? text : `${start(text, length - 1)}…`;
}

/** A moment with the precision of its source; `unit` off where the column says UTC. */
export function time(iso: string | null, unit: 'UTC' | '' = 'UTC'): Markup {
  if (iso === null) return html`<span class="none">no time</span>`;
  const match = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(\.\d+)?Z$/.exec(iso);
  if (match === null) return evidence(iso);
  const [, day, clock, fraction] = match;
  return html`<time datetime="${iso}">${day} ${clock}<span class="fraction">${fraction}</span>${unit && ` ${unit}`}</time>`;
}

/** A moment to the second, for tables. */
export function shortTime(iso: string | null): Markup {
  return time(iso?.replace(/\.\d+Z$/, 'Z') ?? null, '');
}

/** Numbers stand to the right, and so does their heading. */
export type Heading = string | { readonly number: string };

/** A table whose caption says what it is and whose rows scroll sideways on a narrow screen. */
export function table(
  caption: Markup,
  className: string,
  headings: readonly Heading[],
  rows: Iterable<Markup>,
): Markup {
  return html`<div class="scroll"><table class="${className}"><caption>${caption}</caption>
<thead><tr>${headings.map(headingCell)}</tr></thead>
<tbody>
${[...rows].map((row) => html`${row}\n`)}</tbody></table></div>`;
}

function headingCell(heading: Heading): Markup {
  if (typeof heading === 'string') return html`<th scope="col">${heading}</th>`;
  return html`<th scope="col" class="number">${heading.number}</th>`;
}

/** A definition list of facts; those without a value are left out. */
export function facts(entries: readonly (readonly [string, Markup | null])[]): Markup {
  const present = entries.filter((entry): entry is [string, Markup] => entry[1] !== null);
  return html`<dl class="facts">${present.map(([term, text]) => html`<div><dt>${term}</dt><dd>${text}</dd></div>`)}</dl>`;
}
