import { isCoveredTime } from '../../../shared/covered-time.ts';
import type { Coverage } from '../../../shared/model/coverage.ts';
import { evidence, html, type Markup } from './markup.ts';
import { brief, value } from './parts.ts';
import type { ReportView } from './report-view.ts';
import { plural, spaced } from './words.ts';

/** Sources named before the list refers to the coverage table. */
const SOURCES = 8;

/** What a reader must know before taking comfort from a short list of findings. */
export function gaps({ coverage, header, diagnostics, summary }: ReportView): readonly Markup[] {
  const list: Markup[] = [];
  const absent = coverage.filter(isGap);
  for (const { source, outcome, reason } of absent.slice(0, SOURCES)) {
    list.push(
      html`<b>${evidence(brief(source, 80))}</b> ${outcome === 'collected' ? 'in part' : spaced(outcome)}${reason === null ? null : html`: ${value(reason)}`}`,
    );
  }
  if (absent.length > SOURCES) {
    list.push(html`<a href="#coverage">${plural(absent.length - SOURCES, 'further source')}</a>`);
  }
  for (const { path, dirty, replay } of header.host.inputs) {
    if (dirty !== true || replay === 'replayed') continue;
    list.push(
      html`<b>${evidence(path)}</b> is dirty and was read without its transaction log (${spaced(replay ?? 'no log')}): the latest changes may be missing`,
    );
  }
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  if (errors > 0) {
    list.push(
      html`<a href="#diagnostics">${plural(errors, 'error')}</a> while reading damaged or inaccessible evidence`,
    );
  }
  if (summary.notEvaluated.length > 0) {
    list.push(
      html`<a href="#not-evaluated">${plural(summary.notEvaluated.length, 'rule')}</a> could not run on this evidence`,
    );
  }
  const partly = diagnostics.filter(({ code }) => code === 'correlation-incomplete').map(({ what }) => what);
  if (partly.length > 0) {
    const rules = new Set(partly.map((what) => what.slice(0, what.indexOf(':')))).size;
    list.push(
      html`<a href="#diagnostics">${plural(rules, 'correlation')}</a> incomplete: not all matches were judged or told of, see why`,
    );
  }
  const suppressed = summary.suppressed.reduce((sum, { matches }) => sum + matches, 0);
  if (suppressed > 0) {
    list.push(
      html`<a href="#suppressed">${plural(suppressed, 'match', 'matches')}</a> left out because of filters given to the examination`,
    );
  }
  if (summary.belowMinLevel > 0) {
    list.push(html`${plural(summary.belowMinLevel, 'finding')} below the chosen minimum level left out`);
  }
  return list;
}

/** A source that was collected gives a reason when a part of it was not. */
function isGap({ outcome, reason }: Coverage): boolean {
  if (outcome === 'collected') return reason !== null && !isCoveredTime(reason);
  return outcome === 'failed' || outcome === 'notPresent';
}
