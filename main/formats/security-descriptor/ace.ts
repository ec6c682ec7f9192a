import type { ByteCursor } from '../byte-cursor.ts';
import { readGuid } from '../guid.ts';
import { ParseError } from '../parse-error.ts';
import { readSid } from './sid.ts';

/** One access control entry ([MS-DTYP] 2.4.4). */
export interface Ace {
  /** AceType as stored, e.g. 0 for ACCESS_ALLOWED_ACE_TYPE. */
  readonly type: number;
  readonly flags: number;
  /** Access mask, unsigned; 0 for an ACE of unknown shape. */
  readonly mask: number;
  /** null for an ACE of unknown shape. */
  readonly sid: string | null;
  readonly objectType: string | null;
  readonly inheritedObjectType: string | null;
  /** Conditional expression, resource attribute or policy after the SID; the whole body for an unknown shape. */
  readonly data: Uint8Array;
  /** Bytes from the start of the descriptor. */
  readonly offset: number;
}

/** Mask, flags, optional GUIDs, SID: object ACEs, plain and callback. */
const OBJECT_TYPES = new Set([0x05, 0x06, 0x07, 0x08, 0x0b, 0x0c, 0x0f, 0x10]);
/** Mask, SID, data: everything else but the compound ACE (4), which no Windows writes. */
const PLAIN_TYPES = new Set([0x00, 0x01, 0x02, 0x03, 0x09, 0x0a, 0x0d, 0x0e, 0x11, 0x12, 0x13, 0x14, 0x15]);
/** AceFlags and mask precede every SID. */
const HEADER_SIZE = 4;

/** Reads the ACE at the cursor, which must end at or before `end`; leaves the cursor behind it. Throws ParseError. */
export function readAce(cursor: ByteCursor, end: number): Ace {
  const offset = cursor.position;
  if (offset + HEADER_SIZE > end)
    throw new ParseError('ACE', offset, `needs ${HEADER_SIZE} bytes of its ACL`);
  const type = cursor.u8('AceType');
  const flags = cursor.u8('AceFlags');
  const size = cursor.u16('AceSize');
  const aceEnd = offset + size;
  if (size < HEADER_SIZE) throw new ParseError('ACE', offset, `size ${size} is smaller than its header`);
  if (aceEnd > end) throw new ParseError('ACE', offset, `size ${size} reaches beyond its ACL`);
  let mask = 0;
  let sid: string | null = null;
  let objectType: string | null = null;
  let inheritedObjectType: string | null = null;
  const isObject = OBJECT_TYPES.has(type);
  if (isObject || PLAIN_TYPES.has(type)) {
    mask = cursor.u32('access mask');
    const present = isObject ? cursor.u32('object ACE flags') : 0;
    if ((present & 1) !== 0) objectType = readGuid(cursor, 'ObjectType');
    if ((present & 2) !== 0) inheritedObjectType = readGuid(cursor, 'InheritedObjectType');
    sid = readSid(cursor, 'ACE');
    if (cursor.position > aceEnd)
      throw new ParseError('ACE', offset, `its SID does not fit into ${size} bytes`);
  }
  const data = cursor.slice(aceEnd - cursor.position, 'ACE data');
  return { type, flags, mask, sid, objectType, inheritedObjectType, data, offset };
}
