import type { TextScanner } from './text-scanner.ts';

const UNQUOTED = /[A-Za-z0-9_$/:.-]+/y;
const SPACE = /[\t-\r \u2028\u2029]+/y;
const LINE_COMMENT = /\/\/[^\n\r\u2028\u2029]*/y;
const OCTAL = /[0-7]{1,3}/y;
const HEX = /[0-9a-fA-F]{0,4}/y;
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
]);
/** Bytes 0x80 to 0xff of the NeXTSTEP character set (Unicode, MAPPINGS/VENDORS/NEXT/NEXTSTEP.TXT), 32 a line. */
const NEXTSTEP =
  '\u00a0ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖÙÚÛÜÝÞµ×÷' +
  '©¡¢£⁄¥ƒ§¤’“«‹›ﬁﬂ®–†‡·¦¶•‚„”»…‰¬¿' +
  '¹ˋ´ˆ˜¯˘˙¨²˚¸³˝˛ˇ—±¼½¾àáâãäåçèéêë' +
  'ìÆíªîïðñŁØŒºòóôõöæùúûıüýłøœßþÿ\ufffd\ufffd';

export function isUnquoted(character: string): boolean {
  UNQUOTED.lastIndex = 0;
  return UNQUOTED.test(character);
}

/** Skips white space and comments of both kinds; one that does not end reaches to the end (advanceToNonSpace). */
export function skipOpenStepSpace(scanner: TextScanner): void {
  for (;;) {
    if (scanner.take(SPACE) !== '' || scanner.take(LINE_COMMENT) !== '') continue;
    if (!scanner.skip('/*')) return;
    const end = scanner.text.indexOf('*/', scanner.position);
    scanner.position = end < 0 ? scanner.text.length : end + 2;
  }
}

/** A string in double or single quotes, or a run of characters that need none. Throws ParseError. */
export function readOpenStepString(scanner: TextScanner): string {
  const quote = scanner.peek();
  if (quote !== '"' && quote !== "'") {
    const text = scanner.take(UNQUOTED);
    if (text === '') throw scanner.fail('a value');
    return text;
  }
  scanner.position += 1;
  let result = '';
  const next = quote === '"' ? /["\\]/g : /['\\]/g;
  for (;;) {
    next.lastIndex = scanner.position;
    const at = next.exec(scanner.text)?.index;
    if (at === undefined) throw scanner.fail('a closing quote', scanner.text.length);
    result += scanner.text.slice(scanner.position, at);
    scanner.position = at + 1;
    if (scanner.text[at] === quote) return result;
    result += readEscape(scanner);
  }
}

/** Behind a backslash (getSlashedChar): octal in the NeXTSTEP character set, `U` and four hexadecimal digits, C's letters. */
function readEscape(scanner: TextScanner): string {
  const octal = scanner.take(OCTAL);
  if (octal !== '') {
    const byte = Number.parseInt(octal, 8) & 0xff;
    return byte < 0x80 ? String.fromCharCode(byte) : (NEXTSTEP[byte - 0x80] ?? '');
  }
  if (scanner.skip('U')) return String.fromCharCode(Number.parseInt(`0${scanner.take(HEX)}`, 16));
  const character = scanner.peek();
  if (character === '') throw scanner.fail('an escaped character');
  scanner.position += 1;
  return ESCAPES.get(character) ?? character;
}
