import { describe, expect, it } from 'vitest';
import { parseEnvironmentFile } from '../../../main/formats/systemd-unit/environment-file.ts';
import { parseEnvironmentValue } from '../../../main/formats/systemd-unit/environment-value.ts';
import { escapeName, unescapeName, unescapePath } from '../../../main/formats/systemd-unit/escape-name.ts';
import { parseExecLine } from '../../../main/formats/systemd-unit/exec-command.ts';
import { mergeUnit } from '../../../main/formats/systemd-unit/merge-unit.ts';
import { parseUnitFile } from '../../../main/formats/systemd-unit/parse-unit-file.ts';
import { parseUnitName } from '../../../main/formats/systemd-unit/unit-name.ts';

const SAMPLE = Buffer.from(
  '\ufeff[Unit]\r\nDescription=é \\\n# c\n  b\n[Service]\nType=oneshot\nExecStart=-@/bin/x "a b" \\xc3\\xa9 $A ; +b\n' +
    'ExecStart=\nEnvironment="A=1" B=2\n[X-y]\nz=1\\\n',
);

function everything(bytes: Uint8Array): void {
  const file = parseUnitFile(bytes, '/etc/systemd/system/a.service');
  const unit = mergeUnit(file, [file]);
  for (const { value } of unit.sections.flatMap(({ settings }) => settings).flatMap(({ values }) => values)) {
    parseExecLine(value);
    parseEnvironmentValue(value);
  }
  parseEnvironmentFile(bytes);
  const text = Buffer.from(bytes).toString('latin1');
  parseExecLine(text);
  parseUnitName(text);
  unescapeName(text);
  unescapePath(text);
  expect(unescapeName(escapeName(text.replaceAll('\0', '')))).toBe(text.replaceAll('\0', ''));
}

/** Repeatable pseudo-random numbers (mulberry32). */
function randomBytes(seed: number, length: number, alphabet: string | null): Uint8Array {
  let state = seed;
  return Uint8Array.from({ length }, () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    const value = (mixed ^ (mixed >>> 14)) >>> 0;
    return alphabet === null ? value & 0xff : alphabet.charCodeAt(value % alphabet.length);
  });
}

function lines(size: number, make: (at: number) => string): string {
  return Array.from({ length: size / 100 }, (_, at) => make(at)).join('\n');
}

/** Milliseconds, the best of three. */
function time(run: () => void): number {
  return Math.min(
    ...[1, 2, 3].map(() => {
      // The processor's time: what else the machine does meanwhile proves nothing.
      const start = process.cpuUsage();
      run();
      const { user, system } = process.cpuUsage(start);
      return (user + system) / 1000;
    }),
  );
}

describe('hostile input', () => {
  it('is read at every length', () => {
    for (let length = 0; length <= SAMPLE.length; length += 1) everything(SAMPLE.subarray(0, length));
  });

  it('is read with every byte changed', () => {
    for (let at = 0; at < SAMPLE.length; at += 1) {
      for (const byte of [0x00, 0x0a, 0x0d, 0x22, 0x5b, 0x5c, 0xff]) {
        const changed = Uint8Array.from(SAMPLE);
        changed[at] = byte;
        everything(changed);
      }
    }
  });

  it('is read when random', () => {
    for (let seed = 0; seed < 300; seed += 1) {
      everything(randomBytes(seed, 400, null));
      everything(randomBytes(seed, 400, '[]=\\\n\r\0 "\'#;$%{}@-|!+:/.xuU0aAUnit'));
    }
  });

  const MIB = 1024 * 1024;
  const growing: [string, (size: number) => string][] = [
    ['one line', (size) => `[Unit]\nA=${'x'.repeat(size)}`],
    ['one line of backslashes', (size) => `[Unit]\nA=${'\\'.repeat(size)}`],
    ['lines of one character', (size) => `[Unit]\n${'x\n'.repeat(size / 2)}`],
    ['empty lines', (size) => '\n'.repeat(size)],
    ['empty assignments', (size) => `[Service]\n${'ExecStart=\n'.repeat(size / 11)}`],
    ['values and resets', (size) => `[Unit]\n${'ConditionHost=a\nConditionUser=\n'.repeat(size / 32)}`],
    [
      'different keys',
      (size) => `[Unit]\n${Array.from({ length: size / 40 }, (_, at) => `K${at}=`).join('\n')}`,
    ],
    ['sections', (size) => '[Unit]\n'.repeat(size / 7)],
    ['continuation lines', (size) => `[Unit]\nA=${'\\\n'.repeat(size / 2)}`],
    ['comments in a continuation', (size) => `[Unit]\nA=\\\n${'#\n'.repeat(size / 2)}b`],
    ['open quotes', (size) => `A="${'x"\\"'.repeat(size / 4)}`],
    ['white space', (size) => `A=${' '.repeat(size)}x`],
    ['dollars', (size) => `/x ${'${'.repeat(size / 2)}`],
    ['braces that close', (size) => `/x ${'${a}'.repeat(size / 4)}`],
    ['broken bytes in an environment', (size) => `A=${'A=\\xff '.repeat(size / 7)}`],
    [
      'many conditions and as many resets',
      (size) => `[Unit]\n${lines(size, (at) => `ConditionK${at}=1`)}\n${lines(size, () => 'ConditionHost=')}`,
    ],
    ['words', (size) => `/x ${'a '.repeat(size / 2)}`],
    ['escapes', (size) => `/x ${'\\xff'.repeat(size / 4)}`],
  ];

  // Eight times the bytes: about 8 where time is linear, 64 where it is quadratic. Short times say nothing.
  it.each(growing)('takes linear time for %s', (_name, make) => {
    const small = Buffer.from(make(MIB / 16));
    const large = Buffer.from(make(MIB / 2));
    const one = time(() => everythingTimed(small));
    expect(time(() => everythingTimed(large))).toBeLessThan(Math.max(one * 30, 600));
  });

  it('reads 10 MB of one line, and of lines, in bounded time', () => {
    for (const text of [`[Unit]\nA=${'x'.repeat(10 * MIB)}`, `[Unit]\n${'A=b\n'.repeat(10 * (MIB / 4))}`]) {
      const bytes = Buffer.from(text);
      expect(time(() => mergeUnit(parseUnitFile(bytes, 'a.service'), []))).toBeLessThan(3_000);
    }
  });

  it('joins 100,000 continuation lines', () => {
    const bytes = Buffer.from(`[Service]\nExecStart=/bin/x ${'\\\na '.repeat(100_000)}\nType=simple\n`);
    const file = parseUnitFile(bytes, 'a.service');
    expect(file.problems).toEqual([]);
    expect(file.sections[0]?.assignments.map(({ line }) => line)).toEqual([2, 100_003]);
  });
});

function everythingTimed(bytes: Uint8Array): void {
  mergeUnit(parseUnitFile(bytes, 'a.service'), []);
  parseEnvironmentFile(bytes);
  const text = Buffer.from(bytes).toString('latin1');
  parseExecLine(text);
  parseEnvironmentValue(text);
}
