import type { EventRecord } from '../../../../shared/model/event-record.ts';
import type { ServiceRecord } from '../../../../shared/model/service-record.ts';
import type { RegistryKey, RegistryValue } from '../../../formats/registry-tree.ts';
import { REG_DWORD, REG_SZ } from '../../../formats/registry-value.ts';
import type { SourceContext } from '../../source.ts';
import { DescriptorCache } from '../descriptor-cache.ts';
import { environmentOfHives } from '../environment-of-hives.ts';
import { FileLookup } from '../file-lookup.ts';
import { windowsHives } from '../hives.ts';
import { ProcrunServices } from '../procrun-services.ts';
import { serviceRecord } from '../service-key.ts';
import { listServices } from '../service-list.ts';
import type { ServiceScope } from '../service-scope.ts';
import { SvchostGroups } from '../svchost-groups.ts';

const START = new Map(Object.entries({ boot: 0, system: 1, auto: 2, manual: 3, disabled: 4 }));

const nothing = (): void => undefined;

/** What an installation in a log would have been configured as: the record that the registry held then, as far as the log says. */
export class LoggedServices {
  readonly #scope: ServiceScope;

  constructor(context: SourceContext) {
    const { system, software } = windowsHives(context);
    const list = system === null ? null : listServices(system.hive, nothing);
    const root = software?.hive.root ?? null;
    const reports = { software: nothing, system: nothing };
    const env = environmentOfHives(
      context.root,
      { system: system?.hive.root ?? null, software: root },
      list?.controlSet,
      reports,
    );
    this.#scope = {
      evidence: context.evidence,
      hivePath: '',
      controlSet: '',
      servicesKey: 'Services',
      env,
      files: new FileLookup(context.evidence, context.root, env),
      groups: new SvchostGroups(root, nothing),
      descriptors: new DescriptorCache(),
      procrun: new ProcrunServices(root, nothing),
      replayed: false,
      report: nothing,
    };
  }

  /** Null where the event is no installation of a service with an image. */
  of(event: EventRecord): ServiceRecord | null {
    const { service, fields } = event;
    const imagePath = String(fields.ImagePath ?? '');
    if (event.action !== 'created' || service === null || imagePath === '') return null;
    const values = [text('ImagePath', imagePath)];
    const account = String(fields.AccountName ?? fields.ServiceAccount ?? '');
    const start = START.get(String(fields.StartMode ?? ''));
    if (start !== undefined) values.push(number('Start', start));
    const type = typeOf(String(fields.ServiceType ?? ''), imagePath);
    values.push(number('Type', type));
    // 4697 names LocalSystem for drivers too, which have no account.
    if (account !== '' && type >= 16) values.push(text('ObjectName', account));
    const record = serviceRecord(key(service, values), event.id, this.#scope);
    return { ...record, lastChanged: event.time, provenance: event.provenance };
  }
}

/** SERVICE_TYPE: as a number in 4697 (`0x10`), in words in 7045, which Windows translates; the image tells the rest. */
function typeOf(written: string, imagePath: string): number {
  if (/^0x[0-9a-f]{1,8}$/i.test(written)) return Number.parseInt(written, 16);
  if (/^\d{1,5}$/.test(written)) return Number(written);
  if (/kernel|file system driver|kernelmodustreiber|noyau|カーネル/i.test(written)) return 1;
  return /\.sys"?\s{0,8}$/i.test(imagePath) ? 1 : 16;
}

function value(name: string, type: number, data: Uint8Array): RegistryValue {
  return { name, type, offset: null, deleted: false, fromLog: false, size: data.length, data: () => data };
}

function text(name: string, content: string): RegistryValue {
  const data = new Uint8Array(2 * content.length);
  for (let at = 0; at < content.length; at += 1) {
    const unit = content.charCodeAt(at);
    data[2 * at] = unit & 0xff;
    data[2 * at + 1] = unit >> 8;
  }
  return value(name, REG_SZ, data);
}

function number(name: string, content: number): RegistryValue {
  return value(name, REG_DWORD, new Uint8Array(new Uint32Array([content]).buffer));
}

function key(name: string, values: readonly RegistryValue[]): RegistryKey {
  return {
    name,
    path: name,
    lastWrite: 0n,
    offset: null,
    deleted: false,
    fromLog: false,
    className: null,
    statedSubkeys: 0,
    subkeys: () => [],
    subkey: () => undefined,
    descendant: () => undefined,
    values: () => values,
    value: (wanted) => values.find((one) => one.name.toLowerCase() === wanted.toLowerCase()),
    security: () => null,
  };
}
