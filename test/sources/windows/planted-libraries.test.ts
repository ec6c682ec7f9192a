import { describe, expect, test } from 'vitest';
import { readService } from './test-scope.ts';

const planted = (name: string, ImagePath: string, files: Record<string, string>) =>
  readService(name, { Type: 16, ImagePath }, {}, { files })
    .record.payloads.filter(({ from }) => from === 'library search')
    .map(({ role, raw, path, evidencePath, state }) => [role, raw, path, evidencePath, state]);

describe('libraries that a service would load by the search order alone', () => {
  test('beside its program, as the volume spells them', () => {
    const files = {
      '/ProgramData/V/u.exe': 'x',
      '/ProgramData/V/VERSION.dll': 'x',
      '/ProgramData/V/dbghelp.dll': 'x',
      '/ProgramData/V/sub/cryptbase.dll': 'x',
    };
    expect(planted('V', '"C:\\programdata\\v\\u.exe" -s', files)).toEqual([
      ['plug-in', 'VERSION.dll', 'C:\\programdata\\v\\VERSION.dll', '/ProgramData/V/VERSION.dll', 'found'],
    ]);
  });

  test('folders of Windows hold them by right, its root does not', () => {
    const files = {
      '/Windows/System32/s.exe': 'x',
      '/Windows/System32/version.dll': 'x',
      '/Windows/r.exe': 'x',
      '/Windows/winmm.dll': 'x',
    };
    expect(planted('S', 'C:\\Windows\\System32\\s.exe', files)).toEqual([]);
    expect(planted('R', 'C:\\Windows\\r.exe', files).map(([, raw]) => raw)).toEqual(['winmm.dll']);
  });

  test('what a service of Windows looks for in vain, whatever the case of its name', () => {
    const files = { '/Windows/System32/svchost.exe': 'x', '/Windows/System32/WLBSCTRL.dll': 'x' };
    const image = '%SystemRoot%\\System32\\svchost.exe -k netsvcs';
    expect(planted('ikeext', image, files)).toEqual([
      [
        'plug-in',
        'wlbsctrl.dll',
        'C:\\Windows\\System32\\wlbsctrl.dll',
        '/Windows/System32/WLBSCTRL.dll',
        'found',
      ],
    ]);
    expect(planted('Themes', image, files)).toEqual([]);
  });

  test('nothing without files', () => {
    expect(readService('IKEEXT', { Type: 32, ImagePath: 'C:\\x\\a.exe' }).record.payloads).toHaveLength(1);
  });
});
