import { compareLevels } from '../../../shared/level.ts';
import type { Payload, ServiceRecord } from '../../../shared/model/service-record.ts';
import { compareText } from '../../../shared/text.ts';
import { definitionLine } from './definition-line.ts';
import { findingsLink } from './findings-section.ts';
import { judgementCell } from './judgement.ts';
import { evidence, html, type Markup } from './markup.ts';
import { brief, code, shortTime } from './parts.ts';
import type { ReportView } from './report-view.ts';
import { changeWords, plural, spaced } from './words.ts';

/** Every service, those with findings first. */
export function* inventorySection(view: ReportView): Generator<Markup> {
  yield html`<section class="wide" aria-labelledby="inventory"><h2 id="inventory">Inventory</h2>
<div class="scroll"><table class="rows inventory"><caption>${plural(view.services.length, 'service')}, the worst first, then by name; times are UTC</caption>
<thead><tr><th scope="col">Name</th><th scope="col">Findings</th><th scope="col">Start</th><th scope="col">Account</th><th scope="col">What would run</th><th scope="col">Image</th><th scope="col">${changeHeading(view)}</th></tr></thead>
<tbody>\n`;
  for (const service of sorted(view)) yield inventoryRow(view, service);
  yield html`</tbody></table></div></section>\n`;
}

function changeHeading({ header }: ReportView): string {
  const words = changeWords(header.root.platform);
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

function sorted({ services, subjectById }: ReportView): readonly ServiceRecord[] {
  return services.toSorted((a, b) => {
    const worstA = subjectById.get(a.id)?.worst;
    const worstB = subjectById.get(b.id)?.worst;
    if (worstA !== undefined && worstB !== undefined) return compareLevels(worstA, worstB) || byName(a, b);
    if (worstA === worstB) return byName(a, b);
    return worstA === undefined ? 1 : -1;
  });
}

function byName(a: ServiceRecord, b: ServiceRecord): number {
  return compareText(a.name.toLowerCase(), b.name.toLowerCase()) || compareText(a.id, b.id);
}

function inventoryRow(view: ReportView, service: ServiceRecord): Markup {
  const { id, name, displayName, kind, state, startMode, account, lastChanged } = service;
  return html`<tr id="${view.serviceAnchor.get(id)}"><th scope="row">${evidence(brief(name, 100))}${
    displayName === null || displayName === name
      ? null
      : html`<div class="sub">${evidence(brief(displayName, 100))}${
          service.windows?.indirectTexts?.includes('displayName')
            ? html` <span class="none">(text in a resource)</span>`
            : null
        }</div>`
  }${judgementCell(view, id)}</th><td>${findingsLink(view, id)}</td><td>${startMode === null ? html`<span class="none">not set</span>` : spaced(startMode)}<div class="sub">${
    state === 'configured' ? kind : `${state} ${kind}`
  }${unitFileState(service)}</div></td><td>${account === null ? null : evidence(brief(account, 60))}</td><td>${commands(service)}${definitionLine(view, service)}</td><td>${imageState(service)}</td><td class="moment">${shortTime(lastChanged)}</td></tr>
`;
}

/** What systemctl calls it, where that says more than the start mode. */
function unitFileState({ systemd }: ServiceRecord): string {
  const state = systemd?.unitFileState ?? null;
  return state === null ? '' : `, ${state}`;
}

/** The image is what the command names; other payloads are listed with their role. */
function commands({ command, payloads }: ServiceRecord): Markup {
  const others = payloads.filter(({ role }) => role !== 'image');
  return html`${command === null ? html`<span class="none">no command</span>` : code(command)}${others.map(payloadLine)}`;
}

function payloadLine({ role, from, raw, state }: Payload): Markup {
  const odd =
    state === 'missing' || state === 'unreadable' ? html` <span class="flag">${state}</span>` : null;
  return html`<div class="sub">${spaced(role)} ${role === 'script-code' ? html`of ${code(from)}: ` : null}${code(brief(raw, 300))}${odd}</div>`;
}

function imageState({ image }: ServiceRecord): Markup | null {
  if (image === null) return null;
  const hash =
    image.sha256 === null
      ? null
      : html`<div class="code sub" title="SHA-256 ${image.sha256}">${image.sha256.slice(0, 10)}…</div>`;
  return html`${image.state === 'missing' ? html`<span class="flag">missing</span>` : spaced(image.state)}${hash}`;
}
