import { MAX_PACKAGE_FILE } from '../../../shared/limits.ts';
import { ParseError } from '../parse-error.ts';

/** Digests of a regular file, lower-case hexadecimal. */
export interface MtreeDigests {
  readonly sha256: string | null;
  readonly md5: string | null;
}

/** Character escapes of vis(3), which mtree(5) paths are written with; others are three octal digits. */
const ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  s: ' ',
  t: '\t',
  v: '\v',
  '\\': '\\',
  '#': '#',
};

/**
 * The `mtree` of one package in pacman's local database, gzip or plain (mtree(5); written by bsdtar: `./usr/bin/x key=value…`). Keys of
 * the result begin with `/`; only files with a digest are in it. `/set` is not needed: nobody sets a digest for all files. Throws
 * `ParseError` when it cannot be unpacked.
 */
export function readPacmanMtree(bytes: Uint8Array): ReadonlyMap<string, MtreeDigests> {
  const files = new Map<string, MtreeDigests>();
  for (const line of unpack(bytes).toString('utf8').split('\n')) {
    if (!line.startsWith('./')) continue;
    const [path = '', ...words] = line.split(' ');
    let sha256: string | null = null;
    let md5: string | null = null;
    for (const word of words) {
      const found = /^(sha256digest|sha256|md5digest|md5)=([0-9a-f]{32}|[0-9a-f]{64})$/i.exec(word);
      if (found?.[2] === undefined) continue;
      if (found[2].length === 64) sha256 = found[2].toLowerCase();
      else md5 = found[2].toLowerCase();
    }
    if (sha256 !== null || md5 !== null) files.set(unescapePath(path.slice(1)), { sha256, md5 });
  }
  return files;
}

function unpack(bytes: Uint8Array): Buffer {
  const gzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  if (!gzip) return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  try {
    // Most runs never meet one.
    const { gunzipSync } = process.getBuiltinModule('node:zlib');
    return gunzipSync(bytes, { maxOutputLength: MAX_PACKAGE_FILE });
  } catch (error) {
    throw new ParseError('mtree', 0, error instanceof Error ? error.message : 'cannot be unpacked');
  }
}

/** Octal escapes are bytes of UTF-8. */
function unescapePath(path: string): string {
  if (!path.includes('\\')) return path;
  const bytes = path.replace(/[^\\\x20-\x7e]|\\([0-7]{3}|.)/gu, (found, code: string | undefined) => {
    if (code === undefined) return Buffer.from(found, 'utf8').toString('latin1');
    if (code.length === 3) return String.fromCharCode(Number.parseInt(code, 8) & 0xff);
    return Buffer.from(ESCAPES[code] ?? found, 'utf8').toString('latin1');
  });
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
