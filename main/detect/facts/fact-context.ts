import type { BinaryRecord } from '../../../shared/model/binary-record.ts';
import type { Host } from '../../../shared/model/host.ts';
import type { ServiceRecord } from '../../../shared/model/service-record.ts';
import { windowsBuild, windowsProductKind } from '../../../shared/windows-release.ts';
import { nearestRelease } from '../inbox/inbox.ts';
import { baselineIndex } from './baseline.ts';
import { type IocIndex, iocIndex } from './ioc.ts';
import { DEFAULT_ENVIRONMENT, type WindowsEnvironment } from './windows-path.ts';

/** What facts are made from. Only the services are necessary: what is absent leaves facts absent. */
export interface FactInput {
  readonly services: readonly ServiceRecord[];
  readonly host?: Partial<Host>;
  /** The evidence holds every file of the Windows volume, so that a missing one is missing. */
  readonly filesComplete?: boolean;
  readonly baseline?: readonly ServiceRecord[] | null;
  /** Names in lower case. */
  readonly knownServices?: ReadonlySet<string> | null;
  readonly iocs?: readonly string[];
  readonly binaries?: readonly BinaryRecord[];
  /** `C:\Windows`; told from the services when not given. */
  readonly systemRoot?: string;
}

/** The same, indexed once for all services. */
export interface FactContext {
  /** Release of the inbox table; null for servers and for releases that the table lacks. */
  readonly release: string | null;
  readonly host: Partial<Host>;
  /** Configured services by name in lower case. */
  readonly services: ReadonlyMap<string, ServiceRecord>;
  readonly baseline: ReadonlyMap<string, ServiceRecord> | null;
  readonly knownServices: ReadonlySet<string> | null;
  readonly iocs: IocIndex;
  readonly binaries: ReadonlyMap<string, BinaryRecord>;
  /** Linux and macOS: every configured service and other record, since two may have one name. */
  readonly records: readonly ServiceRecord[];
  /** Records of the baseline by their id. */
  readonly baselineById: ReadonlyMap<string, ServiceRecord> | null;
  /** Files by exact path, by that of the record and by that in the evidence. */
  readonly filesByPath: ReadonlyMap<string, BinaryRecord>;
  readonly filesComplete: boolean;
  readonly environment: WindowsEnvironment;
}

export function createFactContext(input: FactInput): FactContext {
  const host = input.host ?? {};
  const services = new Map<string, ServiceRecord>();
  for (const record of input.services) {
    if (record.state === 'configured') services.set(record.name.toLowerCase(), record);
  }
  const hostNames = typeof host.hostName === 'string' ? [host.hostName] : [];
  const systemRoot = input.systemRoot ?? systemRootOf(input.services) ?? DEFAULT_ENVIRONMENT.systemRoot;
  return {
    release: releaseOf(host),
    host,
    services,
    baseline: input.baseline ? baselineIndex(input.baseline) : null,
    knownServices: input.knownServices ?? null,
    iocs: iocIndex(input.iocs ?? []),
    binaries: new Map((input.binaries ?? []).map((binary) => [binary.path.toLowerCase(), binary])),
    records: input.services,
    baselineById: input.baseline ? new Map(input.baseline.map((record) => [record.id, record])) : null,
    filesByPath: filesByPath(input.binaries ?? []),
    filesComplete: input.filesComplete ?? false,
    environment: { systemRoot, hostNames },
  };
}

function filesByPath(binaries: readonly BinaryRecord[]): ReadonlyMap<string, BinaryRecord> {
  const found = new Map<string, BinaryRecord>();
  for (const binary of binaries) if (binary.platform !== 'windows') found.set(binary.path, binary);
  // A path as written wins over where links lead: what is asked for is what the service names.
  for (const binary of binaries) {
    const { evidencePath, platform } = binary;
    if (platform !== 'windows' && evidencePath !== null && !found.has(evidencePath))
      found.set(evidencePath, binary);
  }
  return found;
}

/** Servers share builds with clients and have other services. */
function releaseOf(host: Partial<Host>): string | null {
  if (windowsProductKind({ product: host.product ?? null }) === 'server') return null;
  return nearestRelease(windowsBuild({ build: host.build ?? null }));
}

/** The root that most resolved images of svchost.exe share; every Windows has dozens of them. */
function systemRootOf(services: readonly ServiceRecord[]): string | undefined {
  const votes = new Map<string, number>();
  for (const { image } of services) {
    const root = /^([a-z]:\\[^\\]+)\\system32\\svchost\.exe$/i.exec(image?.path ?? '')?.[1];
    if (root !== undefined) votes.set(root.toLowerCase(), (votes.get(root.toLowerCase()) ?? 0) + 1);
  }
  let best: string | undefined;
  for (const [root, count] of votes) if (best === undefined || count > (votes.get(best) ?? 0)) best = root;
  return best;
}
