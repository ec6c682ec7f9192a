import { describe, expect, it } from 'vitest';
import { changeRights, deniedRights } from '../../../shared/security/trustees.ts';

const DEFAULT =
  'D:(A;;CCLCSWRPWPDTLOCRRC;;;SY)(A;;CCDCLCSWRPWPDTLOCRSDRCWDWO;;;BA)(A;;CCLCSWLOCRRC;;;IU)(A;;CCLCSWLOCRRC;;;SU)';

describe('changeRights of a service', () => {
  it('finds nobody in the default descriptor', () => {
    expect(changeRights(DEFAULT, 'service')).toEqual([]);
  });

  it.each([
    ['(A;;DC;;;AU)', 'Authenticated Users', ['SERVICE_CHANGE_CONFIG']],
    [
      '(A;;CCDCLCSWRPWPDTLOCRSDRCWDWO;;;WD)',
      'Everyone',
      ['SERVICE_CHANGE_CONFIG', 'WRITE_DAC', 'WRITE_OWNER'],
    ],
    ['(A;;GA;;;IU)', 'INTERACTIVE', ['SERVICE_CHANGE_CONFIG', 'WRITE_DAC', 'WRITE_OWNER']],
    ['(A;;GW;;;BU)', 'Users', ['SERVICE_CHANGE_CONFIG']],
    ['(A;;WD;;;DU)', 'Domain Users', ['WRITE_DAC']],
    ['(A;;WO;;;S-1-5-21-1-2-3-513)', 'Domain Users', ['WRITE_OWNER']],
  ])('finds %s', (ace, trustee, rights) => {
    expect(changeRights(DEFAULT + ace, 'service')).toMatchObject([{ trustee, rights, class: 'user' }]);
  });

  it.each([
    '(A;;RPWPDTLO;;;WD)',
    '(A;;GX;;;AU)',
    '(A;;GR;;;AU)',
    '(A;IO;GA;;;WD)',
    '(AU;FA;GA;;;WD)',
  ])('does not count %s', (ace) => {
    expect(changeRights(DEFAULT + ace, 'service')).toEqual([]);
  });

  it.each([
    'SY',
    'BA',
    'CO',
    'OW',
    'DA',
    'EA',
    'AC',
    'S-1-15-3-1',
    'S-1-5-80-1-2-3-4-5',
    'S-1-5-21-1-2-3-512',
  ])('trusts %s', (sid) => {
    expect(changeRights(`D:(A;;GA;;;${sid})`, 'service')).toEqual([]);
  });

  it.each([
    ['LS', 'service-account'],
    ['NS', 'service-account'],
    ['SU', 'service-account'],
    ['SO', 'operator'],
    ['PU', 'operator'],
    ['S-1-5-21-1-2-3-1105', 'account'],
    ['S-1-5-5-0-99', 'user'],
  ])('sets %s apart as %s', (sid, expected) => {
    expect(changeRights(`D:(A;;GA;;;${sid})`, 'service')).toMatchObject([{ class: expected }]);
  });

  it('lets everyone change an object without a DACL, and nobody one with an empty DACL', () => {
    expect(changeRights('O:SYG:SY', 'service')).toMatchObject([{ trustee: 'Everyone' }]);
    expect(changeRights('D:NO_ACCESS_CONTROL', 'key')).toMatchObject([{ trustee: 'Everyone' }]);
    expect(changeRights('D:', 'service')).toEqual([]);
  });

  it('honours deny ACEs that come first, and only those', () => {
    expect(changeRights('D:(D;;DC;;;WD)(A;;DCWD;;;BU)', 'service')).toMatchObject([
      { rights: ['WRITE_DAC'] },
    ]);
    expect(changeRights('D:(D;;GA;;;AU)(A;;DC;;;IU)', 'service')).toEqual([]);
    expect(changeRights('D:(D;;GA;;;BU)(A;;DC;;;WD)', 'service')).toHaveLength(1);
    expect(changeRights('D:(A;;DC;;;BU)(D;;DC;;;WD)', 'service')).toHaveLength(1);
    expect(changeRights('D:(D;IO;DC;;;WD)(A;;DC;;;BU)', 'service')).toHaveLength(1);
  });

  it('joins several ACEs of one trustee', () => {
    expect(changeRights('D:(A;;DC;;;WD)(A;;WO;;;WD)', 'service')).toMatchObject([
      { rights: ['SERVICE_CHANGE_CONFIG', 'WRITE_OWNER'] },
    ]);
  });

  it('gives nothing for text that is not SDDL', () => {
    expect(changeRights('nonsense', 'service')).toEqual([]);
  });
});

