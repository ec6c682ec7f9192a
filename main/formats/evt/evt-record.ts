import { ByteCursor } from '../byte-cursor.ts';
import { ParseError } from '../parse-error.ts';
import { readSid } from '../security-descriptor/sid.ts';
import { utf16Text } from '../text-slice.ts';
import { EVT_SIGNATURE } from './evt-header.ts';

/** The fixed part of EVENTLOGRECORD; it never lies across the end of the file. */
export const EVT_RECORD_FIXED = 56;
/** With two empty names and the repeated length. */
export const EVT_RECORD_SMALLEST = EVT_RECORD_FIXED + 8;

/** One record of a log of Windows NT to Server 2003. */
export interface EvtRecord {
  readonly recordNumber: number;
  /** Bytes from the start of the file. */
  readonly offset: number;
  /** ISO 8601 UTC, whole seconds: when the event was submitted, and when it was written. */
  readonly generated: string;
  readonly written: string;
  /** The low 16 bits of the identifier: what Event Viewer shows. */
  readonly eventId: number;
  /** The high 16 bits: severity, customer bit and facility. */
  readonly qualifiers: number;
  /** 0 success, 1 error, 2 warning, 4 information, 8 success audit, 16 failure audit. */
  readonly eventType: number;
  readonly category: number;
  readonly source: string;
  readonly computer: string;
  readonly userSid: string | null;
  readonly strings: readonly string[];
  /** Binary data in hexadecimal; '' for none. */
  readonly data: string;
  /** Found by its signature, not by following the log from its oldest record: overwritten remains, or behind damage. */
  readonly recovered: boolean;
}

/**
 * EVENTLOGRECORD (Microsoft Learn, "EVENTLOGRECORD structure"). `bytes` is the record alone, as long as its first field says;
 * `offset` its place in the file. `problems` says what of the variable part could not be read. Throws ParseError when the
 * record has no signature, does not repeat its length at its end, or is too short.
 */
export function readEvtRecord(
  bytes: Uint8Array,
  offset: number,
  recovered: boolean,
): { readonly record: EvtRecord; readonly problems: readonly string[] } {
  const cursor = new ByteCursor(bytes);
  const length = cursor.u32('record length');
  if (length !== bytes.length || length < EVT_RECORD_SMALLEST) {
    throw new ParseError('event record', offset, `a length of ${length}`);
  }
  if (cursor.u32('record signature') !== EVT_SIGNATURE)
    throw new ParseError('event record', offset + 4, 'no signature LfLe');
  const repeated = cursor.view.getUint32(length - 4, true);
  if (repeated !== length) {
    throw new ParseError('event record', offset + length - 4, `ends with length ${repeated}, not ${length}`);
  }
  const recordNumber = cursor.u32('record number');
  const generated = secondsToIso(cursor.u32('time generated'));
  const written = secondsToIso(cursor.u32('time written'));
  const eventId = cursor.u16('event identifier');
  const qualifiers = cursor.u16('event qualifiers');
  const eventType = cursor.u16('event type');
  const stringCount = cursor.u16('number of strings');
  const category = cursor.u16('event category');
  cursor.skip(6, 'reserved flags and closing record number');
  const stringOffset = cursor.u32('offset of strings');
  const sidLength = cursor.u32('length of the user SID');
  const sidOffset = cursor.u32('offset of the user SID');
  const dataLength = cursor.u32('length of data');
  const dataOffset = cursor.u32('offset of data');

  const problems: string[] = [];
  const end = length - 4;
  const names = wideTexts(bytes, cursor.position, end, 2);
  if (names.length < 2) problems.push('source and computer name do not end inside the record');
  const strings = stringCount === 0 ? [] : wideTexts(bytes, stringOffset, end, stringCount);
  if (strings.length < stringCount) problems.push(`${strings.length} of ${stringCount} strings are there`);
  const hasData = dataOffset <= end && dataLength <= end - dataOffset;
  if (!hasData && dataLength > 0) problems.push(`data of ${dataLength} bytes reach past the record`);
  return {
    record: {
      recordNumber,
      offset,
      generated,
      written,
      eventId,
      qualifiers,
      eventType,
      category,
      source: names[0] ?? '',
      computer: names[1] ?? '',
      userSid: sidLength === 0 ? null : userSid(bytes, sidOffset, Math.min(sidLength, end), end, problems),
      strings,
      data: hasData ? Buffer.from(bytes.subarray(dataOffset, dataOffset + dataLength)).toString('hex') : '',
      recovered,
    },
    problems,
  };
}

/** time_t of 32 bits, unsigned as the structure states. */
function secondsToIso(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}

/** Up to `count` texts of UTF-16LE, each ended by a zero, between `start` and `end`; fewer where the zeros are missing. */
function wideTexts(bytes: Uint8Array, start: number, end: number, count: number): string[] {
  const texts: string[] = [];
  let from = start;
  for (let at = start; at + 2 <= end && texts.length < count; at += 2) {
    if (bytes[at] !== 0 || bytes[at + 1] !== 0) continue;
    texts.push(utf16Text(bytes, from, at));
    from = at + 2;
  }
  return texts;
}

function userSid(
  bytes: Uint8Array,
  start: number,
  length: number,
  end: number,
  problems: string[],
): string | null {
  if (start > end || length > end - start) {
    problems.push('the user SID reaches past the record');
    return null;
  }
  try {
    return readSid(new ByteCursor(bytes.subarray(start, start + length)), 'user');
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    problems.push(error.message);
    return null;
  }
}
