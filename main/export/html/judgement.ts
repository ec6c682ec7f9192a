import { type AnnotationRecord, VERDICTS, type Verdict } from '../../../shared/model/annotation.ts';
import { evidence, html, type Markup } from './markup.ts';
import { brief, shortTime, value } from './parts.ts';
import type { ReportView } from './report-view.ts';
import { plural } from './words.ts';

/** Verdict as word, sign and colour, so that none of them carries it alone; outlined, for it is not a level. */
const SIGNS: Readonly<Record<Verdict, string>> = {
  unreviewed: '–',
  benign: '✓',
  suspicious: '?',
  malicious: '✗',
};

/** Lines of a note that keep their ends; a note is 20,000 characters at most. */
const NOTE_LINES = 200;
/** Subjects named of one verdict. */
const NAMED = 8;

export function verdictBadge(verdict: Verdict): Markup {
  return html`<span class="verdict-badge judged-${verdict}"><span aria-hidden="true">${SIGNS[verdict]}</span> ${verdict}</span>`;
}

/** The badge of a subject that was judged; nothing while it is unreviewed. */
export function subjectVerdict({ judgements }: ReportView, subjectId: string): Markup | null {
  const verdict = judgements.get(subjectId)?.verdict ?? 'unreviewed';
  return verdict === 'unreviewed' ? null : html` ${verdictBadge(verdict)}`;
}

export function isBenign({ judgements }: ReportView, subjectId: string): boolean {
  return judgements.get(subjectId)?.verdict === 'benign';
}

/** All that was said of a subject: verdict, tags, who and when, then the note whole. */
export function judgementBlock({ judgements }: ReportView, subjectId: string): Markup | null {
  const said = judgements.get(subjectId);
  if (said === undefined) return null;
  return html`<div class="judgement judged-${said.verdict}"><div class="by">${verdictBadge(said.verdict)} ${tagList(said)} ${byLine(said)}</div>${noteText(said.note)}</div>
`;
}

/** The same in one table cell. */
export function judgementCell({ judgements }: ReportView, subjectId: string): Markup | null {
  const said = judgements.get(subjectId);
  if (said === undefined) return null;
  return html`<div class="judgement judged-${said.verdict}"><div class="by">${verdictBadge(said.verdict)} ${tagList(said)}</div>${said.note === '' ? null : html`<div class="sub">${evidence(brief(said.note.replace(/[\r\n]+/g, ' '), 160))}</div>`}<div class="sub">${byLine(said)}</div></div>`;
}

function tagList({ tags }: AnnotationRecord): readonly Markup[] {
  return tags.filter((tag) => tag !== '').map((tag) => html`<span class="tag">${evidence(tag)}</span> `);
}

function byLine({ who, when }: AnnotationRecord): Markup {
  const moment = when === '' ? null : html`${shortTime(when)} UTC`;
  return html`<span class="who">${who === '' ? null : evidence(brief(who, 80))}${who === '' || moment === null ? null : ', '}${moment}</span>`;
}

function noteText(note: string): Markup | null {
  if (note === '') return null;
  const lines = note.split(/\r\n|\n|\r/);
  const rest = lines.slice(NOTE_LINES).join('\n');
  return html`<div class="said">${lines.slice(0, NOTE_LINES).map((line, index) => [index > 0 ? html`<br>` : null, evidence(line)])}${rest === '' ? null : value(rest)}</div>`;
}

/** What the analyst made of the findings, after the verdict of the rules; nothing where nobody judged. */
export function judgementSummary(view: ReportView): Markup | null {
  const { judgements, findings } = view;
  if (judgements.size === 0) return null;
  const count = (verdict: Verdict) =>
    findings.filter(({ subject }) => verdictOf(view, subject.id) === verdict).length;
  const unreviewed = count('unreviewed');
  const rows = VERDICTS.toReversed().flatMap((verdict) => verdictRow(view, verdict) ?? []);
  const reviewed = findings.length - unreviewed;
  return html`<div class="gaps judgements"><h2 id="judgement">Analyst’s judgement</h2><p>${reviewed} of ${plural(findings.length, 'finding')} reviewed${
    unreviewed > 0 ? `, ${unreviewed} not` : ''
  }. ${count('benign') > 0 ? 'What was judged benign stays in the report and in its counts, and is marked.' : null} Verdicts, tags and notes are the analyst’s; the evidence does not hold them.</p><ul>${rows}</ul></div>`;
}

function verdictOf({ judgements }: ReportView, subjectId: string): Verdict {
  return judgements.get(subjectId)?.verdict ?? 'unreviewed';
}

function verdictRow(view: ReportView, verdict: Verdict): Markup | null {
  const judged = [...view.judgements.values()].filter((said) => said.verdict === verdict);
  if (judged.length === 0) return null;
  const findings = judged.reduce(
    (sum, { subject }) => sum + (view.subjectById.get(subject.id)?.findings.length ?? 0),
    0,
  );
  const order = new Map(view.subjects.map(({ id }, index) => [id, index]));
  const place = ({ subject }: AnnotationRecord) => order.get(subject.id) ?? order.size;
  const names = judged
    .toSorted((a, b) => place(a) - place(b))
    .map(({ subject }) => subjectLink(view, subject));
  const rest = names.length - NAMED;
  return html`<li>${verdictBadge(verdict)} ${plural(findings, 'finding')} on ${plural(judged.length, 'subject')}${verdict === 'unreviewed' ? ' with tags or a note' : ''}: ${names
    .slice(0, NAMED)
    .map((name, index) => [index > 0 ? ', ' : null, name])}${rest > 0 ? ` and ${rest} more` : null}</li>`;
}

function subjectLink(view: ReportView, { id, name }: AnnotationRecord['subject']): Markup {
  const anchor = view.subjectAnchor.get(id) ?? view.serviceAnchor.get(id);
  const text = evidence(brief(name, 60));
  return anchor === undefined ? text : html`<a href="#${anchor}">${text}</a>`;
}

/** Findings of each level whose subject was judged benign. */
export function benignLevels(view: ReportView): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { level, subject } of view.findings) {
    if (isBenign(view, subject.id)) counts.set(level, (counts.get(level) ?? 0) + 1);
  }
  return counts;
}
