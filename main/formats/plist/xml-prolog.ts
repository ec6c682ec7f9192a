import type { XmlScanner } from './xml-scanner.ts';

/**
 * Moves to the root element: over white space, comments, processing instructions, the XML declaration and the DOCTYPE
 * (parseXMLPropertyList in CFPropertyList.c), in any order and number, as CoreFoundation does. Throws ParseError.
 */
export function skipXmlProlog(scanner: XmlScanner): void {
  for (;;) {
    scanner.skipWhitespace();
    const at = scanner.position;
    if (at > 0 && /^<\?xml[\s?]/.test(scanner.text.slice(at, at + 6)))
      scanner.note('declaration-not-first', at, 'the XML declaration is not the first thing in the file');
    if (scanner.text.startsWith('<!--', at)) scanner.skipComment();
    else if (scanner.text.startsWith('<?', at)) scanner.skipPast('?>', 'processing instruction');
    else if (scanner.text.startsWith('<!', at)) skipDoctype(scanner);
    else return;
  }
}

/** What ends, opens or hides the end of a DOCTYPE. */
const DOCTYPE_PART = /[>[\]"']|<!--/g;

function skipDoctype(scanner: XmlScanner): void {
  const at = scanner.position;
  if (!scanner.text.startsWith('<!DOCTYPE', at)) throw scanner.fail(at, 'prolog', '<!DOCTYPE or a comment');
  const plainEnd = /[>[]/g;
  plainEnd.lastIndex = at;
  const end = plainEnd.exec(scanner.text);
  if (end === null) throw scanner.fail(scanner.text.length, 'DOCTYPE', '">"');
  scanner.position = end.index + 1;
  if (end[0] === '[') skipSubset(scanner, at);
}

/** Skips an internal subset without reading it: quoted texts and comments in it may hold anything. */
function skipSubset(scanner: XmlScanner, doctype: number): void {
  scanner.note(
    'inline-dtd',
    doctype,
    'declarations inside the file are skipped (CoreFoundation refuses them)',
  );
  let inside = true;
  for (;;) {
    DOCTYPE_PART.lastIndex = scanner.position;
    const part = DOCTYPE_PART.exec(scanner.text);
    if (part === null) throw scanner.fail(scanner.text.length, 'DOCTYPE', '"]>"');
    scanner.position = part.index + part[0].length;
    if (part[0] === '<!--') scanner.skipPast('-->', 'comment');
    else if (part[0] === '"' || part[0] === "'") scanner.skipPast(part[0], 'DOCTYPE');
    else if (part[0] === ']') inside = false;
    else if (part[0] === '>' && !inside) return;
  }
}
