import { memoryEvidence } from '../../../main/evidence/memory-evidence.ts';
import type { MemoryNode } from '../../../main/evidence/memory-node.ts';
import type { Root } from '../../../main/sources/root.ts';
import { DescriptorCache } from '../../../main/sources/windows/descriptor-cache.ts';
import { windowsEnvironment } from '../../../main/sources/windows/environment.ts';
import { FileLookup } from '../../../main/sources/windows/file-lookup.ts';
import { ProcrunServices } from '../../../main/sources/windows/procrun-services.ts';
import { serviceRecord } from '../../../main/sources/windows/service-key.ts';
import type { ServiceScope } from '../../../main/sources/windows/service-scope.ts';
import { SvchostGroups } from '../../../main/sources/windows/svchost-groups.ts';
import { type ServiceRecord, serviceRecordSchema } from '../../../shared/model/service-record.ts';
import type { WindowsDetail } from '../../../shared/model/windows-detail.ts';
import type { KeySpec, RegistrySpec, ValueSpec } from '../../support/registry-spec.ts';
import { virtualRegistry } from '../../support/virtual-registry.ts';

export interface TestOptions {
  /** Files of a complete volume; without any the evidence is a folder of hives. */
  readonly files?: Record<string, MemoryNode>;
  readonly software?: RegistrySpec;
}

export type DetailedRecord = ServiceRecord & { windows: WindowsDetail };

export interface OneService {
  readonly record: DetailedRecord;
  readonly problems: readonly string[];
}

/** Reads one service from a virtual key, checked against the schema. `keys`: subkeys by path below the service. */
export function readService(
  name: string,
  values: Readonly<Record<string, ValueSpec>>,
  keys: Readonly<Record<string, KeySpec>> = {},
  options: TestOptions & { readonly key?: Omit<KeySpec, 'values'> } = {},
): OneService {
  const spec: Record<string, KeySpec> = { [name]: { ...options.key, values } };
  for (const [path, key] of Object.entries(keys)) spec[`${name}\\${path}`] = key;
  const key = virtualRegistry(spec).subkey(name);
  if (key === undefined) throw new Error(`no key ${name}`);
  const problems: string[] = [];
  const scope = testScope(options, problems);
  const record = serviceRecord(key, `windows:${name.toLowerCase()}`, scope);
  return { record: checked(record), problems };
}

/** The record as the schema has it, keys in the schema's order and none missing. */
export function checked(record: ServiceRecord): DetailedRecord {
  const parsed = serviceRecordSchema.parse(record);
  if (JSON.stringify(parsed) !== JSON.stringify(record))
    throw new Error('keys are not in the order of the schema');
  const { windows } = parsed;
  if (windows === undefined) throw new Error('no Windows detail');
  return { ...parsed, windows };
}

export function testScope(options: TestOptions, problems: string[]): ServiceScope {
  const complete = options.files !== undefined;
  const root: Root = {
    layout: complete ? 'windows-volume' : 'windows-hives',
    platform: 'windows',
    base: '',
    configFolder: '/',
    systemFolder: complete ? 'Windows' : null,
    folders: [],
    filesComplete: complete,
    reason: '',
  };
  const evidence = memoryEvidence(options.files ?? {});
  const env = windowsEnvironment({ variables: complete ? [['Path', 'C:\\Windows\\System32']] : [] });
  const report = (_offset: number | null, what: string) => {
    problems.push(what);
  };
  return {
    evidence,
    hivePath: '/SYSTEM',
    controlSet: 'ControlSet001',
    servicesKey: 'HKLM\\SYSTEM\\ControlSet001\\Services',
    env,
    files: new FileLookup(evidence, root, env),
    groups: new SvchostGroups(
      options.software === undefined ? null : virtualRegistry(options.software),
      report,
    ),
    descriptors: new DescriptorCache(),
    procrun: new ProcrunServices(
      options.software === undefined ? null : virtualRegistry(options.software),
      report,
    ),
    replayed: false,
    report,
  };
}
