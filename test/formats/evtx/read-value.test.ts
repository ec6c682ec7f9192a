import { describe, expect, it } from 'vitest';
import { ChunkNames } from '../../../main/formats/evtx/chunk-names.ts';
import { readValue } from '../../../main/formats/evtx/read-value.ts';
import { StringCache } from '../../../main/formats/evtx/string-cache.ts';
import {
  filetimeMoment,
  filetimeOrNull,
  filetimeText,
  momentOf,
} from '../../../main/formats/evtx/value-text.ts';
import { filetimeToIso } from '../../../shared/time.ts';
import { utf16 } from '../../support/evtx-binxml-writer.ts';
import { little, sid } from '../../support/evtx-writer.ts';

function value(type: number, bytes: Uint8Array): unknown {
  const names = new ChunkNames(new StringCache());
  // Not at the start of the buffer: an offset that is left out must show.
  const around = Uint8Array.of(0xee, 0xee, 0xee, ...bytes, 0xee, 0xee);
  names.load(around);
  return readValue(names, type, 3, 3 + bytes.length);
}

function double(number: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setFloat64(0, number, true);
  return bytes;
}

const GUID = Uint8Array.from({ length: 16 }, (_, index) => 0xa0 + index);

describe('a value', () => {
  it.each([
    ['nothing', 0x00, new Uint8Array(0), null],
    ['text, its trailing NULs cut', 0x01, utf16('añ\ud83d\ude00\0\0'), 'añ\ud83d\ude00'],
    ['text of an odd size', 0x01, Uint8Array.of(0x61, 0x00, 0x62), 'a'],
    ['ANSI text', 0x02, Uint8Array.of(0x80, 0x61, 0x00), '€a'],
    ['Int8', 0x03, Uint8Array.of(0xff), -1],
    ['UInt8', 0x04, Uint8Array.of(0xff), 255],
    ['Int16', 0x05, little(0xfffen, 2), -2],
    ['UInt16', 0x06, little(0xfffen, 2), 65_534],
    ['Int32', 0x07, little(0xffff_fffdn, 4), -3],
    ['UInt32', 0x08, little(0xffff_fffdn, 4), 4_294_967_293],
    ['Int64', 0x09, little(0xffff_ffff_ffff_fffcn, 8), -4],
    ['Int64 beyond 2^53', 0x09, little(0x8000_0000_0000_0000n, 8), '-9223372036854775808'],
    ['UInt64', 0x0a, little(9_007_199_254_740_991n, 8), 9_007_199_254_740_991],
    ['UInt64 beyond 2^53', 0x0a, little(9_007_199_254_740_993n, 8), '9007199254740993'],
    ['Real32', 0x0b, little(0xbfc0_0000n, 4), -1.5],
    ['Real64', 0x0c, double(0.1), 0.1],
    ['Real64 without a number', 0x0c, double(Number.NaN), 'NaN'],
    ['Boolean', 0x0d, little(1n, 4), 'true'],
    ['Boolean', 0x0d, little(0n, 4), 'false'],
    ['Binary', 0x0e, Uint8Array.of(0x00, 0xab, 0x0f), '00AB0F'],
    ['empty Binary', 0x0e, new Uint8Array(0), ''],
    ['GUID', 0x0f, GUID, '{A3A2A1A0-A5A4-A7A6-A8A9-AAABACADAEAF}'],
    ['SizeT of 32 bits', 0x10, little(0x1fn, 4), '0x1f'],
    ['SizeT of 64 bits', 0x10, little(0x1_0000_0000n, 8), '0x100000000'],
    ['FILETIME', 0x11, little(132_537_600_000_000_001n, 8), '2020-12-30T00:00:00.0000001Z'],
    ['FILETIME 0', 0x11, new Uint8Array(8), '1601-01-01T00:00:00.0000000Z'],
    ['FILETIME after the year 9999', 0x11, little(2n ** 63n, 8), '9223372036854775808'],
    [
      'SYSTEMTIME',
      0x12,
      Uint8Array.from([2024, 2, 4, 29, 23, 59, 58, 7].flatMap((part) => [...little(BigInt(part), 2)])),
      '2024-02-29T23:59:58.007Z',
    ],
    ['SID', 0x13, sid('S-1-5-21-4294967295-2-3-500'), 'S-1-5-21-4294967295-2-3-500'],
    ['SID that is none', 0x13, Uint8Array.of(1, 9, 0), '010900'],
    ['HexInt32', 0x14, little(0xab12n, 4), '0xab12'],
    ['HexInt64', 0x15, little(0x8080_0000_0000_0000n, 8), '0x8080000000000000'],
    ['HexInt64 0', 0x15, little(0n, 8), '0x0'],
    ['array of texts', 0x81, utf16('a\0\0b\0'), ['a', '', 'b']],
    ['array of UInt16', 0x86, little(0x0002_0001n, 4), ['1', '2']],
    ['array of GUIDs', 0x8f, GUID, ['{A3A2A1A0-A5A4-A7A6-A8A9-AAABACADAEAF}']],
    ['too short for its type', 0x08, Uint8Array.of(1, 2), '0102'],
    ['of an unknown type', 0x77, Uint8Array.of(1, 2), '0102'],
  ])('%s (0x%s)', (_, type, bytes, expected) => {
    expect(value(type, bytes)).toEqual(expected);
  });
});

