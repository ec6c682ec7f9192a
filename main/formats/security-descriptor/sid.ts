import type { ByteCursor } from '../byte-cursor.ts';
import { ParseError } from '../parse-error.ts';

/** SID_MAX_SUB_AUTHORITIES ([MS-DTYP] 2.4.2.2). */
const MAX_SUB_AUTHORITIES = 15;

/**
 * Reads a SID ([MS-DTYP] 2.4.2.2) at the cursor and gives it in text form (2.4.2.1): `S-1-5-18`. An authority of more
 * than 32 bits is written in hexadecimal, as there. Throws ParseError.
 */
export function readSid(cursor: ByteCursor, what: string): string {
  const start = cursor.position;
  const revision = cursor.u8(`${what} SID revision`);
  if (revision !== 1) throw new ParseError(`${what} SID`, start, `revision ${revision} instead of 1`);
  const count = cursor.u8(`${what} SID sub-authority count`);
  if (count > MAX_SUB_AUTHORITIES) {
    throw new ParseError(
      `${what} SID`,
      start,
      `${count} sub-authorities, at most ${MAX_SUB_AUTHORITIES} are allowed`,
    );
  }
  const at = cursor.position;
  cursor.skip(6, `${what} SID identifier authority`);
  // The one number of a SID that is stored big-endian.
  const authority = cursor.view.getUint16(at) * 0x1_0000_0000 + cursor.view.getUint32(at + 2);
  let text = `S-1-${authority <= 0xffff_ffff ? authority : `0x${authority.toString(16).padStart(12, '0')}`}`;
  const name = `${what} SID sub-authority`;
  for (let index = 0; index < count; index++) text += `-${cursor.u32(name)}`;
  return text;
}
