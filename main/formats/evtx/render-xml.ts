import { ParseError } from '../parse-error.ts';
import { EmbeddedXml, type EvtxValue, type TemplateInstance } from './evtx-value.ts';
import { MAX_RECORD_PARTS, MAX_RECORD_TEXT } from './limits.ts';
import type { BinXmlElement, BinXmlPart } from './nodes.ts';

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/**
 * The event as XML text on one line, by the rules of [MS-EVEN6] 2.2.12: an attribute or element whose whole content is
 * an optional substitution without a value is left out, and an element whose content is an array is repeated.
 * Throws ParseError when there is no end of it.
 */
export function renderXml(instances: readonly TemplateInstance[]): string {
  const writer = new XmlWriter();
  writer.instances(instances);
  return writer.text;
}

class XmlWriter {
  text = '';
  #parts = 0;

  instances(instances: readonly TemplateInstance[]): void {
    for (const { template, values } of instances) this.#content(template.roots, values);
  }

  #content(parts: readonly BinXmlPart[], values: readonly EvtxValue[]): void {
    for (const part of parts) {
      this.#parts += 1;
      if (this.#parts > MAX_RECORD_PARTS || this.text.length > MAX_RECORD_TEXT) {
        throw new ParseError('EVTX record', 0, 'its templates and values unfold without end');
      }
      if (part.kind === 'text') this.text += escapeXml(part.text);
      else if (part.kind === 'element') this.#element(part, values);
      else if (part.kind === 'value') this.#value(values[part.index] ?? null);
      else this.text += `<?${part.target} ${part.text}?>`;
    }
  }

  #element(element: BinXmlElement, values: readonly EvtxValue[]): void {
    const [only] = element.children;
    if (element.children.length === 1 && only?.kind === 'value') {
      const value = values[only.index] ?? null;
      if (value === null && only.optional) return;
      if (Array.isArray(value)) {
        for (const each of value.length === 0 ? [''] : value) this.#leaf(element, values, each);
        return;
      }
    }
    this.#open(element, values);
    if (element.children.length === 0) {
      this.text += '/>';
      return;
    }
    this.text += '>';
    this.#content(element.children, values);
    this.text += `</${element.name}>`;
  }

  #leaf(element: BinXmlElement, values: readonly EvtxValue[], text: string): void {
    this.#open(element, values);
    this.text += `>${escapeXml(text)}</${element.name}>`;
    this.#parts += 1;
    if (this.#parts > MAX_RECORD_PARTS || this.text.length > MAX_RECORD_TEXT) {
      throw new ParseError('EVTX record', 0, 'its templates and values unfold without end');
    }
  }

  #open(element: BinXmlElement, values: readonly EvtxValue[]): void {
    this.text += `<${element.name}`;
    for (const { name, parts } of element.attributes) {
      const [only] = parts;
      const isMissing =
        parts.length === 1 &&
        only?.kind === 'value' &&
        only.optional &&
        (values[only.index] ?? null) === null;
      if (isMissing) continue;
      this.text += ` ${name}="`;
      this.#content(parts, values);
      this.text += '"';
    }
  }

  #value(value: EvtxValue): void {
    if (value === null) return;
    if (value instanceof EmbeddedXml) this.instances(value.instances);
    else if (typeof value === 'object') this.text += escapeXml(value.join(' '));
    else this.text += typeof value === 'number' ? value : escapeXml(value);
  }
}

function escapeXml(text: string): string {
  return /[&<>"]/.test(text) ? text.replace(/[&<>"]/g, (character) => ESCAPES[character] as string) : text;
}
