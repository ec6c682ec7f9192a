import { type HiveOptions, type WrittenHive, writeHive } from '../../support/hive-writer.ts';
import { binary, expandSz, multiSz, none, qword, type RegistrySpec } from '../../support/registry-spec.ts';

export const SERVICES = 'ControlSet001\\Services';

/** More than two segments of big data, every byte different from its neighbours. */
export const LONG = Uint8Array.from({ length: 40_000 }, (_, index) => (index * 7 + (index >> 8)) & 0xff);

/** One hive with every structure in it. */
export const SAMPLE: RegistrySpec = {
  '': { values: { Note: 'root' } },
  Select: { values: { Current: 1 } },
  [`${SERVICES}\\Alpha`]: {
    lastWrite: '2023-04-05T06:07:08.1234567Z',
    className: 'Class Ж',
    values: {
      ImagePath: expandSz('%SystemRoot%\\system32\\alpha.exe -k netsvcs'),
      Start: 2,
      Type: 0x10,
      DependOnService: multiSz(['RpcSs', 'Tcpip']),
      Big: binary(LONG),
      Wide: qword(0x1122334455667788n),
      Empty: none(),
      '': 'default value',
      Größe: 'Latin-1 name',
      Имя: 'UTF-16 name',
    },
  },
  [`${SERVICES}\\Alpha\\Parameters`]: { values: { ServiceDll: expandSz('%SystemRoot%\\alpha.dll') } },
  [`${SERVICES}\\Beta`]: { values: { ImagePath: 'beta.sys', Start: 3 } },
  [`${SERVICES}\\Gamma`]: { values: { ImagePath: 'gamma.sys' } },
  [`${SERVICES}\\Служба`]: { values: { Start: 4 } },
};

export function sampleHive(options: HiveOptions = {}, spec: RegistrySpec = SAMPLE): WrittenHive {
  return writeHive(spec, options);
}

/** A copy of the bytes and a view of it, to be damaged. */
export function damaged(
  hive: WrittenHive,
  damage: (view: DataView, bytes: Uint8Array, hive: WrittenHive) => void,
): Uint8Array {
  const bytes = hive.bytes.slice();
  damage(new DataView(bytes.buffer), bytes, hive);
  return bytes;
}

/** The offset that the writer noted; a test that asks for what is not there is wrong. */
export function at(offsets: ReadonlyMap<string, number>, path: string): number {
  const offset = offsets.get(path);
  if (offset === undefined) throw new Error(`the sample hive has no ${path}`);
  return offset;
}
