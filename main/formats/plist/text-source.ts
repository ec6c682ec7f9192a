import { latin1Text, utf16Text } from '../text-slice.ts';
import { detectEncoding } from './encoding.ts';
import type { PlistNotes } from './plist-notes.ts';

/** Text to parse, and where in the file each position of it stands. */
export interface TextSource {
  readonly text: string;
  /** Bytes from the start of the file, of a position in `text`. */
  readonly offsetOf: (position: number) => number;
}

/**
 * The file as UTF-8 bytes, one character a byte, as CoreFoundation parses XML: markup is ASCII, so that only text which is
 * kept has to be decoded. For encodings of several bytes a character other than UTF-8 and UTF-16, offsets count characters.
 */
export function utf8Source(bytes: Uint8Array, notes: PlistNotes): TextSource {
  const { label, start, unit } = detectEncoding(bytes, notes);
  if (label === 'utf-8')
    return { text: latin1Text(bytes, start, bytes.length), offsetOf: (position) => start + position };
  const utf8 = Buffer.from(decode(bytes.subarray(start), label), 'utf8');
  const text = latin1Text(utf8, 0, utf8.length);
  return {
    text,
    offsetOf: counted((from, to) => unit * utf8.subarray(from, to).toString('utf8').length, start),
  };
}

/** The file as text, for the formats whose text CoreFoundation converts first (OpenStep) or that came later (JSON). */
export function textSource(bytes: Uint8Array, notes: PlistNotes): TextSource {
  const { label, start, unit } = detectEncoding(bytes, notes);
  if (label === 'utf-8' && !isUtf8(bytes)) {
    notes.add('invalid-text', start, 'bytes that are not UTF-8: all is read as Latin-1');
    return { text: latin1Text(bytes, start, bytes.length), offsetOf: (position) => start + position };
  }
  const text = decode(bytes.subarray(start), label);
  if (label !== 'utf-8') return { text, offsetOf: (position) => start + unit * position };
  return { text, offsetOf: counted((from, to) => Buffer.byteLength(text.slice(from, to), 'utf8'), start) };
}

/** Offsets by counting, from where the last question was answered if that lies before. */
function counted(size: (from: number, to: number) => number, start: number): (position: number) => number {
  let known = 0;
  let offset = start;
  return (position) => {
    const base = position < known ? start : offset;
    offset = base + size(position < known ? 0 : known, position);
    known = position;
    return offset;
  };
}

/** UTF-8 bytes, one character a byte, as text; what is not UTF-8 becomes U+FFFD and a problem. */
export function utf8Text(raw: string, notes: PlistNotes, offset: () => number): string {
  if (!/[\x80-\xff]/.test(raw)) return raw;
  const bytes = Buffer.from(raw, 'latin1');
  const text = bytes.toString('utf8');
  if (text.includes('\ufffd') && !isUtf8(bytes))
    notes.add('invalid-text', offset, 'bytes that are not UTF-8 (CoreFoundation refuses the file)');
  return text;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function decode(bytes: Uint8Array, label: string): string {
  if (label === 'utf-16le') return utf16Text(bytes, 0, bytes.length & ~1);
  if (label === 'utf-16be') {
    const swapped = Buffer.from(bytes.subarray(0, bytes.length & ~1)).swap16();
    return utf16Text(swapped, 0, swapped.length);
  }
  if (label === 'utf-32le' || label === 'utf-32be') return utf32Text(bytes, label === 'utf-32le');
  return new TextDecoder(label, { ignoreBOM: true }).decode(bytes);
}

function utf32Text(bytes: Uint8Array, littleEndian: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let text = '';
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const point = view.getUint32(at, littleEndian);
    text += point > 0x10ffff ? '\ufffd' : String.fromCodePoint(point);
  }
  return text;
}
