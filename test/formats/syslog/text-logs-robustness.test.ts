import { performance } from 'node:perf_hooks';
import { describe, expect, it } from 'vitest';
import { readAuditLog } from '../../../main/formats/audit-log/read-audit-log.ts';
import { readLaunchdLog } from '../../../main/formats/macos-log/read-launchd-log.ts';
import { readAptHistory } from '../../../main/formats/package-log/read-apt-history.ts';
import { readDpkgLog } from '../../../main/formats/package-log/read-dpkg-log.ts';
import { readRpmLog } from '../../../main/formats/package-log/read-rpm-log.ts';
import { firstYear } from '../../../main/formats/syslog/infer-years.ts';
import { readSyslog } from '../../../main/formats/syslog/read-syslog.ts';
import { type TextLine, textLines } from '../../../main/formats/syslog/text-lines.ts';

type Decoder = (lines: () => Iterable<TextLine>) => Iterable<{ readonly kind: string }>;

const DECODERS: readonly (readonly [name: string, sample: string, decode: Decoder])[] = [
  [
    'syslog',
    '<30>Jan  2 03:04:05 host a b[1] (c(d)): x\n<34>1 2003-10-11T22:14:15.003Z h su 1 ID [e@1 a="\\"]"] m\n\tmore\n2024-01-02T03:04:05+02:00 h x[1]: y\n',
    (lines) =>
      readSyslog(lines(), { firstYear: firstYear(lines(), '2024-01-01T00:00:00Z', 60), offsetMinutes: 60 }),
  ],
  [
    'audit.log',
    `type=EXECVE msg=audit(1.5:7): argc=1 a0=41 msg='unit=x comm="y" cmd=4142'\x1dUID="r"\nnode=a type=X msg=audit(1.5:7): b=c\n`,
    (lines) => readAuditLog(lines()),
  ],
  [
    'dpkg.log',
    '2024-01-02 03:04:05 status installed a:b 1\n2024-01-02 03:04:05 upgrade a:b 1 2\n',
    (lines) => readDpkgLog(lines(), 0),
  ],
  [
    'apt history',
    'Start-Date: 2024-01-02  03:04:05\nCommandline: x\nInstall: a:b (1, automatic), c (2, 3)\nEnd-Date: x\n',
    (lines) => readAptHistory(lines(), 0),
  ],
  [
    'yum.log',
    'Jan 02 03:04:05 Installed: 1:a-1-2.x86_64\n2024-01-02T03:04:05Z DEBUG Command: dnf x\n',
    (lines) => readRpmLog(lines(), { firstYear: 2024, offsetMinutes: 0 }),
  ],
  [
    'launchd.log',
    '2023-06-08 10:51:40.1 (gui/501/a (b) [90]) <Notice>: x\n2023-06-08 10:51:40.1 (tzinit) <Notice>: Doing boot task\n2023-06-08 10:51:40.1 <Notice>: y\n',
    (lines) => readLaunchdLog(lines(), null),
  ],
];

/** More than the longest line that is kept; a quadratic decoder needs many seconds for it. */
const LARGE = 80 * 1024;
const PIECES = [
  'a',
  ' ',
  '\t',
  '\n',
  '\n\t',
  '(',
  ')',
  '((',
  '[',
  ']',
  '[1]',
  ':',
  ': ',
  '"',
  "'",
  '\\',
  '<',
  '<1>',
  '=',
  'a=',
  'a="',
  "a='",
  'a=b ',
  'a=41',
  '-',
  '-1',
  '.',
  ',',
  '1',
  '1:',
  ', ',
  ' (',
  'a (1), ',
  'Jan  1 00:00:00 ',
  'Dec 31 00:00:00 a\n',
  '2024-01-02T03:04:05Z ',
  '[a b="',
  '<34>1 2003-10-11T22:14:15Z - - - - [',
  'x.y/z ',
  '\0',
  '\uFFFD',
  'a[1] (',
];

describe.each(DECODERS)('%s', (_, sample, decode) => {
  const encode = (text: string) => new TextEncoder().encode(text);
  const run = (bytes: Uint8Array) => {
    let count = 0;
    for (const item of decode(() => textLines([bytes]))) count += item.kind === '' ? 0 : 1;
    return count;
  };
  const bytes = encode(sample);

  it('is read cut at every length, with every bit flipped, and from random bytes', () => {
    expect(run(bytes)).toBeGreaterThan(0);
    for (let length = 0; length <= bytes.length; length += 1) run(bytes.subarray(0, length));
    for (let at = 0; at < bytes.length * 8; at += 1) {
      const flipped = bytes.slice();
      flipped[at >> 3] = (flipped[at >> 3] ?? 0) ^ (1 << (at & 7));
      run(flipped);
    }
    let state = 7;
    const next = () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state >>> 8;
    };
    for (let round = 0; round < 300; round += 1) {
      run(Uint8Array.from({ length: 300 }, () => next() & 0xff));
      run(Uint8Array.from({ length: 300 }, () => bytes[next() % bytes.length] ?? 0));
    }
  });

  it('takes large files in bounded time', () => {
    const heads = ['', ...sample.split('\n').flatMap((line) => [line.slice(0, 32), line.slice(0, 60)])];
    for (const head of heads) {
      for (const piece of PIECES) {
        const large = encode(head + piece.repeat(Math.ceil(LARGE / piece.length)));
        const start = performance.now();
        run(large.subarray(0, LARGE));
        const took = performance.now() - start;
        expect({ head, piece, tooSlow: took > 1_000 ? took : 0 }).toEqual({ head, piece, tooSlow: 0 });
      }
    }
  }, 240_000);
});
