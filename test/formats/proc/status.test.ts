import { describe, expect, it } from 'vitest';
import { parseProcStatus } from '../../../main/formats/proc/status.ts';

const STATUS =
  'Name:\tsshd\nUmask:\t0022\nState:\tS (sleeping)\nTgid:\t812\nPid:\t812\nPPid:\t1\nTracerPid:\t0\nUid:\t1000\t0\t0\t0\nGid:\t1000\t33\t0\t0\nFDSize:\t128\n';

describe('parseProcStatus', () => {
  it('reads owner, parent and tracer', () => {
    expect(parseProcStatus(STATUS)).toEqual({
      realUid: 1000,
      effectiveUid: 0,
      effectiveGid: 33,
      parentPid: 1,
      tracerPid: 0,
    });
  });

  it('is not misled by a name that the kernel escaped', () => {
    expect(parseProcStatus(STATUS.replace('sshd', 'x\\nUid:\\t0')).realUid).toBe(1000);
  });

  it('gives null for what is not there or no number', () => {
    const nothing = {
      realUid: null,
      effectiveUid: null,
      effectiveGid: null,
      parentPid: null,
      tracerPid: null,
    };
    expect(parseProcStatus('')).toEqual(nothing);
    expect(parseProcStatus('Uid:\tx\t-1\nGid:\nPPid:\t99999999999')).toEqual(nothing);
  });
});