it('FILETIMEs are what exact arithmetic says', () => {
  for (let step = 0n; step < 4_000n; step++) {
    const ticks = 1n + step * 662_616_935_999_999n;
    const bytes = little(ticks, 8);
    expect(filetimeOrNull(bytes, 0)).toBe(filetimeToIso(ticks));
    if (ticks <= 2_650_467_743_999_999_999n) expect(filetimeText(bytes, 0)).toBe(filetimeToIso(ticks));
  }
  for (const edge of [
    0n,
    1n,
    0xffff_ffffn,
    0x1_0000_0000n,
    2_650_467_743_999_999_999n,
    2_650_467_744_000_000_000n,
  ]) {
    expect(filetimeOrNull(little(edge, 8), 0)).toBe(filetimeToIso(edge));
  }
});

describe('remembered texts', () => {
  it('are told apart by every byte, also where they share a slot', () => {
    const cache = new StringCache();
    for (let round = 0; round < 2; round++) {
      for (let number = 0; number < 20_000; number++) {
        const bytes = utf16(`name ${number}`);
        expect(cache.text(bytes, 0, bytes.length)).toBe(`name ${number}`);
      }
    }
  });
});

describe('a moment', () => {
  it.each<[string, bigint]>([
    ['2024-05-01T10:00:00.1234567Z', 133_590_312_001_234_567n],
    ['1601-01-01T00:00:00.0000001Z', 1n],
    ['1970-01-01T00:00:00.0000000Z', 116_444_736_000_000_000n],
    ['9999-12-31T23:59:59.9999999Z', 2_650_467_743_999_999_999n],
  ])('%s is the same number from bytes and from text', (text, intervals) => {
    const bytes = new Uint8Array(8);
    new DataView(bytes.buffer).setBigUint64(0, intervals, true);
    expect(filetimeText(bytes, 0)).toBe(text);
    const expected = Number(BigInt.asUintN(53, intervals));
    expect(momentOf(text)).toBe(expected);
    // The last year is left to the text.
    expect(filetimeMoment(bytes, 0)).toBe(text.startsWith('9999') ? Number.NaN : expected);
  });

  it('is none where there is no time, or an impossible one', () => {
    expect(filetimeMoment(new Uint8Array(8), 0)).toBeNaN();
    expect([momentOf(null), momentOf('2024-13-41T10:00:00.0000000Z')]).toEqual([null, null]);
    expect([momentOf('2024-05-01T10:00:00.12x4567Z'), momentOf('2024-05-01T10:00:00Z')]).toEqual([
      null,
      null,
    ]);
  });
});
