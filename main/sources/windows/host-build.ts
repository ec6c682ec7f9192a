import { VERSIONS_OF_19041 } from '../../../shared/windows-release.ts';
import type { RegistryKey } from '../../formats/registry-tree.ts';
import { numberValue, textValue } from '../../formats/registry-value.ts';
import { attempt, type ReportProblem } from './key-values.ts';

/** What SYSTEM alone tells of the build. */
export interface BuildClue {
  readonly build: number;
  /** Revision of the installation image (Control\Windows\CSDBuildNumber, Windows 8.1 and later); null when unknown. */
  readonly revision: number | null;
  readonly version: string | null;
}

const DRIVERS = [
  'Control\\Print\\Environments\\Windows x64\\Drivers\\Version-4',
  'Control\\Print\\Environments\\Windows x64\\Drivers\\Version-3',
  'Control\\Print\\Environments\\Windows ARM64\\Drivers\\Version-4',
  'Control\\Print\\Environments\\Windows NT x86\\Drivers\\Version-4',
  'Control\\Print\\Environments\\Windows NT x86\\Drivers\\Version-3',
];
/** Version of a driver that ships with Windows: `10.0.19041.1`, `6.3.9600.16384`. */
const DRIVER_VERSION = /^(?:6\.[0-3]|10\.0)\.(\d{4,5})\.\d+$/;
/** `16299.rs3_release.170928-1534` */
const BUILD_LAB = /^(\d{4,5})\./;

/**
 * The build by clues in SYSTEM, where there is no SOFTWARE: the kernel's own build string of the last shutdown, the version of the
 * print drivers that ship with Windows, and for Windows before Vista what such a hive lacks. null without a clue.
 */
export function buildOfSystem(controlSet: RegistryKey, report: ReportProblem): BuildClue | null {
  const windows = controlSet.descendant('Control\\Windows');
  const lab = text(windows, 'ShutdownStopTimePerfCounterBuildLab', report);
  const image = attempt(
    () => numberValue(windows, 'CSDBuildNumber'),
    undefined,
    report,
    null,
    'CSDBuildNumber',
  );
  const exact = BUILD_LAB.exec(lab ?? '')?.[1];
  const build = exact === undefined ? driverBuild(controlSet, report) : Number(exact);
  if (build === null) return beforeVista(controlSet, report);
  const revision = build >= 9200 ? (image ?? null) : null;
  return { build, revision, version: build === 19041 ? VERSIONS_OF_19041 : null };
}

function driverBuild(controlSet: RegistryKey, report: ReportProblem): number | null {
  for (const path of DRIVERS) {
    const drivers = controlSet.descendant(path);
    if (drivers === undefined) continue;
    for (const driver of attempt(() => drivers.subkeys(), [], report, drivers.offset, 'print drivers')) {
      // Drivers of other vendors count their own versions.
      if (!/^Microsoft /i.test(driver.name)) continue;
      const build = DRIVER_VERSION.exec(text(driver, 'DriverVersion', report) ?? '')?.[1];
      if (build !== undefined) return Number(build);
    }
  }
  return null;
}

/** Vista brought ProductPolicy; XP and Server 2003 have product activation (WPA at the root), Windows 2000 has not. */
function beforeVista(controlSet: RegistryKey, report: ReportProblem): BuildClue | null {
  const options = controlSet.descendant('Control\\ProductOptions');
  const windows = controlSet.descendant('Control\\Windows');
  if (options === undefined || windows === undefined) return null;
  if (options.value('ProductPolicy') !== undefined || windows.value('CSDBuildNumber') !== undefined)
    return null;
  if (controlSet.descendant('Services\\SharedAccess\\Parameters\\FirewallPolicy') === undefined) return null;
  const type = text(options, 'ProductType', report)?.toLowerCase();
  const pack = attempt(() => numberValue(windows, 'CSDVersion'), undefined, report, null, 'CSDVersion');
  // CSDVersion counts in 0x100: 0x300 is Service Pack 3.
  const version = pack === undefined || pack < 0x100 ? null : `Service Pack ${pack >> 8}`;
  return { build: type === 'winnt' ? 2600 : 3790, revision: null, version };
}

function text(key: RegistryKey | undefined, name: string, report: ReportProblem): string | undefined {
  return attempt(() => textValue(key, name), undefined, report, key?.offset ?? null, name);
}
