import { latin1Text } from '../text-slice.ts';
import type { PlistNotes } from './plist-notes.ts';

export interface DetectedEncoding {
  /** A label of the Encoding Standard, lower case, or `utf-32le`, `utf-32be`. */
  readonly label: string;
  /** Bytes of the byte order mark, to be skipped. */
  readonly start: number;
  /** Bytes of one UTF-16 code unit in the file; 1 where that varies. */
  readonly unit: number;
}

/** A longer mark comes before the one it begins with. */
const MARKS: readonly (readonly [mark: readonly number[], label: string, unit: number])[] = [
  [[0x00, 0x00, 0xfe, 0xff], 'utf-32be', 4],
  [[0xff, 0xfe, 0x00, 0x00], 'utf-32le', 4],
  [[0xef, 0xbb, 0xbf], 'utf-8', 1],
  [[0xff, 0xfe], 'utf-16le', 2],
  [[0xfe, 0xff], 'utf-16be', 2],
];
const DECLARATION = /^<\?xml[^?>]*?\sencoding\s*=\s*(["'])([^"']*)\1/;
const LONGEST_DECLARATION = 1024;

/**
 * The encoding of a text property list, in the order of encodingForXMLData (CFPropertyList.c): byte order mark, zero bytes of
 * UTF-16 without one, the declaration if it is the very first thing, else UTF-8. An encoding that cannot be is a problem and
 * read as UTF-8: a file that some reader loads must not be lost for its label.
 */
export function detectEncoding(bytes: Uint8Array, notes: PlistNotes): DetectedEncoding {
  for (const [mark, label, unit] of MARKS)
    if (mark.every((byte, index) => bytes[index] === byte)) return { label, start: mark.length, unit };
  if (bytes.length >= 2 && (bytes[0] === 0) !== (bytes[1] === 0)) {
    notes.add('encoding', 0, 'UTF-16 without a byte order mark (CoreFoundation misreads it)');
    return { label: bytes[0] === 0 ? 'utf-16be' : 'utf-16le', start: 0, unit: 2 };
  }
  const declared = DECLARATION.exec(latin1Text(bytes, 0, Math.min(bytes.length, LONGEST_DECLARATION)))?.[2];
  return { label: declared === undefined ? 'utf-8' : usableLabel(declared, notes), start: 0, unit: 1 };
}

function usableLabel(declared: string, notes: PlistNotes): string {
  const label = standardLabel(declared);
  if (label !== null && !label.startsWith('utf-16')) return label;
  notes.add('encoding', 0, `declares the encoding ${JSON.stringify(declared)}, read as UTF-8`);
  return 'utf-8';
}

function standardLabel(declared: string): string | null {
  if (/^utf-?8$/i.test(declared)) return 'utf-8';
  try {
    return new TextDecoder(declared).encoding;
  } catch {
    return null;
  }
}
