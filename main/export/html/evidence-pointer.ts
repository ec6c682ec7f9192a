import type { Provenance } from '../../../shared/model/provenance.ts';
import { hexOffset, locatorOffset, locatorText } from '../locator-text.ts';
import { html, type Markup } from './markup.ts';
import { code, time } from './parts.ts';

/** Where the proof lies: file, place in it, bytes, time, and how the bytes came to us. */
export function evidencePointer(provenance: Provenance): Markup {
  const { path, locator, time: moment } = provenance;
  const place = locatorText(locator);
  const offset = locatorOffset(provenance);
  const registry = locator.kind === 'registry' ? locator : null;
  const points: Markup[] = [html`<span>in ${code(path)}</span> `];
  if (offset !== null) points.push(html`<span>at <span class="code">${hexOffset(offset)}</span></span> `);
  if (moment !== null)
    points.push(html`<span>${registry ? 'key last written' : 'time'} ${time(moment)}</span> `);
  if (registry?.fromLog) points.push(html`<span class="flag">from transaction log</span> `);
  if (registry?.deleted) points.push(html`<span class="flag">recovered from a free cell</span> `);
  return html`<li>${place && html`<div>${code(place)}</div>`}${
    registry?.value !== null && registry !== null
      ? html`<div>value ${registry.value === '' ? '(default)' : code(registry.value)}</div>`
      : null
  }<div class="sub points">${points}</div></li>`;
}
