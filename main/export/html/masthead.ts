import { LEVELS } from '../../../shared/level.ts';
import type { Finding } from '../../../shared/model/finding.ts';
import { gaps } from './gaps.ts';
import { benignLevels, judgementSummary, subjectVerdict } from './judgement.ts';
import { evidence, html, type Markup } from './markup.ts';
import { brief, levelBadge, table } from './parts.ts';
import type { ReportView } from './report-view.ts';
import { number, plural } from './words.ts';

/** Rules in the first table; what a reader takes in at once. */
const GLANCE_ROWS = 12;
const GLANCE_NAMES = 6;

/** What is wrong, in words, then as counts, then what was not looked at, then rule by rule. */
export function masthead(view: ReportView): Markup {
  return html`<header class="masthead">
<p class="kicker">Daemonscope service triage report</p>
<h1>${evidence(brief(view.hostName, 120))}</h1>
<p class="verdict">${evidence(view.summary.verdict)}</p>
${tally(view)}
${judgementSummary(view)}${gapList(view)}
</header>
${glance(view)}`;
}

function tally(view: ReportView): Markup {
  const { summary } = view;
  const benign = benignLevels(view);
  const worstFirst = LEVELS.toReversed();
  return html`<ul class="tally" aria-label="Findings by level">${worstFirst.map(
    (level) =>
      html`<li class="${summary.levels[level] ? level : 'zero'}"><b>${number(summary.levels[level])}</b> ${levelBadge(level)}${benign.has(level) ? html`<span class="times">${number(benign.get(level) ?? 0)} judged benign</span>` : null}</li>`,
  )}</ul>`;
}

function gapList(view: ReportView): Markup | null {
  const list = gaps(view);
  if (list.length === 0) return null;
  return html`<div class="gaps"><h2>Not looked at, or not in full</h2><ul>${list.map((gap) => html`<li>${gap}</li>`)}</ul></div>`;
}

/** One row a rule, so that a rule that fires on forty services takes one line. */
function glance(view: ReportView): Markup | null {
  const byRule = new Map<string, Finding[]>();
  for (const level of ['critical', 'high', 'medium'] as const) {
    for (const finding of view.findings) {
      if (finding.level !== level) continue;
      const key = `${level}:${finding.ruleId}`;
      const group = byRule.get(key);
      if (group === undefined) byRule.set(key, [finding]);
      else group.push(finding);
    }
  }
  if (byRule.size === 0) return null;
  const groups = [...byRule.values()];
  const rows = groups.slice(0, GLANCE_ROWS).flatMap((group) => glanceRow(view, group) ?? []);
  const rest = groups.length - GLANCE_ROWS;
  return html`<section class="glance" aria-labelledby="glance"><h2 id="glance">What is wrong</h2>
${table(html`Findings at medium and above, one line a rule`, 'rows', ['Level', 'Finding', 'Where'], rows)}
${rest > 0 ? html`<p class="note">${plural(rest, 'further rule')} at these levels: see <a href="#findings">Findings</a>.</p>` : null}
</section>`;
}

function glanceRow(view: ReportView, group: readonly Finding[]): Markup | null {
  const [first] = group;
  if (first === undefined) return null;
  const links = group
    .slice(0, GLANCE_NAMES)
    .map(
      (finding) =>
        html`<a href="#${view.findingAnchor.get(finding)}">${evidence(brief(finding.subject.name, 60))}</a>${subjectVerdict(view, finding.subject.id)}`,
    );
  const rest = group.length - links.length;
  return html`<tr><td>${levelBadge(first.level)}</td><td>${evidence(first.title)}</td><td class="names">${links.map((link, index) => [index ? ', ' : null, link])}${rest > 0 ? ` and ${rest} more` : null}</td></tr>`;
}
