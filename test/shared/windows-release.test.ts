import { describe, expect, it } from 'vitest';
import {
  windowsBuild,
  windowsFamily,
  windowsProductKind,
  windowsRelease,
} from '../../shared/windows-release.ts';

describe('windowsRelease', () => {
  it.each([
    ['2600', 'xp'],
    ['3790', '2003'],
    ['6002', 'vista'],
    ['7601', '7'],
    ['9600', '8.1'],
    ['10240.17443', '10-1507'],
    ['16299 (CSDBuildNumber 15)', '10-1709'],
    ['19041.1288', '10-2004'],
    ['19044.1288', '10-21h2'],
    ['19045.2006', '10-22h2'],
    ['22631.1', '11-23h2'],
    ['12345', null],
    [null, null],
  ])('of build %s is %s', (build, word) => {
    expect(windowsRelease({ build, version: null })).toBe(word);
  });

  it.each([
    [208, '10-2004'],
    [508, '10-20h2'],
    [985, '10-21h1'],
    [1288, '10-21h2'],
    [2006, '10-22h2'],
  ])('tells the releases that share 19041 apart by the image revision %d', (revision, word) => {
    const build = `19041 (CSDBuildNumber ${revision})`;
    expect(windowsRelease({ build, version: '2004 to 22H2' })).toBe(word);
  });
});

describe('families and kinds', () => {
  it('names servers after their own family', () => {
    expect(windowsFamily(17763, true)).toBe('Windows Server 2019');
    expect(windowsFamily(17763, false)).toBe('Windows 10');
    expect(windowsFamily(1, false)).toBeNull();
  });

  it('reads kind and build', () => {
    expect(windowsProductKind({ product: 'Windows Server 2019 Standard' })).toBe('server');
    expect(windowsProductKind({ product: 'Windows 10 Pro' })).toBe('workstation');
    expect(windowsProductKind({ product: null })).toBeNull();
    expect(windowsBuild({ build: '19044.1288' })).toBe(19044);
    expect(windowsBuild({ build: null })).toBeNull();
  });
});
