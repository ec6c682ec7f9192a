/**
 * Test data: a self-relative SECURITY_DESCRIPTOR ([MS-DTYP] 2.4.6) from SDDL text with the aliases and rights that service and key
 * descriptors use. It is written from the specification on its own, so that decoders are not tested against themselves.
 */
const SIDS: Readonly<Record<string, readonly number[]>> = {
  WD: [1, 0],
  CO: [3, 0],
  IU: [5, 4],
  SU: [5, 6],
  AN: [5, 7],
  AU: [5, 11],
  SY: [5, 18],
  LS: [5, 19],
  NS: [5, 20],
  BA: [5, 32, 544],
  BU: [5, 32, 545],
  BG: [5, 32, 546],
  PU: [5, 32, 547],
  SO: [5, 32, 549],
  AC: [15, 2, 1],
};

const RIGHTS: Readonly<Record<string, number>> = {
  CC: 0x1,
  DC: 0x2,
  LC: 0x4,
  SW: 0x8,
  RP: 0x10,
  WP: 0x20,
  DT: 0x40,
  LO: 0x80,
  CR: 0x100,
  SD: 0x10000,
  RC: 0x20000,
  WD: 0x40000,
  WO: 0x80000,
  GA: 0x10000000,
  GX: 0x20000000,
  GW: 0x40000000,
  GR: 0x80000000,
  KA: 0xf003f,
  KR: 0x20019,
  KW: 0x20006,
  KX: 0x20019,
};

const FLAGS: Readonly<Record<string, number>> = { OI: 1, CI: 2, NP: 4, IO: 8, ID: 0x10 };

/** `owner` and `group` as O: and G:, the DACL as D:; a descriptor without D: has a null DACL. */
export function securityDescriptor(sddl: string): Uint8Array {
  const owner = sid(/O:(.*?)(?=G:|D:|S:|$)/.exec(sddl)?.[1] || 'BA');
  const group = sid(/G:(.*?)(?=D:|S:|$)/.exec(sddl)?.[1] || 'SY');
  const dacl = /D:([A-Z]*)((?:\([^)]*\))*)/.exec(sddl);
  const header = Buffer.alloc(20);
  header[0] = 1;
  header.writeUInt16LE(0x8000 | (dacl ? 0x4 : 0), 2);
  const acl = dacl
    ? accessList([...(dacl[2] ?? '').matchAll(/\(([^)]*)\)/g)].map((ace) => ace[1] ?? ''))
    : null;
  let offset = 20;
  if (acl !== null) {
    header.writeUInt32LE(offset, 16);
    offset += acl.length;
  }
  header.writeUInt32LE(offset, 4);
  offset += owner.length;
  header.writeUInt32LE(offset, 8);
  return Buffer.concat([header, ...(acl === null ? [] : [acl]), owner, group]);
}

function accessList(aces: readonly string[]): Buffer {
  const entries = aces.map((text) => {
    const [type, flags, rights, , , trustee] = text.split(';');
    const who = sid(trustee ?? '');
    const head = Buffer.alloc(8);
    head[0] = type === 'D' ? 1 : 0;
    head[1] = pairs(flags ?? '').reduce((bits, flag) => bits | (FLAGS[flag] ?? 0), 0);
    head.writeUInt16LE(8 + who.length, 2);
    const mask = /^0x/i.test(rights ?? '')
      ? Number(rights)
      : pairs(rights ?? '').reduce((bits, right) => (bits | (RIGHTS[right] ?? 0)) >>> 0, 0);
    head.writeUInt32LE(mask >>> 0, 4);
    return Buffer.concat([head, who]);
  });
  const head = Buffer.alloc(8);
  head[0] = 2;
  head.writeUInt16LE(8 + entries.reduce((sum, entry) => sum + entry.length, 0), 2);
  head.writeUInt16LE(entries.length, 4);
  return Buffer.concat([head, ...entries]);
}

function pairs(text: string): string[] {
  return text.match(/../g) ?? [];
}

function sid(text: string): Buffer {
  const parts = SIDS[text] ?? text.replace(/^S-1-/, '').split('-').map(Number);
  const [authority, ...subAuthorities] = parts;
  if (authority === undefined || parts.some(Number.isNaN)) throw new Error(`no SID: ${text}`);
  const bytes = Buffer.alloc(8 + 4 * subAuthorities.length);
  bytes[0] = 1;
  bytes[1] = subAuthorities.length;
  bytes.writeUIntBE(authority, 2, 6);
  subAuthorities.forEach((value, index) => {
    bytes.writeUInt32LE(value, 8 + 4 * index);
  });
  return bytes;
}
