import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { sha1 } from '../../main/export/sha1.ts';
import { hostKey, ownUuid, uuid5 } from '../../main/export/uuid5.ts';
import { sampleHeader } from '../support/sample-result.ts';

describe('sha1', () => {
  test.each([
    ...Array.from({ length: 131 }, (_, length) => length),
    1000,
    65_536,
  ])('is that of OpenSSL for %d bytes', (length) => {
    const bytes = Uint8Array.from({ length }, (_, index) => (index * 31 + length) & 0xff);
    expect(Buffer.from(sha1(bytes)).toString('hex')).toBe(createHash('sha1').update(bytes).digest('hex'));
  });
});

describe('uuid5', () => {
  test('is the example of RFC 9562, appendix A.4', () => {
    expect(uuid5('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'www.example.com')).toBe(
      '2ed6657d-e927-568b-95e1-2665a8aea6a2',
    );
  });

  test('parts do not run into each other', () => {
    expect(ownUuid('a', 'bc')).not.toBe(ownUuid('ab', 'c'));
    expect(ownUuid('a', null)).not.toBe(ownUuid('a', 'null'));
  });
});

test('two states of one host are two hosts, two runs over one state are one', () => {
  const header = sampleHeader();
  const later = { ...header, run: { ...header.run, startedAt: '2030-01-01T00:00:00.000Z' } };
  expect(hostKey(later)).toBe(hostKey(header));
  const changed = sampleHeader({
    inputs: header.host.inputs.map((input) => ({ ...input, sha256: 'e'.repeat(64) })),
  });
  expect(hostKey(changed)).not.toBe(hostKey(header));
});
