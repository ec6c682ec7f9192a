import type { Diagnostic } from '../../../shared/model/diagnostic.ts';
import { compareText } from '../../../shared/text.ts';
import { hexOffset } from '../locator-text.ts';
import { evidence, html, type Markup } from './markup.ts';
import { code, table, value } from './parts.ts';
import type { ReportView } from './report-view.ts';
import { plural } from './words.ts';

const ROWS = 500;
const SEVERITIES = ['error', 'warning', 'info'] as const;

/** What could not be read as it should, and which rules therefore could not judge. */
export function diagnosticsSection(view: ReportView): Markup {
  const { diagnostics } = view;
  const worstFirst = SEVERITIES.flatMap((severity) => diagnostics.filter((one) => one.severity === severity));
  const shown = worstFirst.slice(0, ROWS);
  return html`<section aria-labelledby="diagnostics"><h2 id="diagnostics">Diagnostics</h2>
${
  shown.length === 0
    ? html`<p class="note">Everything that was read could be read as it should.</p>`
    : table(
        html`${plural(diagnostics.length, 'message')} about evidence that is damaged, missing or inaccessible${
          diagnostics.length > ROWS ? `; the first ${ROWS} are shown, the JSONL export has them all` : ''
        }`,
        'rows',
        ['Severity', 'What', 'Where'],
        shown.map(diagnosticRow),
      )
}
${notEvaluated(view)}${suppressed(view)}</section>
`;
}

function diagnosticRow({ severity, code: word, source, path, offset, what }: Diagnostic): Markup {
  return html`<tr><td class="severity ${severity}">${severity}</td><td>${value(what)}<div class="sub"><span class="code">${evidence(word)}</span> · ${evidence(source)}</div></td><td>${code(path)}${
    offset === null ? null : html`<div class="sub">at <span class="code">${hexOffset(offset)}</span></div>`
  }</td></tr>`;
}

/** What the user's own filters took away, so that a short list of findings is no surprise. */
function suppressed({ summary }: ReportView): Markup | null {
  if (summary.suppressed.length === 0) return null;
  return html`<h3 id="suppressed">Suppressed by filters</h3>
${table(
  html`Matches that a filter given to the examination took away`,
  'rows',
  ['Rule', 'Filter', { number: 'Matches' }],
  summary.suppressed.map(
    ({ rule, filter, matches }) =>
      html`<tr><td>${evidence(rule)}</td><td>${value(filter)}</td><td class="number">${matches}</td></tr>`,
  ),
)}`;
}

/** By reason, since one missing hive silences many rules. */
function notEvaluated({ summary }: ReportView): Markup | null {
  if (summary.notEvaluated.length === 0) return null;
  const reasons = [...new Set(summary.notEvaluated.map(({ reason }) => reason))].sort(compareText);
  const row = (reason: string): Markup => {
    const rules = summary.notEvaluated.filter((one) => one.reason === reason).map(({ rule }) => rule);
    return html`<tr><td>${value(reason)}</td><td class="number">${rules.length}</td><td>${evidence(rules.join(', '))}</td></tr>`;
  };
  return html`<h3 id="not-evaluated">Rules not evaluated</h3>
${table(html`${plural(summary.notEvaluated.length, 'rule')} could not run on this evidence`, 'rows', ['Reason', { number: 'Count' }, 'Rules'], reasons.map(row))}`;
}
