import type { EventRecord } from '../../../shared/model/event-record.ts';
import { compareText } from '../../../shared/text.ts';
import { evidencePointer } from './evidence-pointer.ts';
import { evidence, html, type Markup } from './markup.ts';
import { brief, shortTime, value } from './parts.ts';
import type { ReportView } from './report-view.ts';
import { plural, spaced } from './words.ts';

const ROWS = 500;

/** What logs and older copies of the registry say about services, newest first. */
export function* historySection({ events }: ReportView): Generator<Markup> {
  yield html`<section aria-labelledby="history"><h2 id="history">Events and registry history</h2>\n`;
  if (events.length === 0) {
    yield html`<p class="note">No events were collected.</p></section>\n`;
    return;
  }
  yield html`<div class="scroll"><table class="rows"><caption>${plural(events.length, 'event')}, newest first; times are UTC${
    events.length > ROWS ? `; the newest ${ROWS} are shown, the JSONL export has them all` : ''
  }</caption>
<thead><tr><th scope="col">Time</th><th scope="col">What</th><th scope="col">Service</th><th scope="col">Details</th><th scope="col">Evidence</th></tr></thead>
<tbody>\n`;
  for (const event of newestFirst(events).slice(0, ROWS)) yield eventRow(event);
  yield html`</tbody></table></div></section>\n`;
}

function newestFirst(events: readonly EventRecord[]): readonly EventRecord[] {
  return events.toSorted((a, b) => compareText(b.time ?? '', a.time ?? ''));
}

function eventRow({
  time,
  action,
  source,
  eventId,
  service,
  actor,
  fields,
  provenance,
}: EventRecord): Markup {
  const details = Object.entries(fields).filter(([, text]) => text !== null);
  return html`<tr><td class="moment">${shortTime(time)}</td><td>${spaced(action)}<div class="sub">${evidence(source)}${eventId === null ? null : ` ${eventId}`}</div></td><td>${
    service === null ? null : evidence(brief(service, 100))
  }${actor === null ? null : html`<div class="sub">by ${evidence(brief(actor, 60))}</div>`}</td><td><dl class="matched">${details.map(
    ([field, text]) =>
      html`<dt>${evidence(brief(field, 60))}</dt><dd class="code">${value(String(text))}</dd>`,
  )}</dl></td><td><ul class="pointers">${provenance.slice(0, 2).map(evidencePointer)}</ul></td></tr>
`;
}
