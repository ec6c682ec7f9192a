import { latin1Text } from '../text-slice.ts';
import { detectEncoding } from './encoding.ts';
import { PlistNotes } from './plist-notes.ts';
import { textSource } from './text-source.ts';

export type PlistFormat = 'xml' | 'binary' | 'json' | 'openstep';

/** As much of a file as the decision may take; comments before the first value may fill it. */
const HEAD = 4096;
/** Any markup; `<0fbd77>` is OpenStep data. */
const XML = /^\s*<(?![0-9a-fA-F\s]*>)[?!A-Za-z]/;
const OPENSTEP_GAP = String.raw`(?:\s|\/\/[^\n\r]*[\n\r]|\/\*(?:[^*]|\*(?!\/))*\*\/)*`;
const JSON_START = /^\s*(?:\[|\{\s*"(?:[^"\\]|\\.)*"\s*:)/;
const OPENSTEP_START = new RegExp(
  `^${OPENSTEP_GAP}(?:[{(]|<[0-9a-fA-F\\s]*>|(?:"(?:[^"\\\\]|\\\\.)*"|[\\w$/:.-]+)${OPENSTEP_GAP}[=;])`,
);

/**
 * Which property list format the bytes begin like; null for none. Only the first 4 KiB are looked at and nothing is proven.
 * `{}` is OpenStep, because CoreFoundation tries that before anyone tries JSON.
 */
export function recognisePlist(bytes: Uint8Array): PlistFormat | null {
  if (latin1Text(bytes, 0, Math.min(bytes.length, 6)) === 'bplist') return 'binary';
  const notes = new PlistNotes();
  const { label } = detectEncoding(bytes, notes);
  const head =
    label === 'utf-8'
      ? latin1Text(bytes, 0, Math.min(bytes.length, HEAD)).replace(/^\xef\xbb\xbf/, '')
      : textSource(bytes.subarray(0, HEAD), notes).text;
  if (XML.test(head)) return 'xml';
  if (JSON_START.test(head)) return 'json';
  return OPENSTEP_START.test(head) ? 'openstep' : null;
}
