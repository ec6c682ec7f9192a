import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { pacmanInstallDate, readPacmanFiles } from '../../../main/formats/pacman/pacman-files.ts';
import { readPacmanMtree } from '../../../main/formats/pacman/pacman-mtree.ts';
import { ParseError } from '../../../main/formats/parse-error.ts';
import { MAX_PACKAGE_FILE } from '../../../shared/limits.ts';

const encode = (text: string) => new TextEncoder().encode(text);
const MD5 = 'ab'.repeat(16);
const SHA256 = 'CD'.repeat(32);

describe("a package's files in pacman's database", () => {
  it('are the lines of one section, backups those of another', () => {
    const bytes = encode(`%FILES%\netc/\netc/%BACKUP%\netc/x y\n\n%BACKUP%\netc/x y\t${MD5}\nnonsense\n\n`);
    const { start, end, backup } = readPacmanFiles(bytes);
    expect(Buffer.from(bytes.subarray(start, end)).toString()).toBe('etc/\netc/%BACKUP%\netc/x y');
    expect([...backup]).toEqual([['etc/x y', MD5]]);
  });

  it('may be none', () => {
    expect(readPacmanFiles(encode(''))).toMatchObject({ start: 0, end: 0 });
    expect(readPacmanFiles(encode('%FILES%\n\n%BACKUP%\n'))).toMatchObject({ start: 8, end: 8 });
    expect(readPacmanFiles(encode('%FILES%\na'))).toMatchObject({ start: 8, end: 9 });
  });

  it('stand every truncation', () => {
    const bytes = encode(`%FILES%\netc/\netc/x\n\n%BACKUP%\netc/x\t${MD5}\n`);
    for (let length = 0; length <= bytes.length; length += 1) {
      const { start, end } = readPacmanFiles(bytes.subarray(0, length));
      expect(start).toBeLessThanOrEqual(end);
      expect(end).toBeLessThanOrEqual(length);
    }
  });

  it('have a time of installation', () => {
    expect(pacmanInstallDate(encode('%NAME%\nx\n\n%INSTALLDATE%\n1700000000\n\n'))).toBe(1_700_000_000);
    expect(pacmanInstallDate(encode('%INSTALLDATE%\nsoon\n'))).toBeNull();
    expect(pacmanInstallDate(encode('%NAME%\nx\n'))).toBeNull();
  });
});

describe("a package's mtree", () => {
  const TEXT = [
    '#mtree',
    '/set type=file uid=0 gid=0 mode=644',
    `./usr/bin/x time=1.0 size=3 md5digest=${MD5} sha256digest=${SHA256}`,
    './usr/bin/y time=1.0 type=link link=x',
    `./usr/sp\\040ace/\\303\\251\\043\\134back\\s\\q md5digest=${MD5}`,
    `./usr/é md5digest=${MD5}`,
    './usr/bad md5digest=zz',
  ].join('\n');

  it('gives digests by path, escapes undone', () => {
    const expected = [
      ['/usr/bin/x', { sha256: SHA256.toLowerCase(), md5: MD5 }],
      ['/usr/sp ace/é#\\back \\q', { sha256: null, md5: MD5 }],
      ['/usr/é', { sha256: null, md5: MD5 }],
    ];
    expect([...readPacmanMtree(gzipSync(TEXT))]).toEqual(expected);
    expect([...readPacmanMtree(encode(TEXT))]).toEqual(expected);
  });

  it('is refused when it cannot be unpacked, or unpacks to too much', () => {
    const packed = gzipSync(TEXT);
    for (let length = 2; length < packed.length; length += 1) {
      expect(() => readPacmanMtree(packed.subarray(0, length))).toThrow(ParseError);
    }
    const bomb = gzipSync(Buffer.alloc(MAX_PACKAGE_FILE + 1), { level: 1 });
    expect(() => readPacmanMtree(bomb)).toThrow(ParseError);
  });
});
