import { describe, expect, it } from 'vitest';
import { parseSddl } from '../../../shared/security/sddl.ts';

describe('parseSddl', () => {
  it('reads owner, group, flags and ACEs', () => {
    const parsed = parseSddl(
      'O:BAG:S-1-5-21-1-2-3-513D:PAI(A;OICI;KA;;;SY)(D;IO;0x2;;;WD)S:AI(AU;SAFA;WD;;;WD)',
    );
    expect(parsed).toMatchObject({
      ok: true,
      value: {
        owner: 'S-1-5-32-544',
        group: 'S-1-5-21-1-2-3-513',
        daclFlags: ['P', 'AI'],
        dacl: [
          {
            type: 'A',
            effect: 'allow',
            flags: ['OI', 'CI'],
            mask: 0xf003f,
            sid: 'S-1-5-18',
            condition: null,
          },
          { type: 'D', effect: 'deny', flags: ['IO'], mask: 2, sid: 'S-1-1-0' },
        ],
        saclFlags: ['AI'],
        sacl: [{ type: 'AU', effect: 'other', flags: ['SA', 'FA'], mask: 0x40000 }],
      },
    });
  });

  it('tells no DACL, a NULL one and an empty one apart', () => {
    expect(parseSddl('O:SY')).toMatchObject({ value: { dacl: null } });
    expect(parseSddl('D:NO_ACCESS_CONTROL')).toMatchObject({ value: { dacl: null } });
    expect(parseSddl('D:')).toMatchObject({ value: { dacl: [] } });
  });

  it('keeps conditions with parentheses, semicolons and quotes', () => {
    const parsed = parseSddl('D:(XA;;GA;;;BU;(@User.a == "x;)(" && (Exists b)))(A;;GR;;;WD)');
    expect(parsed).toMatchObject({
      value: {
        dacl: [{ condition: '(@User.a == "x;)(" && (Exists b))', mask: 0x10000000 }, { mask: 0x80000000 }],
      },
    });
  });

  it('takes lower case and spaces, decimal and octal masks, aliases of a domain', () => {
    const parsed = parseSddl(' o:da d:(a; ci ;16;;;sy) (a;;020;;;bu)');
    expect(parsed).toMatchObject({
      value: {
        owner: 'S-1-5-21-512',
        dacl: [
          { mask: 16, flags: ['CI'] },
          { mask: 16, sid: 'S-1-5-32-545' },
        ],
      },
    });
  });

  it.each([
    'X:BA',
    'O:??',
    'D:(A;;GA;;;BA',
    'D:(A;;GA)',
    'D:(A;;QQ;;;BA)',
    'D:(A;;C;;;BA)',
    'D:(A;;GA;;;ZZ)',
  ])('is an error, not an exception, for %s', (text) => {
    expect(parseSddl(text).ok).toBe(false);
  });

  it('ends for every prefix of a long text', () => {
    const text = 'O:BAG:SYD:PAI(A;OICI;KA;;;SY)(XA;;GA;;;BU;(@User.a == "x"))';
    for (let length = 0; length <= text.length; length++) parseSddl(text.slice(0, length));
  });
});
