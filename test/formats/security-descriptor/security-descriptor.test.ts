import { describe, expect, it } from 'vitest';
import { ParseError } from '../../../main/formats/parse-error.ts';
import { securityDescriptorToSddl } from '../../../main/formats/security-descriptor/descriptor-to-sddl.ts';
import { decodeSecurityDescriptor } from '../../../main/formats/security-descriptor/security-descriptor.ts';
import { securityDescriptor } from '../../support/security-descriptor-writer.ts';
import { accessList, descriptor, sidBytes } from './descriptor-bytes.ts';

const SERVICE =
  'O:SYG:SYD:(A;;CCLCSWRPWPDTLOCRRC;;;SY)(A;;CCDCLCSWRPWPDTLOCRSDRCWDWO;;;BA)(A;;CCLCSWLOCRRC;;;IU)(D;;DCLCWPDTSD;;;SU)';

/** The decoder's answer, or the ParseError; anything else fails the test. */
function tryDecode(bytes: Uint8Array): void {
  try {
    securityDescriptorToSddl(bytes, 'key');
  } catch (error) {
    expect(error).toBeInstanceOf(ParseError);
  }
}

describe('securityDescriptorToSddl', () => {
  it('writes the descriptor of a service as Windows does', () => {
    expect(securityDescriptorToSddl(securityDescriptor(SERVICE), 'service')).toBe(SERVICE);
  });

  it('writes whole masks of a key as KA, KR, KW', () => {
    const sddl = 'O:BAG:SYD:(A;CI;KR;;;BU)(A;CIIO;GA;;;CO)(A;CIID;KA;;;BA)(A;;KW;;;AU)(A;;0x40019;;;WD)';
    expect(securityDescriptorToSddl(securityDescriptor(sddl), 'key')).toBe(
      sddl.replace('0x40019', 'CCSWRPWD'),
    );
  });

  it('keeps SIDs that have no alias, and those of a domain', () => {
    const sddl =
      'O:S-1-5-21-1-2-3-1001G:SYD:(A;;KA;;;S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464)';
    expect(securityDescriptorToSddl(securityDescriptor(sddl), 'key')).toBe(sddl);
  });

  it('tells a missing DACL from one that is NULL and one that is empty', () => {
    expect(securityDescriptorToSddl(descriptor({}), 'key')).toBe('');
    expect(securityDescriptorToSddl(descriptor({ control: 0x8004 }), 'key')).toBe('D:NO_ACCESS_CONTROL');
    expect(securityDescriptorToSddl(descriptor({ control: 0x9404, dacl: accessList([]) }), 'key')).toBe(
      'D:PAI',
    );
  });

  it('writes audit ACEs, mandatory labels, object and conditional ACEs', () => {
    const guid = [
      0x67, 0xd1, 0x90, 0xbc, 0x70, 0x94, 0x39, 0x41, 0xa9, 0xba, 0xbe, 0x0b, 0xbb, 0xf5, 0xb7, 0x4d,
    ];
    const exists = [...Buffer.from('artx'), 0xf9, 4, 0, 0, 0, ...Buffer.from('ab', 'utf16le'), 0x87, 0, 0];
    const sacl = accessList([
      { type: 2, flags: 0x80, mask: 0xf01ff, sid: sidBytes(1, 0) },
      { type: 0x11, mask: 1, sid: sidBytes(16, 4096) },
    ]);
    const dacl = accessList([
      { type: 5, mask: 0x10, object: { flags: 1, guids: guid }, sid: sidBytes(5, 11) },
      { type: 9, mask: 0x20019, sid: sidBytes(5, 32, 545), data: exists },
      { type: 0x0c, mask: 1, object: { flags: 0, guids: [] }, sid: sidBytes(1, 0), data: [1, 2, 3, 4] },
    ]);
    expect(securityDescriptorToSddl(descriptor({ control: 0x8014, sacl, dacl }), 'key')).toBe(
      'D:(OA;;RP;bc90d167-9470-4139-a9ba-be0bbbf5b74d;;AU)(XA;;KR;;;BU;(Exists @User.ab))(ZD;;CC;;;WD;#01020304)' +
        'S:(AU;FA;CCDCLCSWRPWPDTLOCRSDRCWDWO;;;WD)(ML;;NW;;;LW)',
    );
  });

  it('keeps ACEs of unknown shape', () => {
    const dacl = accessList([{ type: 0x44, raw: [9, 9, 9, 9] }]);
    expect(securityDescriptorToSddl(descriptor({ control: 0x8004, dacl }), 'key')).toBe(
      'D:(0x44;;;;;;#09090909)',
    );
  });
});

describe('decodeSecurityDescriptor', () => {
  const whole = securityDescriptor(SERVICE);

  it('is a ParseError at every truncation', () => {
    for (let length = 0; length < whole.length; length++) {
      expect(() => decodeSecurityDescriptor(whole.subarray(0, length))).toThrow(ParseError);
    }
  });

  it('throws nothing but ParseError for any flipped bit', () => {
    for (let at = 0; at < whole.length * 8; at++) {
      const bytes = Uint8Array.from(whole);
      bytes[at >> 3] = (bytes[at >> 3] ?? 0) ^ (1 << (at & 7));
      tryDecode(bytes);
    }
  });

  it.each([
    ['owner', 4],
    ['group', 8],
    ['DACL', 16],
  ])('refuses an offset of the %s that lies in the header or outside', (_, field) => {
    for (const offset of [1, field, 19, whole.length - 1, whole.length, 0x7fffffff, 0xffffffff]) {
      const bytes = Uint8Array.from(whole);
      new DataView(bytes.buffer).setUint32(field, offset, true);
      expect(() => decodeSecurityDescriptor(bytes)).toThrow(ParseError);
    }
  });

  it('reads parts that overlap, which cannot loop', () => {
    const bytes = Uint8Array.from(whole);
    const view = new DataView(bytes.buffer);
    view.setUint32(8, view.getUint32(4, true), true);
    const decoded = decodeSecurityDescriptor(bytes);
    expect(decoded.group).toBe(decoded.owner);
  });

  it('refuses more ACEs than the ACL has room for', () => {
    const bytes = Uint8Array.from(whole);
    new DataView(bytes.buffer).setUint16(20 + 4, 0xffff, true);
    expect(() => decodeSecurityDescriptor(bytes)).toThrow(/65535 ACEs/);
  });

  it('refuses an ACE that is smaller than its SID', () => {
    const bytes = Uint8Array.from(whole);
    new DataView(bytes.buffer).setUint16(20 + 8 + 2, 16, true);
    expect(() => decodeSecurityDescriptor(bytes)).toThrow(/does not fit into 16 bytes/);
  });
});
