import { describe, expect, test } from 'vitest';
import { MAX_BINARY_VALUES, MAX_SHOWN_BINARY } from '../../../shared/limits.ts';
import { windowsDetailSchema } from '../../../shared/model/windows-detail.ts';
import { binary, dword } from '../../support/registry-spec.ts';
import { securityDescriptor } from '../../support/security-descriptor-writer.ts';
import { readService } from './test-scope.ts';

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'));
/** A day; two actions at offset 20: restart after a minute, reboot at once. */
const ACTIONS = `80510100${'00000000'.repeat(2)}0200000014000000${'0100000060ea0000'}${'0200000000000000'}`;
const named = (service: ReturnType<typeof readService>) =>
  (service.record.windows.binaryValues ?? []).map(({ name, size, hex }) => [name, size, hex]);

describe('binary values', () => {
  test('are kept with what was decoded, exact', () => {
    const descriptor = securityDescriptor('D:(A;;CCLC;;;SY)');
    const service = readService(
      'X',
      {
        FailureActions: binary(bytes(ACTIONS)),
        Start: 2,
        Text: 'no bytes',
        Unheard: binary(bytes('00ff10')),
      },
      {
        Security: { values: { Security: binary(descriptor) } },
        'TriggerInfo\\0': {
          values: { Type: dword(1), Action: dword(1), Data0: binary(bytes('dead')), DataType0: dword(1) },
        },
        Parameters: { values: { Ordinary: binary(bytes('01')) } },
      },
    );
    expect(named(service)).toEqual([
      ['FailureActions', 36, ACTIONS],
      ['Security\\Security', descriptor.length, Buffer.from(descriptor).toString('hex')],
      ['TriggerInfo\\0\\Data0', 2, 'dead'],
      ['Unheard', 3, '00ff10'],
    ]);
    expect(service.record.windows.failureActions?.actions).toHaveLength(2);
    expect(windowsDetailSchema.safeParse(service.record.windows).error).toBeUndefined();
  });

  test('are not those that have no bytes, and none without any', () => {
    expect(named(readService('X', { Empty: binary(new Uint8Array()), Start: 2 }, {}))).toEqual([]);
  });

  test('are bounded in length and number', () => {
    const large = new Uint8Array(MAX_SHOWN_BINARY + 1).fill(0xab);
    const [first] = readService('X', { Large: binary(large) }, {}).record.windows.binaryValues ?? [];
    expect([first?.size, first?.hex.length]).toEqual([MAX_SHOWN_BINARY + 1, 2 * MAX_SHOWN_BINARY]);
    const many = Object.fromEntries(
      Array.from({ length: 2 * MAX_BINARY_VALUES }, (_, at) => [`V${at}`, binary(bytes('01'))]),
    );
    const crowded = readService('X', many, {});
    expect(named(crowded)).toHaveLength(MAX_BINARY_VALUES);
    // Once, however many there are.
    const told = crowded.problems.filter((problem) => problem.includes('binary values'));
    expect(told).toEqual([`more than ${MAX_BINARY_VALUES} binary values: no bytes of the rest are kept`]);
  });

  test('tell when a program lies under Parameters', () => {
    const program = new Uint8Array(300);
    program.set([0x4d, 0x5a]);
    const [payload, ...more] = named(
      readService('X', {}, { Parameters: { values: { Payload: binary(program) } } }),
    );
    expect(payload?.slice(0, 2)).toEqual(['Parameters\\Payload', 300]);
    expect(String(payload?.[2])).toMatch(/^4d5a00/);
    expect(more).toEqual([]);
  });
});
