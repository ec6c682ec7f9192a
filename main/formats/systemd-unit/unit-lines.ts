import { Buffer } from 'node:buffer';
import { MAX_UNIT_LINE } from '../../../shared/limits.ts';
import type { UnitProblems } from './unit-problem.ts';
import { isWhitespace } from './unit-text.ts';

/**
 * Takes one line of a unit file after its continuation lines have been joined, or the place where systemd stops reading. `line` is its
 * first line; `bytes` has one character a byte (latin1), for UTF-8 is checked per line, as systemd does, and is not stripped; null: too
 * long, nothing follows. False when no further line is wanted.
 */
export type TakeLine = (line: number, bytes: string | null) => boolean;

const NUL = 0x00;
const LF = 0x0a;
const CR = 0x0d;
const BACKSLASH = 0x5c;
/** U+FEFF in UTF-8, one character a byte. */
const BYTE_ORDER_MARK = '\u00ef\u00bb\u00bf';

/**
 * Splits a unit file into lines the way systemd's config_parse does (systemd.syntax(7); src/shared/conf-parser.c and
 * read_line in src/basic/fileio.c): LF, CR and NUL end a line, each at most once per line end, so CRLF is one; lines whose first
 * character after white space is `#` or `;` vanish, within a continuation too; a line that ends in an odd number of backslashes
 * goes on, its last backslash becomes a space; the first byte order mark at the begin of a line is dropped. A line that is too
 * long is the last one.
 */
export function eachLogicalLine(bytes: Uint8Array, problems: UnitProblems, take: TakeLine): void {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  let parts: string[] = [];
  let length = 0;
  let first = 0;
  let line = 0;
  let markSeen = false;
  // Nearly all files have no other line end than LF, which is found much faster.
  const plain = !text.includes('\r') && !text.includes('\0');
  for (let at = 0; at < text.length; ) {
    const end = plain ? lineFeed(text, at) : lineEnd(text, at);
    const start = at;
    line += 1;
    if (end - start >= MAX_UNIT_LINE) {
      take(line, null);
      return;
    }
    at = plain ? end + 1 : afterLineEnd(text, end, line, problems);
    if (isComment(text, start, end)) continue;
    let content = text.slice(start, end);
    if (!markSeen && content.startsWith(BYTE_ORDER_MARK)) {
      content = content.slice(BYTE_ORDER_MARK.length);
      markSeen = true;
    }
    if (length + content.length > MAX_UNIT_LINE) {
      take(first, null);
      return;
    }
    const goesOn = endsInOddBackslashes(content);
    if (parts.length === 0) first = line;
    if (goesOn) content = `${content.slice(0, -1)} `;
    if (parts.length === 0 && !goesOn) {
      if (!take(line, content)) return;
      continue;
    }
    parts.push(content);
    length += content.length;
    if (goesOn) continue;
    if (!take(first, parts.join(''))) return;
    parts = [];
    length = 0;
  }
  if (parts.length > 0) {
    problems.add(line, 'continuation-at-end', 'the last line ends in a backslash');
    take(first, parts.join(''));
  }
}

function lineFeed(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at === -1 ? text.length : at;
}

function lineEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === LF || code === CR || code === NUL) break;
    at += 1;
  }
  return at;
}

/** Skips one line end, which may consist of LF, CR and NUL, each once; a NUL is always its last (categorize_eol). */
function afterLineEnd(text: string, from: number, line: number, problems: UnitProblems): number {
  let at = from;
  let seen = '';
  while (at < text.length && !seen.endsWith('\0')) {
    const character = text.charAt(at);
    if (character !== '\n' && character !== '\r' && character !== '\0') break;
    if (seen.includes(character)) break;
    seen += character;
    at += 1;
  }
  if (seen.includes('\0')) problems.add(line, 'nul-byte', 'a NUL byte ends this line');
  else if (seen === '\r')
    problems.add(line, 'lone-carriage-return', 'a carriage return alone ends this line');
  return at;
}

function isComment(text: string, start: number, end: number): boolean {
  let at = start;
  while (at < end && isWhitespace(text.charCodeAt(at))) at += 1;
  return at < end && (text.charAt(at) === '#' || text.charAt(at) === ';');
}

function endsInOddBackslashes(content: string): boolean {
  let at = content.length;
  while (at > 0 && content.charCodeAt(at - 1) === BACKSLASH) at -= 1;
  return (content.length - at) % 2 === 1;
}
