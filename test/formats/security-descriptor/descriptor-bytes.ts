/** Bytes of descriptors, field by field ([MS-DTYP] 2.4), for shapes that SDDL text cannot say. */
export interface AceBytes {
  readonly type: number;
  readonly flags?: number;
  readonly mask?: number;
  readonly sid?: readonly number[];
  readonly object?: { readonly flags: number; readonly guids: readonly number[] };
  readonly data?: readonly number[];
  /** Replaces everything behind the ACE header. */
  readonly raw?: readonly number[];
}

export function sidBytes(authority: number, ...subAuthorities: number[]): number[] {
  return [1, subAuthorities.length, 0, 0, 0, 0, 0, authority, ...subAuthorities.flatMap(u32)];
}

export function accessList(aces: readonly AceBytes[]): number[] {
  const bodies = aces.map(({ type, flags = 0, mask = 0, sid = [], object, data = [], raw }) => {
    const body = raw ?? [
      ...u32(mask),
      ...(object ? [...u32(object.flags), ...object.guids] : []),
      ...sid,
      ...data,
    ];
    return [type, flags, ...u16(4 + body.length), ...body];
  });
  const size = 8 + bodies.reduce((sum, body) => sum + body.length, 0);
  return [4, 0, ...u16(size), ...u16(aces.length), 0, 0, ...bodies.flat()];
}

export function descriptor(parts: {
  readonly control?: number;
  readonly sacl?: readonly number[];
  readonly dacl?: readonly number[];
}): Uint8Array {
  const { control = 0x8000, sacl = [], dacl = [] } = parts;
  const saclAt = sacl.length === 0 ? 0 : 20;
  const daclAt = dacl.length === 0 ? 0 : 20 + sacl.length;
  return Uint8Array.from([
    1,
    0,
    ...u16(control),
    ...u32(0),
    ...u32(0),
    ...u32(saclAt),
    ...u32(daclAt),
    ...sacl,
    ...dacl,
  ]);
}

function u16(value: number): number[] {
  return [value & 0xff, (value >> 8) & 0xff];
}

function u32(value: number): number[] {
  return [...u16(value & 0xffff), ...u16(value >>> 16)];
}
