import { type LogSpec, logTree } from './event-fixture.ts';
import { writeHive } from './hive-writer.ts';
import {
  binary,
  expandSz,
  type KeySpec,
  multiSz,
  type RegistrySpec,
  type ValueSpec,
} from './registry-spec.ts';
import { securityDescriptor } from './security-descriptor-writer.ts';

/**
 * A fixture of one rule (`test/fixtures/rules/<platform>/<rule>.yml`): situations that it must report, and situations that it must
 * not. Each is a registry that is written as real hives, with event logs as real EVTX files, and goes through the whole pipeline.
 */
export interface RuleFixture {
  readonly hits: readonly Situation[];
  readonly misses: readonly Situation[];
}

type YamlValue = string | number | readonly string[];
/** Values by name; a name with `\` lies in a subkey; `$security`, `$lastWrite` describe the key (`Parameters\$security` a subkey). */
type ServiceValues = Readonly<Record<string, YamlValue>>;

export interface Situation {
  readonly name: string;
  /** Services of the current control set. Type defaults to 16, Start to 2, ObjectName to LocalSystem for services. */
  readonly services?: Readonly<Record<string, ServiceValues>>;
  /** The same in ControlSet002, for history. */
  readonly previous?: Readonly<Record<string, ServiceValues>>;
  /** Keys that are written and then deleted. */
  readonly deleted?: Readonly<Record<string, ServiceValues>>;
  /** Other keys: `SYSTEM\…` below the current control set is written `SYSTEM\CurrentControlSet\…`; `SOFTWARE\…`. */
  readonly registry?: Readonly<Record<string, ServiceValues>>;
  /** Files of the volume. With this the root is a complete volume, and what is not listed is missing. */
  readonly files?: readonly string[];
  /** Build number of Windows: 19044 (Windows 10 21H2) unless stated. */
  readonly build?: number;
  /** No SOFTWARE hive at all. */
  readonly withoutSoftware?: boolean;
  /** Event logs, where Windows keeps them. Without any of the keys above there are no hives then. */
  readonly logs?: readonly LogSpec[];
  readonly knownAdmins?: readonly string[];
  readonly knownServices?: readonly string[];
  readonly iocs?: readonly string[];
  /** Services of an earlier result, for rules on the baseline. */
  readonly baseline?: Readonly<Record<string, ServiceValues>>;
  /** Names of the services or settings that must be reported; any one when left out. */
  readonly expect?: readonly string[];
}

/** What a situation can only have with hives. */
const HIVE_KEYS = [
  'services',
  'previous',
  'deleted',
  'registry',
  'files',
  'build',
  'withoutSoftware',
] as const;

/** Evidence paths and contents of a situation, for `memoryEvidence`. */
export function situationTree(situation: Situation): Record<string, Uint8Array> {
  if (situation.logs !== undefined && HIVE_KEYS.every((key) => situation[key] === undefined)) {
    return logTree(situation.logs);
  }
  const system = writeHive(systemSpec(situation), deletedOption(situation)).bytes;
  const software = writeHive(softwareSpec(situation)).bytes;
  const withSoftware = situation.withoutSoftware !== true;
  if (situation.files === undefined && situation.logs === undefined) {
    return { '/SYSTEM': system, ...(withSoftware ? { '/SOFTWARE': software } : {}) };
  }
  const tree: Record<string, Uint8Array> = {
    '/Windows/System32/config/SYSTEM': system,
    ...(withSoftware ? { '/Windows/System32/config/SOFTWARE': software } : {}),
    ...logTree(situation.logs ?? []),
  };
  // Programs make it a volume, on which what is absent is missing.
  if (situation.files === undefined) return tree;
  Object.assign(tree, {
    '/Windows/System32/ntdll.dll': new Uint8Array([0x4d, 0x5a]),
    '/Windows/System32/svchost.exe': new Uint8Array([0x4d, 0x5a]),
  });
  for (const path of situation.files) {
    tree[path.replace(/^[A-Za-z]:/, '').replaceAll('\\', '/')] = Buffer.from(`MZ ${path}`);
  }
  return tree;
}

export function baselineTree(situation: Situation): Record<string, Uint8Array> | null {
  if (situation.baseline === undefined) return null;
  return situationTree({ ...situation, services: situation.baseline, name: 'baseline' });
}

function systemSpec(situation: Situation): RegistrySpec {
  const spec: Record<string, KeySpec> = {
    Select: { values: { Current: 1, Default: 1, Failed: 0, LastKnownGood: 1 } },
    'ControlSet001\\Control\\ComputerName\\ComputerName': { values: { ComputerName: 'TESTHOST' } },
    'ControlSet001\\Control\\ProductOptions': { values: { ProductType: 'WinNT' } },
    'ControlSet001\\Services': {},
  };
  addServices(spec, 'ControlSet001\\Services', situation.services ?? {});
  if (situation.previous !== undefined) {
    spec['ControlSet002\\Services'] = {};
    addServices(spec, 'ControlSet002\\Services', situation.previous);
  }
  addRegistry(spec, situation, 'SYSTEM');
  return spec;
}

