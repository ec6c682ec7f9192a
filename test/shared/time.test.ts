import { describe, expect, it } from 'vitest';
import { compactUtc, filetimeToIso, millisecondsToIso } from '../../shared/time.ts';

describe('filetimeToIso', () => {
  it.each([
    [131_666_607_396_509_122n, '2018-03-27T21:45:39.6509122Z'],
    [116_444_736_000_000_000n, '1970-01-01T00:00:00.0000000Z'],
    [116_444_735_999_999_999n, '1969-12-31T23:59:59.9999999Z'],
    [1n, '1601-01-01T00:00:00.0000001Z'],
    [2_650_467_743_999_999_999n, '9999-12-31T23:59:59.9999999Z'],
  ])('%d is %s', (ticks, iso) => {
    expect(filetimeToIso(ticks)).toBe(iso);
  });

  it.each([0n, -1n, 2_650_467_744_000_000_000n, 0xffff_ffff_ffff_ffffn])('%d is no time', (ticks) => {
    expect(filetimeToIso(ticks)).toBeNull();
  });
});

it('millisecondsToIso knows what is no time', () => {
  expect(millisecondsToIso(0)).toBe('1970-01-01T00:00:00.000Z');
  expect(millisecondsToIso(Number.NaN)).toBeNull();
  expect(millisecondsToIso(1e17)).toBeNull();
});

it('compactUtc is what names of folders are made from', () => {
  expect(compactUtc(new Date('2026-11-24T05:06:07.890Z'))).toBe('20261124T050607Z');
});
