import { ByteCursor } from '../byte-cursor.ts';
import { ParseError } from '../parse-error.ts';
import { type Acl, readAcl } from './acl.ts';
import { readSid } from './sid.ts';

/** Bits of Control ([MS-DTYP] 2.4.6) that decide what is there and how it is written. */
export const SE_DACL_PRESENT = 0x0004;
export const SE_SACL_PRESENT = 0x0010;
export const SE_DACL_AUTO_INHERIT_REQ = 0x0100;
export const SE_SACL_AUTO_INHERIT_REQ = 0x0200;
export const SE_DACL_AUTO_INHERITED = 0x0400;
export const SE_SACL_AUTO_INHERITED = 0x0800;
export const SE_DACL_PROTECTED = 0x1000;
export const SE_SACL_PROTECTED = 0x2000;
const SE_SELF_RELATIVE = 0x8000;

export interface SecurityDescriptor {
  /** The 16 control bits. */
  readonly control: number;
  readonly owner: string | null;
  readonly group: string | null;
  /** null: absent, or present without a list; either way everyone may do everything. */
  readonly dacl: Acl | null;
  readonly sacl: Acl | null;
}

const HEADER_SIZE = 20;

/** Decodes a self-relative SECURITY_DESCRIPTOR ([MS-DTYP] 2.4.6). Throws ParseError. */
export function decodeSecurityDescriptor(bytes: Uint8Array): SecurityDescriptor {
  const cursor = new ByteCursor(bytes);
  const revision = cursor.u8('security descriptor revision');
  if (revision !== 1) throw new ParseError('security descriptor', 0, `revision ${revision} instead of 1`);
  cursor.skip(1, 'security descriptor padding');
  const control = cursor.u16('security descriptor control');
  if ((control & SE_SELF_RELATIVE) === 0) throw new ParseError('security descriptor', 2, 'not self-relative');
  const ownerAt = cursor.u32('owner offset');
  const groupAt = cursor.u32('group offset');
  const saclAt = cursor.u32('SACL offset');
  const daclAt = cursor.u32('DACL offset');
  return {
    control,
    owner: sidAt(bytes, ownerAt, 'owner'),
    group: sidAt(bytes, groupAt, 'group'),
    sacl: (control & SE_SACL_PRESENT) !== 0 ? aclAt(bytes, saclAt, 'SACL') : null,
    dacl: (control & SE_DACL_PRESENT) !== 0 ? aclAt(bytes, daclAt, 'DACL') : null,
  };
}

function sidAt(bytes: Uint8Array, offset: number, what: string): string | null {
  if (offset === 0) return null;
  checkOffset(offset, what);
  const cursor = new ByteCursor(bytes);
  cursor.seek(offset, what);
  return readSid(cursor, what);
}

function aclAt(bytes: Uint8Array, offset: number, what: string): Acl | null {
  if (offset === 0) return null;
  checkOffset(offset, what);
  return readAcl(bytes, offset, what);
}

/** Parts may overlap each other (Windows lets owner and group share a SID), but never the header. */
function checkOffset(offset: number, what: string): void {
  if (offset < HEADER_SIZE) throw new ParseError(what, offset, 'lies inside the header of its descriptor');
}
