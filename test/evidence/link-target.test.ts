import { describe, expect, it } from 'vitest';
import { parseLinkTarget } from '../../main/evidence/link-target.ts';
import { liveWindowsRoot } from '../../main/evidence/live-evidence.ts';

const image = { backslashSeparates: true, drive: null };

describe('parseLinkTarget', () => {
  it.each([
    'C:\\a\\b',
    'C:/a/b',
    '\\??\\C:\\a\\b',
    '\\\\?\\C:\\a\\b',
    '//?/c:/a/b',
    '/??/D:/a/b',
    '\\a\\b',
    '/a/b',
  ])('%s is the root’s a/b', (target) => {
    const parsed = parseLinkTarget(target, image);
    expect(parsed.kind).toBe('absolute');
    expect('components' in parsed && parsed.components.filter((name) => name !== '')).toEqual(['a', 'b']);
  });

  it.each([
    '\\??\\Volume{0}\\a',
    '\\\\?\\UNC\\server\\share',
    '\\\\.\\pipe\\x',
    '\\\\server\\share',
  ])('%s leads out', (target) => {
    expect(parseLinkTarget(target, image).kind).toBe('outside');
  });

  it('knows other drives when the root’s own is known', () => {
    const live = { backslashSeparates: true, drive: 'C' };
    expect(parseLinkTarget('c:\\x', live).kind).toBe('absolute');
    expect(parseLinkTarget('D:\\x', live)).toEqual({
      kind: 'outside',
      reason: 'link to another drive: D:\\x',
    });
  });

  it('takes a backslash for a letter where it is one', () => {
    const unix = { backslashSeparates: false, drive: null };
    expect(parseLinkTarget('a\\b/c', unix)).toEqual({ kind: 'relative', components: ['a\\b', 'c'] });
  });
});

describe('liveWindowsRoot', () => {
  it.each([
    ['C:', 'C:\\'],
    ['e:', 'E:\\'],
    ['\\\\server\\share', 'C:\\'],
    [undefined, 'C:\\'],
  ])('of %s is %s', (drive, root) => {
    expect(liveWindowsRoot({ SystemDrive: drive })).toBe(root);
  });
});
