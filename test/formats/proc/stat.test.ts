import { describe, expect, it } from 'vitest';
import { ParseError } from '../../../main/formats/parse-error.ts';
import { parseBootTime, parseProcStat, startTime } from '../../../main/formats/proc/stat.ts';

const line = (comm: string, flags = 4_194_560): string =>
  `812 (${comm}) S 1 812 812 0 -1 ${flags} 40865 392800 0 138 158 347 1328 1311 20 0 13 0 2050 50704384 4571 18446744073709551615 1 1 0\n`;

describe('parseProcStat', () => {
  it.each(['sshd', 'a b', ')', ') S 7 (', '(sd-pam)', '', 'x\ny', 'é'])('reads the name %j', (comm) => {
    expect(parseProcStat(line(comm))).toEqual({
      pid: 812,
      comm,
      state: 'S',
      parentPid: 1,
      kernelThread: false,
      startTicks: 2050,
    });
  });

  it('knows kernel threads by their flag', () => {
    expect(parseProcStat(line('kworker/0:1', 69_238_880)).kernelThread).toBe(true);
    expect(parseProcStat(line('kworker/0:1', 0x0020_0000)).kernelThread).toBe(true);
    expect(parseProcStat(line('kworker/0:1', 0x0040_0000)).kernelThread).toBe(false);
  });

  it('throws only ParseError when it is cut anywhere or a bit is wrong', () => {
    const whole = line('a (b) c');
    for (let length = 0; length < whole.length; length++) harmless(whole.slice(0, length));
    for (let at = 0; at < whole.length; at++) {
      for (let bit = 0; bit < 8; bit++) {
        const wrong = String.fromCharCode(whole.charCodeAt(at) ^ (1 << bit));
        harmless(whole.slice(0, at) + wrong + whole.slice(at + 1));
      }
    }
  });

  function harmless(text: string): void {
    try {
      const { pid, parentPid, startTicks } = parseProcStat(text);
      for (const number of [pid, parentPid, startTicks]) expect(number).toBeGreaterThanOrEqual(0);
    } catch (error) {
      expect(error).toBeInstanceOf(ParseError);
    }
  }

  it.each(['', '812', '812 sshd S 1', '(sshd) S 1', '812 )sshd( S 1'])('refuses %j', (text) => {
    expect(() => parseProcStat(text)).toThrow(ParseError);
  });
});

describe('start time', () => {
  it('adds ticks to the boot time, in whole seconds', () => {
    const boot = parseBootTime('cpu 1 2 3\nintr 5 0 0\nctxt 12\nbtime 1795506588\nprocesses 5\n');
    expect(boot).toBe(1_795_506_588);
    expect(startTime(boot, 0)).toBe('2026-11-24T07:49:48Z');
    expect(startTime(boot, 299)).toBe('2026-11-24T07:49:50Z');
  });

  it('has none without a boot time or with one out of range', () => {
    expect(parseBootTime('cpu 1\n')).toBeNull();
    expect(startTime(null, 5)).toBeNull();
    expect(startTime(9e15, 5)).toBeNull();
  });
});
