import { describe, expect, it } from 'vitest';
import { ParseError } from '../../../main/formats/parse-error.ts';
import {
  baseBlockChecksum,
  isDirty,
  isValid,
  parseBaseBlock,
} from '../../../main/formats/regf/base-block.ts';
import { filetime } from '../../support/registry-spec.ts';
import { sampleHive } from './sample-hive.ts';

describe('base block', () => {
  it('gives versions, sequence numbers, time and name', () => {
    const { bytes } = sampleHive({
      minor: 3,
      sequences: [9, 8],
      fileName: 'config\\SYSTEM',
      lastWritten: '2020-02-03T04:05:06.0000007Z',
    });
    const block = parseBaseBlock(bytes);
    expect(block).toMatchObject({
      signatureValid: true,
      checksumValid: true,
      primarySequence: 9,
      secondarySequence: 8,
      lastWritten: filetime('2020-02-03T04:05:06.0000007Z'),
      majorVersion: 1,
      minorVersion: 3,
      fileType: 0,
      rootCell: 0x20,
      clusteringFactor: 1,
      fileName: 'config\\SYSTEM',
    });
    expect(block.hiveBinsSize).toBe(bytes.length - 4096);
    expect(isValid(block)).toBe(true);
    expect(isDirty(block)).toBe(true);
  });

  it('never has the checksums 0 and -1', () => {
    expect(baseBlockChecksum(new Uint8Array(512))).toBe(1);
    expect(baseBlockChecksum(new Uint8Array(512).fill(0xff, 0, 4))).toBe(0xfffffffe);
    expect(baseBlockChecksum(new Uint8Array(512).fill(0x80, 3, 4))).toBe(0x80000000);
  });

  it('is refused when it is not whole', () => {
    expect(() => parseBaseBlock(sampleHive().bytes.subarray(0, 511))).toThrow(ParseError);
  });
});
