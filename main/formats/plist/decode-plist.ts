import { MAX_PLIST_SIZE } from '../../../shared/limits.ts';
import { ParseError } from '../parse-error.ts';
import { decodeBinaryPlist } from './binary-plist.ts';
import { decodeJsonPlist } from './json-plist.ts';
import { decodeOpenStepPlist } from './openstep-plist.ts';
import { PlistNotes, type PlistProblem } from './plist-notes.ts';
import type { PlistValue } from './plist-value.ts';
import { type PlistFormat, recognisePlist } from './recognise-plist.ts';
import { decodeXmlPlist } from './xml-plist.ts';

export interface Plist {
  readonly format: PlistFormat;
  readonly value: PlistValue;
  /** What was read all the same; at most MAX_DIAGNOSTICS_PER_FILE. */
  readonly problems: readonly PlistProblem[];
}

const DECODERS: Readonly<Record<PlistFormat, (bytes: Uint8Array, notes: PlistNotes) => PlistValue>> = {
  xml: decodeXmlPlist,
  binary: decodeBinaryPlist,
  json: decodeJsonPlist,
  openstep: decodeOpenStepPlist,
};

/**
 * Decodes a property list of any format that macOS loads (plist(5), CFPropertyList.h): XML, binary "bplist00", JSON, OpenStep.
 * What begins like none is tried as OpenStep, CoreFoundation's last resort, whose grammar takes a lone word for a string.
 * Throws ParseError with the offset from the start of `bytes` and what was expected there.
 */
export function decodePlist(bytes: Uint8Array): Plist {
  if (bytes.length === 0) throw new ParseError('plist', 0, 'expected a property list, the file is empty');
  if (bytes.length > MAX_PLIST_SIZE)
    throw new ParseError('plist', 0, `${bytes.length} bytes are more than ${MAX_PLIST_SIZE}`);
  const format = recognisePlist(bytes) ?? 'openstep';
  const notes = new PlistNotes();
  const value = DECODERS[format](bytes, notes);
  return { format, value, problems: notes.problems };
}
