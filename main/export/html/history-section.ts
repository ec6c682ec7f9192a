import type { EventRecord } from '../../../shared/model/event-record.ts';
import { compareText } from '../../../shared/text.ts';
import { evidencePointer } from './evidence-pointer.ts';
import { evidence, html, type Markup } from './markup.ts';
import { brief, shortTime, value } from './parts.ts';
import type { ReportView } from './report-view.ts';
import { plural, spaced } from './words.ts';

const ROWS = 500;

/** What every record of a Windows log or journal carries and no reader of a report asks for; the JSONL export has it. */
const OF_EVERY_RECORD =
  /^(?:Provider_.*|Version|Level|Task|Opcode|Keywords|Execution_.*|Correlation_.*|Qualifiers|Binary|Security_UserID|_.*|MESSAGE_ID|PRIORITY|SYSLOG_.*|CODE_.*|INVOCATION_ID|JOB_.*|TID)$/;

/** The less likely a reader is to look for it, the later: what findings rest on, then changes, then failures, then the rest. */
const RANK = { created: 1, changed: 1, deleted: 1, failed: 2, started: 3, stopped: 3, other: 4 } as const;

/** What logs and older copies of the configuration say about services, newest first. */
export function* historySection({ events, findings }: ReportView): Generator<Markup> {
  yield html`<section aria-labelledby="history"><h2 id="history">Events and history</h2>\n`;
  if (events.length === 0) {
    yield html`<p class="note">No events were collected.</p></section>\n`;
    return;
  }
  yield html`<div class="scroll"><table class="rows"><caption>${plural(events.length, 'event')}, newest first; times are UTC${
    events.length > ROWS
      ? `; ${ROWS} are shown: those that findings rest on, then changes, failures, starts and stops; the JSONL export has them all`
      : ''
  }</caption>
<thead><tr><th scope="col">Time</th><th scope="col">What</th><th scope="col">Service</th><th scope="col">Details</th><th scope="col">Evidence</th></tr></thead>
<tbody>\n`;
  for (const event of newestFirst(mostTelling(events, findings))) yield eventRow(event);
  yield html`</tbody></table></div></section>\n`;
}

function mostTelling(
  events: readonly EventRecord[],
  findings: ReportView['findings'],
): readonly EventRecord[] {
  if (events.length <= ROWS) return events;
  const key = ({ path, locator, time }: EventRecord['provenance'][number]): string =>
    `${path}\0${time}\0${JSON.stringify(locator)}`;
  const proof = new Set(findings.flatMap(({ evidence: parts }) => parts.map(key)));
  const rank = (event: EventRecord): number =>
    event.provenance.some((part) => proof.has(key(part))) ? 0 : RANK[event.action];
  const ranks = new Map(events.map((event) => [event, rank(event)]));
  const order = (event: EventRecord): number => ranks.get(event) ?? 4;
  return newestFirst(events)
    .toSorted((a, b) => order(a) - order(b))
    .slice(0, ROWS);
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
  const details = Object.entries(fields).filter(
    ([name, text]) => text !== null && text !== '' && !OF_EVERY_RECORD.test(name),
  );
  return html`<tr><td class="moment">${shortTime(time)}</td><td>${spaced(action)}<div class="sub">${evidence(source)}${eventId === null ? null : ` ${eventId}`}</div></td><td>${
    service === null ? null : evidence(brief(service, 100))
  }${actor === null ? null : html`<div class="sub">by ${evidence(brief(actor, 60))}</div>`}</td><td><dl class="matched">${details.map(
    ([field, text]) =>
      html`<dt>${evidence(brief(field, 60))}</dt><dd class="code">${value(String(text))}</dd>`,
  )}</dl></td><td><ul class="pointers">${provenance.slice(0, 2).map(evidencePointer)}</ul></td></tr>
`;
}
