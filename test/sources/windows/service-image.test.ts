import { describe, expect, test } from 'vitest';
import { multiSz } from '../../support/registry-spec.ts';
import { readService } from './test-scope.ts';

const SVCHOST = '%SystemRoot%\\system32\\svchost.exe -k netsvcs -p';

describe('unquoted paths and files', () => {
  const ImagePath = 'C:\\Program Files\\My App\\svc.exe -x';

  test('without files: candidates, existence unknown', () => {
    const { windows } = readService('X', { Type: 16, ImagePath }).record;
    expect(windows.hijackCandidates).toEqual([
      { path: 'C:\\Program.exe', exists: null },
      { path: 'C:\\Program Files\\My.exe', exists: null },
    ]);
  });

  test('a file in the way becomes a payload, the image stays what was meant', () => {
    const files = { '/Program Files/My App/svc.exe': 'x', '/Program.exe': 'evil' };
    const { record } = readService('X', { Type: 16, ImagePath }, {}, { files });
    expect(record.image).toMatchObject({
      path: 'C:\\Program Files\\My App\\svc.exe',
      state: 'found',
      exists: true,
    });
    expect(record.windows.hijackCandidates.map(({ exists }) => exists)).toEqual([true, false]);
    expect(record.payloads.map(({ role, path }) => [role, path])).toEqual([
      ['image', 'C:\\Program Files\\My App\\svc.exe'],
      ['image', 'C:\\Program.exe'],
    ]);
  });

  test('the file that is there decides where the program ends', () => {
    const files = { '/x/my service.exe': 'x' };
    const { record } = readService('X', { Type: 16, ImagePath: 'C:\\x\\my service -d' }, {}, { files });
    expect(record.image).toMatchObject({ path: 'C:\\x\\my service.exe', state: 'found' });
    expect(record.payloads[0]?.arguments).toBe('-d');
    expect(record.windows.hijackCandidates).toEqual([{ path: 'C:\\x\\my.exe', exists: false }]);
  });

  test('a 32-bit service uses SysWOW64', () => {
    const files = {
      '/Windows/SysWOW64/svchost.exe': 'x',
      '/Windows/SysWOW64/x.dll': 'x',
      '/Windows/System32/x.dll': 'x',
    };
    const Parameters = { values: { ServiceDll: '%SystemRoot%\\System32\\x.dll' } };
    for (const WOW64 of [1, 0x14c]) {
      const { record } = readService('X', { Type: 32, ImagePath: SVCHOST, WOW64 }, { Parameters }, { files });
      expect(record.payloads.map(({ evidencePath }) => evidencePath)).toEqual([
        '/Windows/SysWOW64/svchost.exe',
        '/Windows/SysWOW64/x.dll',
      ]);
    }
  });

  test('hosted programs follow the one that runs them', () => {
    const { record } = readService('X', {
      Type: 16,
      ImagePath: 'cmd /c C:\\a.bat',
      FailureCommand: 'rundll32 x.dll,Go',
    });
    expect(record.payloads.map(({ role, from, path }) => [role, from, path])).toEqual([
      ['image', 'ImagePath', 'C:\\Windows\\System32\\cmd.exe'],
      ['hosted-program', 'ImagePath', 'C:\\a.bat'],
      ['failure-command', 'FailureCommand', 'C:\\Windows\\System32\\rundll32.exe'],
      ['hosted-program', 'FailureCommand', 'C:\\Windows\\System32\\x.dll'],
    ]);
  });
});

describe('svchost groups', () => {
  const Svchost = 'Microsoft\\Windows NT\\CurrentVersion\\Svchost';
  const software = {
    [Svchost]: { values: { NetSvcs: multiSz(['wuauserv']), Unistack: multiSz(['CDPUserSvc']) } },
    [`WOW6432Node\\${Svchost}`]: { values: { netsvcs: multiSz(['Old32']) } },
  };
  const member = (name: string, group: string, extra = {}) => {
    const values = {
      Type: 32,
      ImagePath: `%SystemRoot%\\System32\\svchost.exe -p -K ${group} -s x`,
      ...extra,
    };
    const { windows } = readService(name, values, {}, { software }).record;
    return [windows.svchostGroup, windows.svchostGroupKnown, windows.svchostGroupMember];
  };

  test.each([
    ['WUAUSERV', 'netsvcs', ['netsvcs', true, true]],
    ['evil', 'netsvcs', ['netsvcs', true, false]],
    ['evil', 'nogroup', ['nogroup', false, false]],
    ['CDPUserSvc_1a2b3', 'Unistack', ['Unistack', true, true]],
    ['CDPUserSvc_xyz', 'Unistack', ['Unistack', true, false]],
  ])('%s in %s', (name, group, expected) => {
    expect(member(name, group)).toEqual(expected);
  });

  test('a 32-bit svchost reads its own groups', () => {
    expect(member('Old32', 'netsvcs', { WOW64: 1 })).toEqual(['netsvcs', true, true]);
    expect(member('wuauserv', 'netsvcs', { WOW64: 1 })).toEqual(['netsvcs', true, false]);
  });

  test('without SOFTWARE nothing is claimed; without svchost there is no group', () => {
    const { windows } = readService('X', { Type: 32, ImagePath: SVCHOST }).record;
    expect([windows.svchostGroup, windows.svchostGroupKnown, windows.svchostGroupMember]).toEqual([
      'netsvcs',
      null,
      null,
    ]);
    expect(
      readService('X', { Type: 16, ImagePath: 'C:\\a.exe -k netsvcs' }).record.windows.svchostGroup,
    ).toBeNull();
  });
});
