/** One start tag. */
export interface ReadElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
}

/** What a reader of HTML makes of a document, as far as tests need it. */
export interface ReadDocument {
  readonly elements: readonly ReadElement[];
  /** Text of all elements but <style>, with references resolved. */
  readonly text: string;
  /** Tags that do not close what is open, and text that is neither text nor tag. */
  readonly problems: readonly string[];
}

const VOID = new Set(['meta', 'br']);
const TAG = /<(?:!DOCTYPE html|(\/?)([a-zA-Z][a-zA-Z0-9]*)((?:\s+[a-zA-Z-]+="[^"<]*")*)\s*(\/?))>/y;

/** Strict where browsers forgive: every `<` must start a tag with quoted attributes, every element must be closed. */
export function readHtml(source: string): ReadDocument {
  const elements: ReadElement[] = [];
  const problems: string[] = [];
  const open: string[] = [];
  let text = '';
  let at = 0;
  while (at < source.length) {
    const next = source.indexOf('<', at);
    const end = next < 0 ? source.length : next;
    if (open.at(-1) !== 'style') text += resolve(source.slice(at, end));
    if (next < 0) break;
    TAG.lastIndex = next;
    const match = TAG.exec(source);
    if (match === null) {
      problems.push(`no tag at ${next}: ${source.slice(next, next + 60)}`);
      at = next + 1;
      continue;
    }
    at = TAG.lastIndex;
    const [, closing, name, attributes = '', selfClosing] = match;
    if (name === undefined) continue;
    if (closing) {
      const expected = open.pop();
      if (expected !== name) problems.push(`</${name}> at ${next} where </${expected}> was due`);
      continue;
    }
    elements.push({ name, attributes: readAttributes(attributes) });
    if (!VOID.has(name) && !selfClosing) open.push(name);
    if (name === 'p') checkParagraph(source, at, problems);
  }
  if (open.length > 0) problems.push(`never closed: ${open.join(' ')}`);
  return { elements, text, problems };
}

/** A block inside a paragraph closes the paragraph in every browser, whatever the source says. */
function checkParagraph(source: string, at: number, problems: string[]): void {
  const inside = source.slice(at, source.indexOf('</p>', at));
  const block = /<(div|details|p|ul|dl|table|section|h\d)\b/.exec(inside);
  if (block !== null) problems.push(`<${block[1]}> inside <p> at ${at}`);
}

function readAttributes(source: string): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  for (const [, name = '', value = ''] of source.matchAll(/([a-zA-Z-]+)="([^"]*)"/g)) {
    attributes.set(name, resolve(value));
  }
  return attributes;
}

function resolve(text: string): string {
  const known: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };
  return text.replace(/&(?:#(\d+)|(\w+));/g, (whole, decimal: string | undefined, name: string) =>
    decimal === undefined ? (known[name] ?? whole) : String.fromCodePoint(Number(decimal)),
  );
}
