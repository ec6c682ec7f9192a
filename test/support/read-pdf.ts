import { inflateSync } from 'node:zlib';

/**
 * Text of a PDF as Chromium prints it (ISO 32000-1: 7.3 objects, 9.4 text, 9.10 extraction by ToUnicode), page by page in the order in
 * which it is drawn, without white space: where a line is broken is a matter of the paper. Ligatures are taken apart. Independent of what made the page.
 */
export function pdfText(bytes: Buffer): string {
  const objects = objectsOf(bytes);
  const fonts = new Map<string, Font>();
  const fontOf = (ref: string): Font => {
    const known = fonts.get(ref);
    if (known !== undefined) return known;
    const { head } = objects.get(ref) ?? { head: '' };
    const cmap = /\/ToUnicode (\d+) 0 R/.exec(head)?.[1] ?? '';
    const font = { wide: head.includes('/Type0'), letters: lettersOf(objects.get(cmap)?.stream ?? '') };
    fonts.set(ref, font);
    return font;
  };
  const named = (head: string): ReadonlyMap<string, Font> => {
    const resources = /\/Resources (\d+) 0 R/.exec(head)?.[1];
    const text = resources === undefined ? head : (objects.get(resources)?.head ?? '');
    const dictionary = /\/Font\s*(?:<<([^>]*)>>|(\d+) 0 R)/.exec(text);
    const list = dictionary?.[1] ?? objects.get(dictionary?.[2] ?? '')?.head ?? '';
    return new Map(
      [...list.matchAll(/\/(\w+) (\d+) 0 R/g)].map(([, name = '', ref = '']) => [name, fontOf(ref)]),
    );
  };
  let text = '';
  for (const { head, stream } of objects.values()) {
    if (/\/Type\s*\/Page\b/.test(head)) {
      const contents = /\/Contents (\d+) 0 R/.exec(head)?.[1] ?? '';
      text += drawnText(objects.get(contents)?.stream ?? '', named(head));
    } else if (/\/Subtype\s*\/Form\b/.test(head)) text += drawnText(stream, named(head));
  }
  return text.replace(/\s+/g, '').replace(/[\ufb00-\ufb06]/g, (ligature) => ligature.normalize('NFKC'));
}

interface PdfObject {
  readonly head: string;
  /** Inflated, a character a byte. */
  readonly stream: string;
}
interface Font {
  /** Codes are of two bytes. */
  readonly wide: boolean;
  readonly letters: ReadonlyMap<number, string>;
}

function objectsOf(bytes: Buffer): ReadonlyMap<string, PdfObject> {
  const file = bytes.toString('latin1');
  const objects = new Map<string, PdfObject>();
  for (const { 1: id = '', index, 0: start } of file.matchAll(/(?<=\n)(\d+) 0 obj\b/g)) {
    const from = index + start.length;
    const end = file.indexOf('endobj', from);
    const stream = file.indexOf('stream', from);
    if (stream < 0 || stream > end) {
      objects.set(id, { head: file.slice(from, end), stream: '' });
      continue;
    }
    const head = file.slice(from, stream);
    const length = Number(/\/Length (\d+)/.exec(head)?.[1]);
    const at = stream + (file[stream + 6] === '\r' ? 8 : 7);
    const raw = bytes.subarray(at, at + length);
    const packed = head.includes('/FlateDecode');
    objects.set(id, { head, stream: (packed ? inflateSync(raw) : raw).toString('latin1') });
  }
  return objects;
}

/** Of a ToUnicode CMap: what each code stands for. */
function lettersOf(cmap: string): ReadonlyMap<number, string> {
  const letters = new Map<number, string>();
  const text = (hex: string): string => Buffer.from(hex, 'hex').swap16().toString('utf16le');
  for (const [, body = ''] of cmap.matchAll(/beginbfchar([\s\S]*?)endbfchar/g)) {
    for (const [, code = '', hex = ''] of body.matchAll(/<(\w+)>\s*<(\w+)>/g))
      letters.set(Number.parseInt(code, 16), text(hex));
  }
  for (const [, body = ''] of cmap.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)) {
    for (const [, first = '', last = '', hex = ''] of body.matchAll(/<(\w+)>\s*<(\w+)>\s*<(\w+)>/g)) {
      const base = Number.parseInt(hex, 16);
      const from = Number.parseInt(first, 16);
      for (let code = from; code <= Number.parseInt(last, 16); code += 1)
        letters.set(code, text((base + code - from).toString(16).padStart(hex.length, '0')));
    }
  }
  return letters;
}

/** Strings that a content stream shows, in the letters of the font that is set. */
function drawnText(content: string, fonts: ReadonlyMap<string, Font>): string {
  let font: Font | undefined;
  let text = '';
  const token = /\/(\w+)\s+[\d.]+\s+Tf|<([0-9A-Fa-f\s]+)>|\(((?:\\[\s\S]|[^\\()])*)\)/g;
  for (const [, name, hex, literal] of content.matchAll(token)) {
    if (name !== undefined) font = fonts.get(name);
    else if (font !== undefined) {
      const codes =
        hex === undefined ? literalBytes(literal ?? '') : Buffer.from(hex.replace(/\s/g, ''), 'hex');
      const step = font.wide ? 2 : 1;
      for (let at = 0; at + step <= codes.length; at += step)
        text += font.letters.get(codes.readUIntBE(at, step)) ?? '';
    }
  }
  return text;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

function literalBytes(literal: string): Buffer {
  const plain = literal.replace(/\\(?:([0-7]{1,3})|([\s\S]))/g, (_all, octal?: string, one?: string) =>
    octal === undefined ? (ESCAPES[one ?? ''] ?? one ?? '') : String.fromCharCode(Number.parseInt(octal, 8)),
  );
  return Buffer.from(plain, 'latin1');
}
