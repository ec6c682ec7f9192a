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
  return html`<li>${place && html`<div>${code(place)}</div>`}${
    registry?.value !== null && registry !== null
      ? html`<div>value ${registry.value === '' ? '(default)' : code(registry.value)}</div>`
      : null
  }<div class="sub">${[
    html`<span>in ${code(path)}</span>`,
    offset === null ? null : html` <span>at <span class="code">${hexOffset(offset)}</span></span>`,
    moment === null ? null : html` <span>${registry ? 'key last written' : 'time'} ${time(moment)}</span>`,
    registry?.fromLog ? html` <span class="flag">from transaction log</span>` : null,
    registry?.deleted ? html` <span class="flag">recovered from a free cell</span>` : null,
  ]}</div></li>`;
}
