import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import {
  failureActionsText,
  otherValueText,
  triggerOf,
  triggerText,
} from '../../../renderer/features/detail/decoded-values.ts';
import { hexDump, hexLines } from '../../../renderer/features/detail/hex-lines.ts';

const bytes = Uint8Array.from({ length: 300 }, (_, at) => (at * 7) % 256);
const hex = Buffer.from(bytes).toString('hex');

/** util-linux' `hexdump -C` where it is there. */
function hexdump(): string | null {
  try {
    return execFileSync('hexdump', ['-C', '-v'], { input: bytes, encoding: 'latin1' });
  } catch {
    return null;
  }
}
const expected = hexdump();

describe('bytes in hex', () => {
  it('stand by sixteen, with their offset and what is printable', () => {
    expect(hexLines('4d5a00410d0a')).toEqual([
      { offset: '00000000', hex: '4d 5a 00 41 0d 0a', text: 'MZ.A..' },
    ]);
    expect(hexLines(hex)).toHaveLength(19);
    expect(hexLines(hex)[1]).toMatchObject({
      offset: '00000010',
      hex: expect.stringMatching(/^70 77 7e 85 8c 93 9a a1 {2}a8/),
    });
    expect(hexLines('')).toEqual([]);
  });

  it.skipIf(expected === null)('are dumped as hexdump does (skipped without hexdump)', () => {
    const lines = (expected ?? '').split('\n').slice(0, -2);
    expect(hexDump(hexLines(hex)).split('\n')).toEqual(lines);
  });

  it('end where the digits end', () => {
    expect(hexLines('4d5a…')).toHaveLength(1);
    expect(hexLines('4d5')[0]?.hex).toBe('4d');
    expect(hexLines('<script>')).toEqual([]);
    expect(hexLines('3c7363726970743e')[0]?.text).toBe('<script>');
  });
});

describe('decoded values', () => {
  it('tell failure actions in words', () => {
    const restart = { type: 'restart', typeCode: 1, delayMilliseconds: 5_000 } as const;
    expect(
      failureActionsText({
        resetPeriodSeconds: 3_600,
        actions: [restart, { type: 'run-command', typeCode: 3, delayMilliseconds: 0 }],
      }),
    ).toBe('restart after 5 s, then run command; failures are counted anew after 3600 s');
    expect(failureActionsText({ resetPeriodSeconds: 0xffffffff, actions: [] })).toBe(
      'no action; failures are never forgotten',
    );
  });

  it('find the trigger that bytes belong to', () => {
    const trigger = (text: string | null, hex: string | null) => ({
      ...{
        type: 'firewall-port-event',
        typeCode: 4,
        action: 'start' as const,
        guid: '{X}',
        guidName: 'port open',
      },
      data: [{ typeCode: 2, text, hex }],
    });
    const utf16 = Buffer.from('80\0TCP\0\0', 'utf16le').toString('hex');
    const triggers = [trigger('80\nTCP', null), trigger(null, 'dead')];
    expect(triggerOf(utf16, triggers)).toBe(triggers[0]);
    expect(triggerOf('dead', triggers)).toBe(triggers[1]);
    expect(triggerOf('beef', triggers)).toBeNull();
    expect(triggerOf('dead', [...triggers, trigger(null, 'dead')])).toBeNull();
    expect(triggerText(trigger(null, 'dead'))).toBe('start on firewall port event {X} (port open): 2 bytes');
  });

  it('name the type of a value', () => {
    expect(otherValueText({ name: 'Bin', type: 3, size: 2, data: '4d5a' })).toBe(
      'Bin  REG_BINARY, 2 bytes: 4d5a',
    );
    expect(otherValueText({ name: '', type: 77, size: 1, data: '00' })).toBe(
      '(default)  type 77, 1 byte: 00',
    );
  });
});
