import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { parseCommandLine } from '../../../main/formats/proc/command-line.ts';

describe('parseCommandLine', () => {
  it.each<[string, string[]]>([
    ['', []],
    ['\0', []],
    ['/usr/sbin/sshd\0-D\0', ['/usr/sbin/sshd', '-D']],
    ['sh\0-c\0\0x y\0', ['sh', '-c', '', 'x y']],
    ['prog\0\0', ['prog', '']],
    ['nginx: master process /usr/sbin/nginx\0\0\0\0\0', ['nginx: master process /usr/sbin/nginx']],
    ['no end', ['no end']],
    ['é\0', ['é']],
  ])('reads %j', (text, expected) => {
    expect(parseCommandLine(Buffer.from(text))).toEqual(expected);
  });

  it('shows what is not UTF-8', () => {
    expect(parseCommandLine(Uint8Array.of(0x61, 0xff, 0x00))).toEqual(['a\ufffd']);
  });
});
