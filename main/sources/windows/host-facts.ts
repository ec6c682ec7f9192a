import type { Host } from '../../../shared/model/host.ts';
import { filetimeToIso, millisecondsToIso } from '../../../shared/time.ts';
import { windowsFamily } from '../../../shared/windows-release.ts';
import type { RegistryKey } from '../../formats/registry-tree.ts';
import { numberValue, textValue } from '../../formats/registry-value.ts';
import { buildOfSystem } from './host-build.ts';
import { controlSets } from './host-control-sets.ts';
import { timeZoneOf } from './host-time-zone.ts';
import { attempt, type ReportProblem } from './key-values.ts';

type HostFacts = Omit<Host, 'inputs' | 'settings' | 'platform'>;

const CURRENT_VERSION = 'Microsoft\\Windows NT\\CurrentVersion';
/** Windows 11 still says Windows 10 in ProductName. */
const FIRST_WINDOWS_11 = 22_000;

/** What the hives say of the host; either may be missing, and what neither says is null. */
export function hostFacts(
  system: RegistryKey | null,
  software: RegistryKey | null,
  report: ReportProblem,
): HostFacts {
  const sets = system === null ? null : controlSets(system, report);
  const current = sets?.current ?? undefined;
  const read = <T>(what: string, value: () => T | null | undefined): T | null =>
    attempt(value, null, report, null, what) ?? null;
  const text = (key: RegistryKey | undefined, name: string): string | null =>
    read(name, () => textValue(key, name)?.trim() || null);
  const control = (path: string): RegistryKey | undefined => current?.descendant(`Control\\${path}`);
  const tcpip = current?.descendant('Services\\Tcpip\\Parameters');
  const productType = text(control('ProductOptions'), 'ProductType')?.toLowerCase() ?? null;
  const version = software?.descendant(CURRENT_VERSION);
  const product =
    version === undefined
      ? productOfSystem(current, productType, report)
      : productOfSoftware(version, productType, text, read);
  return {
    hostName:
      text(control('ComputerName\\ComputerName'), 'ComputerName') ??
      text(tcpip, 'Hostname') ??
      text(tcpip, 'NV Hostname'),
    domain: text(tcpip, 'Domain') ?? text(tcpip, 'NV Domain'),
    ...product,
    architecture: text(control('Session Manager\\Environment'), 'PROCESSOR_ARCHITECTURE'),
    installed: read('InstallDate', () => {
      const seconds = numberValue(version, 'InstallDate');
      // Whole seconds are all that the value has.
      return seconds ? millisecondsToIso(seconds * 1000)?.replace('.000Z', 'Z') : null;
    }),
    timeZone: read('TimeZoneInformation', () => timeZoneOf(control('TimeZoneInformation'))),
    lastShutdown: read('ShutdownTime', () => shutdownTime(control('Windows'))),
    currentControlSet: current?.name ?? null,
    controlSets: sets?.all.map((key) => key.name) ?? [],
  };
}

type Product = Pick<Host, 'product' | 'version' | 'build'>;

function productOfSoftware(
  key: RegistryKey,
  productType: string | null,
  text: (key: RegistryKey, name: string) => string | null,
  read: <T>(what: string, value: () => T | null | undefined) => T | null,
): Product {
  const build = text(key, 'CurrentBuild') ?? text(key, 'CurrentBuildNumber');
  // Before Vista CurrentBuild holds "1.511.1 () (Obsolete data - do not use)".
  const number = /^\d+$/.test(build ?? '') ? build : text(key, 'CurrentBuildNumber');
  const revision = read('UBR', () => numberValue(key, 'UBR'));
  const name = text(key, 'ProductName');
  const edition = text(key, 'EditionID');
  const isServer = productType !== null && productType !== 'winnt';
  const is11 = Number(number) >= FIRST_WINDOWS_11 && name !== null && /^Windows 10\b/.test(name);
  const release = text(key, 'DisplayVersion') ?? text(key, 'ReleaseId');
  return {
    product: is11
      ? `${name.replace('Windows 10', 'Windows 11')} (ProductName says ${name})`
      : (name ?? productName(Number(number), isServer, edition)),
    version: [release, text(key, 'CSDVersion')].filter((part) => part !== null).join(' ') || null,
    build: number === null ? null : revision === null ? number : `${number}.${revision}`,
  };
}

function productOfSystem(
  controlSet: RegistryKey | undefined,
  productType: string | null,
  report: ReportProblem,
): Product {
  const isServer = productType === 'servernt' || productType === 'lanmannt';
  const clue = controlSet === undefined ? null : buildOfSystem(controlSet, report);
  if (clue === null) {
    const kind = productType === null ? null : isServer ? 'Windows Server' : 'Windows workstation';
    return { product: kind, version: null, build: null };
  }
  const { build, revision, version } = clue;
  return {
    product: productName(build, isServer, null),
    version,
    // The revision is the installation image's, not that of later updates.
    build: revision === null ? String(build) : `${build} (CSDBuildNumber ${revision})`,
  };
}

function productName(build: number, isServer: boolean, edition: string | null): string {
  const family = windowsFamily(build, isServer) ?? (isServer ? 'Windows Server' : 'Windows');
  return edition === null ? family : `${family} ${edition}`;
}

/** Control\Windows\ShutdownTime, a FILETIME in a REG_BINARY of 8 bytes. */
function shutdownTime(key: RegistryKey | undefined): string | null {
  const data = key?.value('ShutdownTime')?.data();
  if (data === undefined || data.length < 8) return null;
  return filetimeToIso(new DataView(data.buffer, data.byteOffset, data.byteLength).getBigUint64(0, true));
}
