import { describe, expect, it } from 'vitest';
import { decodeTriggerInfo } from '../../main/formats/service-triggers.ts';
import { binary, dword, multiSz, virtualRegistry } from '../support/virtual-registry.ts';

const RPC = binary(Buffer.from('67d190bc70943941a9babe0bbbf5b74d', 'hex'));
const WNF = binary(Buffer.from('16287a2d5e0cfc459ce7570e5ecde9c9', 'hex'));

function triggers(spec: Parameters<typeof virtualRegistry>[0]) {
  return decodeTriggerInfo(virtualRegistry(spec));
}

describe('decodeTriggerInfo', () => {
  it('reads triggers in the order of their numbers', () => {
    const { triggers: found, problems } = triggers({
      '10': {
        values: { Type: 7, Action: 2, Guid: WNF, Data0: binary([1, 2, 3, 4, 5, 6, 7, 8]), DataType0: 1 },
      },
      '2': {
        values: {
          Type: 6,
          Action: 1,
          GUID: RPC,
          Data0: binary(Buffer.from('{1}\0a\0\0', 'utf16le')),
          DataType0: 2,
        },
      },
    });
    expect(problems).toEqual([]);
    expect(found).toEqual([
      {
        type: 'network-endpoint',
        typeCode: 6,
        action: 'start',
        guid: '{BC90D167-9470-4139-A9BA-BE0BBBF5B74D}',
        guidName: 'RPC interface event',
        data: [{ typeCode: 2, text: '{1}\na', hex: null }],
      },
      {
        type: 'custom-system-state-change',
        typeCode: 7,
        action: 'stop',
        guid: '{2D7A2816-0C5E-45FC-9CE7-570E5ECDE9C9}',
        guidName: 'system state change (WNF)',
        data: [{ typeCode: 1, text: null, hex: '0102030405060708' }],
      },
    ]);
  });

  it('reads levels and keywords', () => {
    const values = {
      Type: 20,
      Action: 1,
      GUID: RPC,
      Data0: binary([4]),
      DataType0: 3,
      Data1: binary([1, 0, 0, 0, 0, 0, 0, 0x80]),
      DataType1: 4,
      Data2: binary([2, 0, 0, 0, 0, 0, 0, 0]),
      DataType2: 5,
      Data3: binary([2]),
      DataType3: 5,
    };
    const data = triggers({ '0': { values } }).triggers[0]?.data;
    expect(data?.map((item) => item.text ?? item.hex)).toEqual(['4', '0x8000000000000001', '0x2', '02']);
  });

  it('names what is wrong and keeps the rest', () => {
    const { triggers: found, problems } = triggers({
      '0': { values: { Type: multiSz(['x']), Action: dword(9), GUID: binary([1, 2, 3]) } },
      stray: { values: {} },
    });
    expect(found).toHaveLength(2);
    expect(found[0]).toMatchObject({ type: 'unknown', action: 'unknown', guid: null, data: [] });
    expect(problems.map((problem) => problem.what)).toEqual([
      'trigger 0: no usable Type',
      expect.stringMatching(/^trigger 0: trigger GUID at offset 0x0/),
      'trigger stray: no usable Type',
      'trigger stray: no usable Action',
    ]);
  });

  it('reads at most MAX_TRIGGERS', () => {
    const spec = Object.fromEntries(Array.from({ length: 600 }, (_, at) => [String(at), { values: {} }]));
    const { triggers: found, problems } = triggers(spec);
    expect(found).toHaveLength(512);
    expect(problems.at(-1)?.what).toContain('600 triggers');
  });
});
