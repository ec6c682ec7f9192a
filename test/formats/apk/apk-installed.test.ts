import { describe, expect, it } from 'vitest';
import { apkFileDigest, walkApkInstalled } from '../../../main/formats/apk/apk-installed.ts';

const encode = (text: string) => new TextEncoder().encode(text);

function walked(bytes: Uint8Array) {
  const found: string[] = [];
  const text = (start: number, end: number) => Buffer.from(bytes.subarray(start, end)).toString('utf8');
  const problems = walkApkInstalled(bytes, {
    package: (name, version) => found.push(`${name} ${version}`),
    folder: (start, end) => found.push(`${text(start, end)}/`),
    file: (start, end) => found.push(`${text(start, end)} ${apkFileDigest(bytes, end)?.algorithm ?? null}`),
  });
  return { found, problems };
}

const INSTALLED = [
  'C:Q1abc=',
  'P:busybox',
  'V:1.36.1-r2',
  'F:',
  'R:root-file',
  'F:bin',
  'M:0:0:755',
  'R:busybox',
  'a:0:0:755',
  `Z:Q1${Buffer.alloc(20, 7).toString('base64')}`,
  'R:link',
  `Z:Q2${Buffer.alloc(32, 7).toString('base64')}`,
  'R:none',
  'R:old',
  `Z:${'ab'.repeat(16)}`,
  'R:short',
  `Z:Q2${Buffer.alloc(20, 7).toString('base64')}`,
  'R:odd',
  'Z:Q1AA',
  '',
  'P:empty',
  'V:1',
  '',
].join('\n');

describe("apk's installed database", () => {
  it('is walked in its order', () => {
    expect(walked(encode(INSTALLED))).toEqual({
      found: [
        'busybox 1.36.1-r2',
        '/',
        'root-file null',
        'bin/',
        'busybox sha1',
        'link sha256',
        'none null',
        'old md5',
        'short sha256-160',
        'odd null',
        'empty 1',
      ],
      problems: [],
    });
    const bytes = encode(INSTALLED);
    const at = Buffer.from(bytes).indexOf('R:busybox') + 'R:busybox'.length;
    expect(apkFileDigest(bytes, at)).toEqual({ algorithm: 'sha1', hex: '07'.repeat(20) });
  });

  it('names the lines that are none', () => {
    const { found, problems } = walked(encode('nonsense\nR:lost\nP:x\nR:lost\nF:a\nR:b\n'));
    expect(found).toEqual(['x ', 'a/', 'b null']);
    expect(problems).toEqual([
      { line: 1, what: 'not a letter, a colon and a value' },
      { line: 2, what: 'a file of no package' },
      { line: 4, what: 'a file in no folder' },
    ]);
  });

  it('gives no package the files of the next when a blank line is lost', () => {
    expect(walked(encode('P:x\nV:1\nF:a\nR:b\nP:y\nF:c\nR:d\n')).found).toEqual([
      'x 1',
      'a/',
      'b null',
      'y ',
      'c/',
      'd null',
    ]);
  });

  it('stands every truncation and flipped bits', () => {
    const bytes = encode(INSTALLED);
    for (let length = 0; length < bytes.length; length += 1) {
      expect(walked(bytes.subarray(0, length)).found.length).toBeLessThanOrEqual(11);
    }
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const flipped = bytes.slice();
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      walked(flipped);
    }
  });
});
