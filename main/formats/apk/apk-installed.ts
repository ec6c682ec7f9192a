import { addProblem, type LineProblem } from '../dpkg/line-problem.ts';
import { latin1Text } from '../text-slice.ts';

/** What a walk over the database meets, in the order of the file; offsets are bytes. */
export interface ApkVisitor {
  package(name: string, version: string): void;
  /** The folder of the files that follow, without `/` at either end; empty for the root. */
  folder(start: number, end: number): void;
  /** A file's name in that folder; `end` is where `apkFileDigest` begins. */
  file(start: number, end: number): void;
}

export interface ApkDigest {
  readonly algorithm: string;
  readonly hex: string;
}

const NEWLINE = 0x0a;
const COLON = 0x3a;
const LETTER = { P: 0x50, V: 0x56, F: 0x46, R: 0x52, Z: 0x5a } as const;

/**
 * Walks `/lib/apk/db/installed` (apk-tools, doc/apk-package.5 and src/database.c, apk_db_fdb_read): lines `X:value`, a blank line after
 * each package; P name, V version, F folder, R file, then that file's a (mode) and Z (digest). Never throws.
 */
export function walkApkInstalled(bytes: Uint8Array, visitor: ApkVisitor): readonly LineProblem[] {
  const problems: LineProblem[] = [];
  let name = '';
  let version = '';
  let announced = false;
  let inFolder = false;
  const announce = () => {
    if (announced || name === '') return;
    visitor.package(name, version);
    announced = true;
  };
  let line = 0;
  for (let start = 0; start < bytes.length; ) {
    let end = bytes.indexOf(NEWLINE, start);
    if (end < 0) end = bytes.length;
    line += 1;
    const value = start + 2;
    if (start === end) {
      announce();
      name = '';
      version = '';
      announced = false;
      inFolder = false;
    } else if (bytes[start + 1] !== COLON || value > end) {
      addProblem(problems, line, 'not a letter, a colon and a value');
    } else if (bytes[start] === LETTER.P) {
      // Another package even where the blank line before it is lost.
      announce();
      name = utf8(bytes, value, end);
      version = '';
      announced = false;
      inFolder = false;
    } else if (bytes[start] === LETTER.V) version = utf8(bytes, value, end);
    else if (bytes[start] === LETTER.F || bytes[start] === LETTER.R) {
      announce();
      if (name === '') addProblem(problems, line, 'a file of no package');
      else if (bytes[start] === LETTER.F) {
        inFolder = true;
        visitor.folder(value, end);
      } else if (inFolder) visitor.file(value, end);
      else addProblem(problems, line, 'a file in no folder');
    }
    start = end + 1;
  }
  announce();
  return problems;
}

/** The digest of the file whose R line ends at `end`: `Q1` and Base64 is SHA-1, `Q2` SHA-256 or its first 160 bits, else hexadecimal MD5. */
export function apkFileDigest(bytes: Uint8Array, end: number): ApkDigest | null {
  for (let start = end + 1; start < bytes.length; ) {
    let lineEnd = bytes.indexOf(NEWLINE, start);
    if (lineEnd < 0) lineEnd = bytes.length;
    const letter = bytes[start];
    if (lineEnd === start || letter === LETTER.R || letter === LETTER.F) return null;
    if (letter === LETTER.Z) return digestOf(latin1Text(bytes, Math.min(start + 2, lineEnd), lineEnd));
    start = lineEnd + 1;
  }
  return null;
}

function digestOf(text: string): ApkDigest | null {
  if (/^[0-9a-f]{32}$/i.test(text)) return { algorithm: 'md5', hex: text.toLowerCase() };
  const bytes = Buffer.from(text.slice(2), 'base64');
  const hex = bytes.toString('hex');
  if (text.startsWith('Q1') && bytes.length === 20) return { algorithm: 'sha1', hex };
  if (text.startsWith('Q2') && bytes.length === 32) return { algorithm: 'sha256', hex };
  if (text.startsWith('Q2') && bytes.length === 20) return { algorithm: 'sha256-160', hex };
  return null;
}

function utf8(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('utf8');
}
