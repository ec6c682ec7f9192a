import type { PlistNotes } from './plist-notes.ts';
import { utf8Text } from './text-source.ts';
import type { XmlScanner } from './xml-scanner.ts';

/**
 * The text of an element up to the `<` of its close tag: characters, CDATA sections, the five predefined and numeric
 * references (parseStringTag in CFPropertyList.c). White space and line ends stay as they are, as CoreFoundation keeps them.
 */
export function readXmlText(scanner: XmlScanner, notes: PlistNotes): string {
  const { text } = scanner;
  const start = scanner.position;
  const end = text.indexOf('<', start);
  if (end < 0) throw scanner.fail(text.length, 'text', 'a close tag');
  const run = text.slice(start, end);
  if (text.charCodeAt(end + 1) !== 0x21 && !run.includes('&')) {
    scanner.position = end;
    return utf8Text(run, notes, () => scanner.offset(start));
  }
  return readMixedText(scanner, notes);
}

function readMixedText(scanner: XmlScanner, notes: PlistNotes): string {
  const { text } = scanner;
  let result = '';
  let mark = scanner.position;
  const flush = (end: number) => {
    const from = mark;
    result += utf8Text(text.slice(from, end), notes, () => scanner.offset(from));
  };
  const next = /[<&]/g;
  for (;;) {
    next.lastIndex = scanner.position;
    const at = next.exec(text)?.index;
    if (at === undefined) throw scanner.fail(text.length, 'text', 'a close tag');
    scanner.position = at;
    if (text[at] === '&') {
      const resolved = scanner.reference();
      if (resolved === null) {
        scanner.note('unknown-entity', at, 'a reference that property lists do not have, kept as written');
        scanner.position = at + 1;
        continue;
      }
      flush(at);
      result += resolved;
      mark = scanner.position;
    } else if (text.startsWith('<![CDATA[', at)) {
      flush(at);
      mark = at + 9;
      scanner.position = mark;
      scanner.skipPast(']]>', 'CDATA section');
      flush(scanner.position - 3);
      mark = scanner.position;
    } else if (text.startsWith('<!--', at)) {
      scanner.note('comment-in-text', at, 'a comment inside text (CoreFoundation refuses the file)');
      flush(at);
      scanner.skipComment();
      mark = scanner.position;
    } else {
      flush(at);
      return result;
    }
  }
}
