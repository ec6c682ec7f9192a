import type { ServiceRecord } from '../../../shared/model/service-record.ts';
import type { Subject } from '../subject-index.ts';
import { definitionLine } from './definition-line.ts';
import { findingCard } from './finding-card.ts';
import { isBenign, judgementBlock, subjectVerdict } from './judgement.ts';
import { evidence, html, type Markup } from './markup.ts';
import { brief, code, levelCount, shortTime } from './parts.ts';
import type { ReportView } from './report-view.ts';
import { changeWords, plural, spaced } from './words.ts';

/** By subject, the worst first: a responder acts on services, and what repeats of a service stands once. */
export function* findingsSection(view: ReportView): Generator<Markup> {
  const { findings, subjects, header } = view;
  yield html`<section aria-labelledby="findings"><h2 id="findings">Findings</h2>
<p class="note">${
    findings.length === 0
      ? header.tool.rules === 0
        ? 'No rule was run.'
        : 'No rule matched in what was collected. See Coverage for what that is.'
      : `${plural(findings.length, 'finding')} on ${plural(subjects.length, 'subject')}, the worst first${benignWords(view)}. A finding says what is configured or logged, not that it ran.`
  }</p>\n`;
  for (const subject of subjects) {
    yield html`<section class="subject" id="${view.subjectAnchor.get(subject.id)}">${subjectHead(view, subject)}`;
    for (const finding of subject.findings) yield findingCard(view, finding);
    yield html`</section>\n`;
  }
  yield html`</section>\n`;
}

function benignWords(view: ReportView): string {
  const benign = view.findings.filter(({ subject }) => isBenign(view, subject.id)).length;
  return benign === 0 ? '' : `; ${benign} of them judged benign, and marked`;
}

function subjectHead(view: ReportView, subject: Subject): Markup {
  const service = view.serviceById.get(subject.id);
  return html`<header><h3>${evidence(brief(subject.name, 120))} <span class="kind">${service ? serviceKind(service) : subject.kind}</span>${subjectVerdict(view, subject.id)}</h3>
${service === undefined ? null : serviceFacts(view, service)}${judgementBlock(view, subject.id)}</header>\n`;
}

function serviceKind({ kind, state }: ServiceRecord): string {
  const noun = kind === 'other' ? 'service key without a type' : kind;
  return state === 'deleted' ? `deleted ${noun}` : noun;
}

function serviceFacts(view: ReportView, service: ServiceRecord): Markup {
  const { displayName, startMode, account, lastChanged, image, command, name, windows } = service;
  const points: Markup[] = [];
  if (displayName !== null && displayName !== name) points.push(html`“${evidence(brief(displayName, 100))}”`);
  if (startMode !== null) points.push(html`start ${spaced(startMode)}`);
  if (account !== null) points.push(html`as ${evidence(brief(account, 60))}`);
  if (image !== null) points.push(html`image ${spaced(image.state)}`);
  if (lastChanged !== null) points.push(html`${changeWords(service.platform)} ${shortTime(lastChanged)} UTC`);
  points.push(html`<a href="#${view.serviceAnchor.get(service.id)}">inventory</a>`);
  return html`<p class="points">${points.map((point) => html`<span>${point}</span> `)}</p>
${command === null ? null : html`<div class="command">${code(command)}</div>`}${
  windows?.serviceDll ? html`<div class="command">ServiceDll ${code(windows.serviceDll)}</div>` : null
}${definitionLine(view, service)}`;
}

/** Badge with count that leads to the findings of a subject; nothing for a subject without any. */
export function findingsLink(view: ReportView, subjectId: string): Markup | null {
  const subject = view.subjectById.get(subjectId);
  if (subject === undefined) return null;
  return html`<a class="plain" href="#${view.subjectAnchor.get(subjectId)}">${levelCount(subject.worst, subject.findings.length)}</a>`;
}
