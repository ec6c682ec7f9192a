import { describe, expect, it } from 'vitest';
import { ParseError } from '../../main/formats/parse-error.ts';
import { decodeFailureActions } from '../../main/formats/service-failure-actions.ts';

/** Value of ALG in a Windows 10 hive: 900 s, restart after 120 s, after 300 s, then nothing. */
const ALG = Uint8Array.from(
  Buffer.from(
    '8403000000000000000000000300000014000000' + '01000000c0d40100' + '01000000e0930400' + '0000000000000000',
    'hex',
  ),
);

describe('decodeFailureActions', () => {
  it('reads the actions behind the header', () => {
    expect(decodeFailureActions(ALG)).toEqual({
      resetPeriodSeconds: 900,
      actions: [
        { type: 'restart', typeCode: 1, delayMilliseconds: 120_000 },
        { type: 'restart', typeCode: 1, delayMilliseconds: 300_000 },
        { type: 'none', typeCode: 0, delayMilliseconds: 0 },
      ],
    });
  });

  it('names run-command, reboot, own-restart, and keeps unknown codes', () => {
    const bytes = new Uint8Array(20 + 4 * 8);
    const view = new DataView(bytes.buffer);
    view.setUint32(0, 0xffffffff, true);
    view.setUint32(12, 4, true);
    [2, 3, 4, 77].forEach((code, at) => {
      view.setUint32(20 + 8 * at, code, true);
    });
    const { actions, resetPeriodSeconds } = decodeFailureActions(bytes);
    expect(resetPeriodSeconds).toBe(4_294_967_295);
    expect(actions.map((action) => action.type)).toEqual(['reboot', 'run-command', 'own-restart', 'unknown']);
    expect(actions.at(-1)?.typeCode).toBe(77);
  });

  it('is a ParseError at every truncation', () => {
    for (let length = 0; length < ALG.length; length++) {
      expect(() => decodeFailureActions(ALG.subarray(0, length))).toThrow(ParseError);
    }
  });

  it('does not believe a count', () => {
    const bytes = Uint8Array.from(ALG);
    new DataView(bytes.buffer).setUint32(12, 0xffffffff, true);
    expect(() => decodeFailureActions(bytes)).toThrow(/4294967295 actions, there is room for 3/);
  });
});