describe('changeRights of a key', () => {
  it('finds nobody in the descriptor of a Windows 10 service key', () => {
    const sddl =
      'O:SYG:SYD:AI(A;CIID;KR;;;BU)(A;CIID;KA;;;BA)(A;CIID;KA;;;SY)(A;CIIOID;KA;;;CO)(A;CIID;KR;;;AC)';
    expect(changeRights(sddl, 'key')).toEqual([]);
  });

  it.each([
    ['KW', ['KEY_SET_VALUE', 'KEY_CREATE_SUB_KEY']],
    ['DC', ['KEY_SET_VALUE']],
    ['SD', ['DELETE']],
    ['GW', ['KEY_SET_VALUE', 'KEY_CREATE_SUB_KEY']],
  ])('names what %s lets a user do', (rights, names) => {
    expect(changeRights(`D:(A;CI;${rights};;;BU)`, 'key')).toMatchObject([
      { trustee: 'Users', rights: names },
    ]);
  });

  it('does not count reading', () => {
    expect(changeRights('D:(A;;KR;;;WD)(A;;GR;;;AU)(A;;GX;;;BU)', 'key')).toEqual([]);
  });

  it('does not count a link, for which a subkey must be made: what Windows 7 gives users on gpsvc', () => {
    expect(changeRights('O:SYG:SYD:PAI(A;;KA;;;SY)(A;;CCSWRPWPRC;;;BU)', 'key')).toEqual([]);
  });
});

describe('deniedRights', () => {
  const HIDDEN = `D:(D;;DCLCWPDTSD;;;IU)(D;;DCLCWPDTSD;;;SU)(D;;DCLCWPDTSD;;;BA)${DEFAULT.slice(2)}`;

  it('finds the hidden service', () => {
    expect(deniedRights(HIDDEN, 'service').map((entry) => entry.trustee)).toEqual([
      'INTERACTIVE',
      'SERVICE',
      'Administrators',
    ]);
    expect(deniedRights(HIDDEN, 'service')[0]?.rights).toEqual([
      'SERVICE_CHANGE_CONFIG',
      'SERVICE_QUERY_STATUS',
      'SERVICE_STOP',
      'SERVICE_PAUSE_CONTINUE',
      'DELETE',
    ]);
  });

  it('finds nothing in the default descriptor, in denies of others and in inherit-only ones', () => {
    expect(deniedRights(DEFAULT, 'service')).toEqual([]);
    expect(deniedRights('D:(D;;GA;;;BG)(D;;GA;;;AN)(D;IO;GA;;;WD)', 'service')).toEqual([]);
  });

  it('takes an empty DACL for a denial to everyone', () => {
    expect(deniedRights('O:SYD:', 'key')).toMatchObject([{ trustee: 'Everyone' }]);
    expect(deniedRights('O:SY', 'key')).toEqual([]);
  });

  it('names what a key denies', () => {
    expect(deniedRights('D:(D;;KR;;;BA)', 'key')).toMatchObject([
      { rights: ['KEY_QUERY_VALUE', 'KEY_ENUMERATE_SUB_KEYS', 'KEY_NOTIFY', 'READ_CONTROL'] },
    ]);
  });
});