function softwareSpec(situation: Situation): RegistrySpec {
  const build = situation.build ?? 19044;
  const spec: Record<string, KeySpec> = {
    'Microsoft\\Windows NT\\CurrentVersion': {
      values: {
        CurrentBuild: String(build),
        CurrentBuildNumber: String(build),
        ProductName: 'Windows 10 Pro',
        SystemRoot: 'C:\\Windows',
      },
    },
    'Microsoft\\Windows NT\\CurrentVersion\\Svchost': {
      values: {
        netsvcs: multiSz([
          'BITS',
          'Schedule',
          'Themes',
          'wuauserv',
          'Winmgmt',
          'iphlpsvc',
          'seclogon',
          'ProfSvc',
          'UserManager',
        ]),
        LocalService: multiSz(['EventSystem', 'FontCache', 'nsi', 'WebClient', 'W32Time']),
        LocalServiceNetworkRestricted: multiSz(['EventLog', 'Dhcp', 'AppIDSvc']),
        LocalServiceNoNetwork: multiSz(['mpssvc', 'BFE', 'DPS']),
        NetworkService: multiSz(['Dnscache', 'WinRM', 'LanmanWorkstation', 'CryptSvc']),
        DcomLaunch: multiSz(['Power', 'PlugPlay', 'DcomLaunch']),
        rpcss: multiSz(['RpcSs', 'RpcEptMapper']),
        swprv: multiSz(['swprv']),
        wercplsupport: multiSz(['wercplsupport']),
      },
    },
  };
  addRegistry(spec, situation, 'SOFTWARE');
  return spec;
}

function addServices(
  spec: Record<string, KeySpec>,
  parent: string,
  services: Readonly<Record<string, ServiceValues>>,
): void {
  for (const [name, values] of Object.entries(services)) {
    const bare = '$bare' in values;
    addKey(spec, `${parent}\\${name}`, bare ? values : { Type: 16, Start: 2, ErrorControl: 1, ...values });
  }
}

function addRegistry(spec: Record<string, KeySpec>, situation: Situation, hive: 'SYSTEM' | 'SOFTWARE'): void {
  for (const [path, values] of Object.entries(situation.registry ?? {})) {
    if (!path.startsWith(`${hive}\\`)) continue;
    addKey(spec, path.slice(hive.length + 1).replace(/^CurrentControlSet\\/, 'ControlSet001\\'), values);
  }
}

function addKey(spec: Record<string, KeySpec>, path: string, values: ServiceValues): void {
  const keys = new Map<
    string,
    { values: Record<string, ValueSpec>; security?: Uint8Array; lastWrite?: string }
  >([[path, { values: {} }]]);
  for (const [name, value] of Object.entries(values)) {
    const at = name.lastIndexOf('\\');
    const keyPath = at === -1 ? path : `${path}\\${name.slice(0, at)}`;
    const valueName = at === -1 ? name : name.slice(at + 1);
    let key = keys.get(keyPath);
    if (key === undefined) {
      key = { values: {} };
      keys.set(keyPath, key);
    }
    if (valueName === '$security') key.security = securityDescriptor(String(value));
    else if (valueName === '$lastWrite') key.lastWrite = String(value);
    else if (valueName !== '$bare' && valueName !== '$key')
      key.values[valueName === '(default)' ? '' : valueName] = valueSpec(value);
  }
  for (const [keyPath, key] of keys) {
    const before = spec[keyPath];
    spec[keyPath] = { ...before, ...key, values: { ...before?.values, ...key.values } };
  }
}

/** `hex:4D5A…` is REG_BINARY, `sddl:D:…` a security descriptor in REG_BINARY, a list REG_MULTI_SZ, text with % REG_EXPAND_SZ. */
function valueSpec(value: YamlValue): ValueSpec {
  if (typeof value === 'number') return value;
  if (typeof value === 'object') return multiSz(value);
  if (value.startsWith('hex:')) return binary(Buffer.from(value.slice(4), 'hex'));
  if (value.startsWith('sddl:')) return binary(securityDescriptor(value.slice(5)));
  return value.includes('%') ? expandSz(value) : value;
}

function deletedOption(situation: Situation) {
  if (situation.deleted === undefined) return {};
  const spec: Record<string, KeySpec> = {};
  addServices(spec, 'ControlSet001\\Services', situation.deleted);
  return { deleted: spec };
}
