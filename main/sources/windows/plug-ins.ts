import { MAX_PLUG_IN_BRANCHES } from '../../../shared/limits.ts';
import type { Payload } from '../../../shared/model/service-record.ts';
import type { RegistryKey } from '../../formats/registry-tree.ts';
import { attempt, KeyValues } from './key-values.ts';
import { libraryPayload } from './payloads.ts';
import type { ServiceKeys, ServiceScope } from './service-scope.ts';

interface PlugInPoint {
  /** Below the service's key, `*` for any subkey; '' is the key itself. */
  readonly key: string;
  readonly values: readonly string[];
}

/**
 * Where services themselves load libraries that their configuration names. Sources: Microsoft Learn (time providers,
 * "ServerLevelPluginDll" of dnscmd, DHCP callout DLLs, "EAP registry", IAS extension DLLs, RRAS router managers) and
 * MITRE ATT&CK T1547.003; the NTDS and WinSock2 points are undocumented and known from public write-ups.
 */
const PLUG_IN_POINTS: ReadonlyMap<string, readonly PlugInPoint[]> = new Map([
  ['w32time', [{ key: 'TimeProviders\\*', values: ['DllName'] }]],
  ['dns', [{ key: 'Parameters', values: ['ServerLevelPluginDll'] }]],
  ['dhcpserver', [{ key: 'Parameters', values: ['CalloutDlls'] }]],
  ['ntds', [{ key: '', values: ['LsaDbExtPt', 'DirectoryServiceExtPt'] }]],
  ['winsock2', [{ key: 'Parameters', values: ['AutodialDLL'] }]],
  ['rasman', [{ key: 'PPP\\EAP\\*', values: ['Path', 'ConfigUIPath', 'IdentityPath', 'InteractiveUIPath'] }]],
  [
    'eaphost',
    [
      {
        key: 'Methods\\*\\*',
        values: ['PeerDllPath', 'PeerConfigUIPath', 'PeerIdentityPath', 'AuthenticatorDllPath'],
      },
    ],
  ],
  ['authsrv', [{ key: 'Parameters', values: ['ExtensionDLLs', 'AuthorizationDLLs'] }]],
  ['remoteaccess', [{ key: 'RouterManagers\\*', values: ['DLLPath'] }]],
  ['tcpip', [{ key: 'Parameters\\Winsock', values: ['HelperDllName'] }]],
  ['tcpip6', [{ key: 'Parameters\\Winsock', values: ['HelperDllName'] }]],
]);

export function plugInPayloads(service: ServiceKeys, scope: ServiceScope): Payload[] {
  const found: Payload[] = [];
  for (const point of PLUG_IN_POINTS.get(service.key.name.toLowerCase()) ?? []) {
    for (const { key, path } of matches(service.key, point.key, scope)) {
      const values = new KeyValues(key, scope.report);
      for (const name of point.values) {
        const lower = name.toLowerCase();
        const written = values.list(lower) ?? [];
        for (const raw of written) {
          const from = path === '' ? name : `${path}\\${name}`;
          const plugIn = libraryPayload({ role: 'plug-in', from, raw }, scope);
          if (plugIn !== null) found.push(plugIn);
        }
      }
    }
  }
  return found;
}

function matches(
  top: RegistryKey,
  pattern: string,
  scope: ServiceScope,
): { key: RegistryKey; path: string }[] {
  let level = [{ key: top, path: '' }];
  for (const part of pattern.split('\\')) {
    if (part === '') continue;
    level = level.flatMap(({ key, path }) => {
      const below = (child: RegistryKey) => ({
        key: child,
        path: path === '' ? child.name : `${path}\\${child.name}`,
      });
      if (part !== '*') {
        const child = attempt(() => key.subkey(part), undefined, scope.report, key.offset, part);
        return child === undefined ? [] : [below(child)];
      }
      const subkeys = attempt(() => key.subkeys(), [], scope.report, key.offset, 'subkeys');
      if (subkeys.length > MAX_PLUG_IN_BRANCHES) {
        scope.report(
          key.offset,
          `${subkeys.length} subkeys: only ${MAX_PLUG_IN_BRANCHES} were looked at for plug-ins`,
        );
      }
      return subkeys.slice(0, MAX_PLUG_IN_BRANCHES).map(below);
    });
  }
  return level;
}
