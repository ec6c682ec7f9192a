import { addProblem, type LineProblem } from './line-problem.ts';

const DIGITS = 32;
const NEWLINE = 0x0a;
const SPACE = 0x20;
const DOT = 0x2e;
const SLASH = 0x2f;

/**
 * Walks a package's md5sums (deb-md5sums(5)): lines `<md5>  <path>` with the path relative to the root; `./usr/x` and `/usr/x` are
 * in use too. `visit` gets the offset of the digest's 32 hexadecimal digits, and start and end of the path without its first `/`.
 * Conffiles are not in it. Offsets rather than strings: the lists of a desktop hold 300,000 lines, of which few are asked for.
 * Never throws.
 */
export function walkDpkgMd5sums(
  bytes: Uint8Array,
  visit: (digest: number, pathStart: number, pathEnd: number) => void,
): readonly LineProblem[] {
  const problems: LineProblem[] = [];
  let line = 0;
  for (let start = 0; start < bytes.length; ) {
    let end = bytes.indexOf(NEWLINE, start);
    if (end < 0) end = bytes.length;
    line += 1;
    let path = start + DIGITS;
    // md5sum(1) writes a blank or `*` (binary) after the first blank.
    if (end > path + 2 && bytes[path] === SPACE && isHex(bytes, start, path)) {
      path += 2;
      if (bytes[path] === DOT && bytes[path + 1] === SLASH) path += 2;
      else if (bytes[path] === SLASH) path += 1;
      visit(start, path, end);
    } else if (end > start) addProblem(problems, line, 'not a digest and a path');
    start = end + 1;
  }
  return problems;
}

function isHex(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    const lower = byte | 0x20;
    if (!((byte >= 0x30 && byte <= 0x39) || (lower >= 0x61 && lower <= 0x66))) return false;
  }
  return true;
}
