import { describe, expect, it } from 'vitest';
import { parseDpkgDiversions } from '../../../main/formats/dpkg/dpkg-diversions.ts';
import { walkDpkgMd5sums } from '../../../main/formats/dpkg/dpkg-md5sums.ts';

const encode = (text: string) => new TextEncoder().encode(text);
const MD5 = '0123456789ABCDEF0123456789abcdef';

function walked(bytes: Uint8Array) {
  const found: [string, string][] = [];
  const problems = walkDpkgMd5sums(bytes, (digest, start, end) => {
    const text = (from: number, to: number) => Buffer.from(bytes.subarray(from, to)).toString('utf8');
    found.push([text(digest, digest + 32), text(start, end)]);
  });
  return { found, problems };
}

describe('md5sums of a package', () => {
  it('are read in every spelling of the path', () => {
    const text = `${MD5}  usr/bin/a b\n${MD5}  ./usr/é\n${MD5} */usr/c\n\n${MD5}  usr/last`;
    expect(walked(encode(text))).toEqual({
      found: [
        [MD5, 'usr/bin/a b'],
        [MD5, 'usr/é'],
        [MD5, 'usr/c'],
        [MD5, 'usr/last'],
      ],
      problems: [],
    });
  });

  it('name the lines that are none', () => {
    expect(walked(encode(`x\n${MD5}  a\n${MD5}\n${MD5}  \n${'g'.repeat(32)}  b\n`))).toEqual({
      found: [[MD5, 'a']],
      problems: [1, 3, 4, 5].map((line) => ({ line, what: 'not a digest and a path' })),
    });
  });

  it('stand every truncation', () => {
    const bytes = encode(`${MD5}  usr/a\n${MD5}  ./b\n`);
    for (let length = 0; length <= bytes.length; length += 1) {
      expect(walked(bytes.subarray(0, length)).found.length).toBeLessThanOrEqual(2);
    }
  });
});

describe('diversions', () => {
  it('are three lines each', () => {
    expect(parseDpkgDiversions(encode('/bin/sh\n/bin/sh.distrib\ndash\n/x\n/y\n:\n'))).toEqual({
      diversions: [
        { from: '/bin/sh', to: '/bin/sh.distrib', by: 'dash' },
        { from: '/x', to: '/y', by: null },
      ],
      problems: [],
    });
    expect(parseDpkgDiversions(encode(''))).toEqual({ diversions: [], problems: [] });
  });

  it('that are cut short are a problem', () => {
    expect(parseDpkgDiversions(encode('/a\n/b\nc\n/d\n/e\n')).problems.map(({ line }) => line)).toEqual([4]);
    expect(parseDpkgDiversions(encode('a\n/b\nc')).diversions).toEqual([]);
  });
});
