import { MAX_ACES } from '../../../shared/limits.ts';
import { ByteCursor } from '../byte-cursor.ts';
import { ParseError } from '../parse-error.ts';
import { type Ace, readAce } from './ace.ts';

/** An access control list ([MS-DTYP] 2.4.5). */
export interface Acl {
  readonly revision: number;
  readonly aces: readonly Ace[];
}

const HEADER_SIZE = 8;

/** Decodes the ACL at `offset` of a descriptor. Throws ParseError; an ACL with one broken ACE is broken. */
export function readAcl(bytes: Uint8Array, offset: number, what: string): Acl {
  const cursor = new ByteCursor(bytes);
  cursor.seek(offset, what);
  const revision = cursor.u8(`${what} revision`);
  if (revision < 1 || revision > 4)
    throw new ParseError(what, offset, `revision ${revision} is none of 1 to 4`);
  cursor.skip(1, `${what} padding`);
  const size = cursor.u16(`${what} size`);
  const count = cursor.u16(`${what} ACE count`);
  cursor.skip(2, `${what} padding`);
  const end = offset + size;
  if (size < HEADER_SIZE || end > bytes.length) {
    throw new ParseError(
      what,
      offset,
      `size ${size} does not fit into the ${bytes.length - offset} bytes there are`,
    );
  }
  if (count > MAX_ACES)
    throw new ParseError(what, offset, `${count} ACEs, at most ${MAX_ACES} fit into an ACL`);
  const aces: Ace[] = [];
  for (let at = 0; at < count; at++) aces.push(readAce(cursor, end));
  return { revision, aces };
}
