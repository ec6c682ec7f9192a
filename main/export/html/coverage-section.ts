import type { Coverage } from '../../../shared/model/coverage.ts';
import type { InputFile } from '../../../shared/model/host.ts';
import { evidence, html, type Markup } from './markup.ts';
import { code, table, value } from './parts.ts';
import type { ReportView } from './report-view.ts';
import { bytes } from './run-facts.ts';
import { number, plural, spaced } from './words.ts';

const OUTCOMES: Readonly<Record<Coverage['outcome'], readonly [shape: string, words: string]>> = {
  collected: ['✓', 'collected'],
  notApplicable: ['–', 'not applicable'],
  notPresent: ['○', 'not present'],
  failed: ['✕', 'failed'],
};

/** What was looked at. “No findings” is only claimed for what was collected. */
export function coverageSection({ coverage, header }: ReportView): Markup {
  return html`<section aria-labelledby="coverage"><h2 id="coverage">Coverage</h2>
<p class="note">“No findings” holds only for what was collected. What was not present was not looked at.</p>
${table(html`Sources`, 'rows', ['Source', 'Outcome', 'Counts', 'Reason'], coverage.filter(({ outcome }) => outcome !== 'notApplicable').map(coverageRow))}
${ofOtherRoots(coverage)}
${header.host.inputs.length > 0 ? table(html`Files the records come from`, 'rows', ['File', 'State', { number: 'Size' }, 'SHA-256'], header.host.inputs.map(inputRow)) : null}
</section>`;
}

/** Sources of other systems, and of other kinds of evidence, in one line: a reader need not look past thirty of them. */
function ofOtherRoots(coverage: readonly Coverage[]): Markup | null {
  const names = coverage.flatMap(({ outcome, source }) => (outcome === 'notApplicable' ? [source] : []));
  if (names.length === 0) return null;
  return html`<p class="note">${plural(names.length, 'source')} not applicable to this kind of evidence: ${evidence(names.join(', '))}.</p>`;
}

function coverageRow({ source, outcome, counts, reason }: Coverage): Markup {
  const [shape, words] = OUTCOMES[outcome];
  const counted = Object.entries(counts).map(([what, count]) => `${number(count)} ${spaced(what)}`);
  return html`<tr><th scope="row">${evidence(source)}</th><td class="outcome ${outcome}"><span aria-hidden="true">${shape}</span> ${words}</td><td>${evidence(counted.join(', '))}</td><td>${reason === null ? null : value(reason)}</td></tr>`;
}

function inputRow({ path, role, size, sha256, dirty, replay, replayDetail }: InputFile): Markup {
  const state = [dirty === true ? 'dirty' : null, replay && spaced(replay)].filter(
    (word) => word !== null && word !== '',
  );
  return html`<tr><th scope="row">${code(path)}<div class="sub">${evidence(role)}</div></th><td>${evidence(state.join(', ') || 'read')}${
    replayDetail === null ? null : html`<div class="sub">${value(replayDetail)}</div>`
  }</td><td class="number">${bytes(size)}</td><td class="code hash">${evidence(sha256 ?? 'not hashed')}</td></tr>`;
}
