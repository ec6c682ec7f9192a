import { describe, expect, it } from 'vitest';
import { ChangedBytes } from '../../../main/formats/regf/changed-bytes.ts';

describe('changed bytes', () => {
  it('are counted and found in units of eight', () => {
    const before = new Uint8Array(64);
    const after = before.slice();
    after.fill(1, 15, 17);
    const changed = new ChangedBytes(64);
    changed.compare(before, after, 0, 64);
    expect(changed.bytes).toBe(2);
    expect([changed.touches(0, 8), changed.touches(8, 9), changed.touches(16, 24)]).toEqual([
      false,
      true,
      true,
    ]);
    expect(changed.touches(24, 64)).toBe(false);
  });

  it('are all those that the file did not have before', () => {
    const changed = new ChangedBytes(32);
    changed.compare(new Uint8Array(16), new Uint8Array(32), 8, 32);
    expect(changed.bytes).toBe(16);
    expect(changed.touches(8, 16)).toBe(false);
    expect(changed.touches(16, 32)).toBe(true);
  });
});
