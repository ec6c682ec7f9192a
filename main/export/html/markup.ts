import { visibleText } from '../../../shared/text.ts';
import { visibleParts } from '../../../shared/visible-parts.ts';

/** HTML that is safe as it is. Only `html` and `evidence` make it, so a plain string can never become markup. */
export class Markup {
  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }
}

export type Content = string | number | Markup | null | undefined | readonly Content[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

/** Safe as element text, in <title>, in SVG text and in a double-quoted attribute; what is invisible becomes visible. */
function escapeHtml(text: string): string {
  return visibleText(text).replace(/[&<>"'`]/g, (character) => ENTITIES[character] ?? '');
}

/**
 * Template of markup: every interpolated string is escaped, lists are joined, null and undefined are nothing.
 * Attribute values must be written in double quotes; no evidence goes into a tag name, a style or an address.
 */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Markup {
  let source = strings[0] ?? '';
  for (let index = 0; index < values.length; index++)
    source += render(values[index]) + (strings[index + 1] ?? '');
  return new Markup(source);
}

/** Text of the evidence: as `html` escapes it, and what was made visible is marked as not being there literally. */
export function evidence(text: string): Markup {
  const parts = visibleParts(text).map(({ text: shown, hidden }) => {
    const escaped = escapeHtml(shown);
    return hidden ? `<i class="ctl">${escaped}</i>` : escaped;
  });
  return new Markup(parts.join(''));
}

function render(value: Content): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return escapeHtml(value);
  if (typeof value === 'number') return String(value);
  if (value instanceof Markup) return value.source;
  return value.map(render).join('');
}
