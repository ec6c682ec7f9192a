import { describe, expect, it } from 'vitest';
import { bookmarkTarget } from '../../../main/sources/launchd/bookmark-path.ts';
import { writeBookmark } from './archive-writer.ts';

describe('bookmarkTarget', () => {
  it('joins the components, below the mount point', () => {
    expect(bookmarkTarget(writeBookmark('/Applications/Ex Ü.app', 'Ex'))).toEqual({
      path: '/Applications/Ex Ü.app',
      name: 'Ex',
    });
    expect(bookmarkTarget(writeBookmark('/Ex.app', 'Ex', '/Volumes/Stick'))?.path).toBe(
      '/Volumes/Stick/Ex.app',
    );
  });

  it('is null for anything else, and never fails on damage', () => {
    expect(bookmarkTarget(new Uint8Array())).toBeNull();
    expect(bookmarkTarget(new TextEncoder().encode('bookish but no bookmark at all'))).toBeNull();
    const whole = writeBookmark('/Applications/Ex.app', 'Ex');
    for (let length = 0; length < whole.length; length++) bookmarkTarget(whole.subarray(0, length));
    for (let at = 0; at < whole.length; at++)
      for (const bits of [0xff, 0x80, 0x01]) {
        const flipped = whole.slice();
        flipped[at] = (flipped[at] ?? 0) ^ bits;
        bookmarkTarget(flipped);
      }
  });
});
