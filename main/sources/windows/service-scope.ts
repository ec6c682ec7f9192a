import type { Evidence } from '../../evidence/evidence.ts';
import type { RegistryKey } from '../../formats/registry-tree.ts';
import type { DescriptorCache } from './descriptor-cache.ts';
import type { WindowsEnvironment } from './environment.ts';
import type { FileLookup } from './file-lookup.ts';
import { attempt, KeyValues, type ReportProblem } from './key-values.ts';
import type { ProcrunServices } from './procrun-services.ts';
import type { SvchostGroups } from './svchost-groups.ts';

/** What the services of one Services key share. */
export interface ServiceScope {
  readonly evidence: Evidence;
  /** Evidence path of the hive. */
  readonly hivePath: string;
  /** `ControlSet001` */
  readonly controlSet: string;
  /** `HKLM\SYSTEM\ControlSet001\Services` */
  readonly servicesKey: string;
  readonly env: WindowsEnvironment;
  readonly files: FileLookup;
  readonly groups: SvchostGroups;
  readonly descriptors: DescriptorCache;
  readonly procrun: ProcrunServices;
  /** A log was replayed, so that bytes may come from it. */
  readonly replayed: boolean;
  readonly report: ReportProblem;
}

/** A service's key with what is read of it more than once. */
export interface ServiceKeys {
  readonly key: RegistryKey;
  readonly values: KeyValues;
  /** Direct subkeys in their order. */
  readonly subkeys: readonly RegistryKey[];
  readonly parameters: RegistryKey | undefined;
  readonly parameterValues: KeyValues;
  /** Of the subkey Security. */
  readonly securityValues: KeyValues;
  subkey(lowerCaseName: string): RegistryKey | undefined;
}

export function openService(key: RegistryKey, report: ReportProblem): ServiceKeys {
  const subkeys = attempt(() => key.subkeys(), [], report, key.offset, 'subkeys');
  const names = subkeys.map((child) => child.name.toLowerCase());
  const subkey = (name: string): RegistryKey | undefined => subkeys[names.indexOf(name)];
  const parameters = subkey('parameters');
  return {
    key,
    values: new KeyValues(key, report),
    subkeys,
    parameters,
    parameterValues: KeyValues.of(parameters, report),
    securityValues: KeyValues.of(subkey('security'), report),
    subkey,
  };
}
