import { findingsLink } from './findings-section.ts';
import { evidence, html, type Markup } from './markup.ts';
import { brief, shortTime, table } from './parts.ts';
import type { ReportView } from './report-view.ts';
import { type Change, type Timeline, timelineOf } from './timeline-data.ts';
import { timelinePicture } from './timeline-picture.ts';
import { plural } from './words.ts';

const NEWEST = 50;

/** When services changed: a picture, and its newest part as a table. */
export function timelineSection(view: ReportView): Markup {
  const timeline = timelineOf(view);
  return html`<section aria-labelledby="timeline"><h2 id="timeline">Service changes over time</h2>
${timeline === null ? html`<p class="note">No record has a plausible time.</p>` : pictureAndTable(view, timeline)}</section>
`;
}

function pictureAndTable(view: ReportView, timeline: Timeline): Markup {
  const { changes, implausible, endsWith } = timeline;
  return html`<figure>
<div class="scroll picture">${timelinePicture(timeline)}</div>
<figcaption>Last-write times of service keys and times of events, UTC, up to ${endsWith}. Marks show services with findings, with the shape of the worst level. A key keeps only its last change.${
    implausible > 0
      ? ` ${plural(implausible, 'time')} before 1993 or after the examination began: not drawn.`
      : null
  }</figcaption>
</figure>
${table(
  html`The newest ${Math.min(NEWEST, changes.length)} of ${plural(changes.length, 'change')}; times are UTC`,
  'rows changes',
  ['Time', 'Service', 'What', 'Findings'],
  changes.slice(0, NEWEST).map((change) => changeRow(view, change)),
)}`;
}

function changeRow(view: ReportView, { iso, name, what, serviceId }: Change): Markup {
  const anchor = serviceId === null ? undefined : view.serviceAnchor.get(serviceId);
  const label = evidence(brief(name, 100));
  return html`<tr><td class="moment">${shortTime(iso)}</td><td>${anchor === undefined ? label : html`<a href="#${anchor}">${label}</a>`}</td><td>${evidence(what)}</td><td>${serviceId === null ? null : findingsLink(view, serviceId)}</td></tr>`;
}
