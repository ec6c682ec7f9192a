import type { Host } from './model/host.ts';

/**
 * Builds of Windows, their marketing word and our release word (Microsoft Learn, "Windows 10 release information", "Windows 11
 * release information", "Windows Server release information"). Servers share the builds of their clients.
 */
const RELEASES: readonly (readonly [build: number, word: string, client: string, server: string])[] = [
  [2600, 'xp', 'Windows XP', 'Windows XP'],
  [3790, '2003', 'Windows XP x64', 'Windows Server 2003'],
  [6000, 'vista', 'Windows Vista', 'Windows Server 2008'],
  [6001, 'vista', 'Windows Vista', 'Windows Server 2008'],
  [6002, 'vista', 'Windows Vista', 'Windows Server 2008'],
  [6003, 'vista', 'Windows Vista', 'Windows Server 2008'],
  [7600, '7', 'Windows 7', 'Windows Server 2008 R2'],
  [7601, '7', 'Windows 7', 'Windows Server 2008 R2'],
  [9200, '8', 'Windows 8', 'Windows Server 2012'],
  [9600, '8.1', 'Windows 8.1', 'Windows Server 2012 R2'],
  [10240, '10-1507', 'Windows 10', 'Windows Server 2016'],
  [10586, '10-1511', 'Windows 10', 'Windows Server 2016'],
  [14393, '10-1607', 'Windows 10', 'Windows Server 2016'],
  [15063, '10-1703', 'Windows 10', 'Windows Server'],
  [16299, '10-1709', 'Windows 10', 'Windows Server 1709'],
  [17134, '10-1803', 'Windows 10', 'Windows Server 1803'],
  [17763, '10-1809', 'Windows 10', 'Windows Server 2019'],
  [18362, '10-1903', 'Windows 10', 'Windows Server 1903'],
  [18363, '10-1909', 'Windows 10', 'Windows Server 1909'],
  [19041, '10-2004', 'Windows 10', 'Windows Server 2004'],
  [19042, '10-20h2', 'Windows 10', 'Windows Server 20H2'],
  [19043, '10-21h1', 'Windows 10', 'Windows Server'],
  [19044, '10-21h2', 'Windows 10', 'Windows Server'],
  [19045, '10-22h2', 'Windows 10', 'Windows Server'],
  [20348, 'server-2022', 'Windows Server 2022', 'Windows Server 2022'],
  [22000, '11-21h2', 'Windows 11', 'Windows Server'],
  [22621, '11-22h2', 'Windows 11', 'Windows Server'],
  [22631, '11-23h2', 'Windows 11', 'Windows Server'],
  [25398, 'server-23h2', 'Windows Server 23H2', 'Windows Server 23H2'],
  [26100, '11-24h2', 'Windows 11', 'Windows Server 2025'],
  [26200, '11-25h2', 'Windows 11', 'Windows Server 2025'],
];

/**
 * The releases 2004 to 22H2 share their system files, which all say 19041. The revision of the installation image tells them
 * apart: the first revision of each release's image (Microsoft Learn, "Windows 10 update history").
 */
const IMAGES_OF_19041: readonly (readonly [revision: number, word: string])[] = [
  [2006, '10-22h2'],
  [1288, '10-21h2'],
  [844, '10-21h1'],
  [508, '10-20h2'],
  [0, '10-2004'],
];

/** What `Host.version` says when a build of 19041 stands for all releases that share its files. */
export const VERSIONS_OF_19041 = '2004 to 22H2';

/** Family name of a build, `Windows 10`; null for builds of no release. */
export function windowsFamily(build: number, server: boolean): string | null {
  const row = RELEASES.find(([number]) => number === build);
  return row === undefined ? null : server ? row[3] : row[2];
}

/**
 * Release word of a host for tables that are kept per release: `xp`, `2003`, `vista`, `7`, `8`, `8.1`, `10-1507` … `10-22h2`,
 * `11-21h2` …; null when the build is unknown or that of no release. Where only SYSTEM told the build and that build is
 * shared by several releases, the likeliest is given (by the revision of the installation image).
 */
export function windowsRelease(host: Pick<Host, 'build' | 'version'>): string | null {
  const match = /^(\d+)(?: \(CSDBuildNumber (\d+)\))?/.exec(host.build ?? '');
  if (match === null) return null;
  const build = Number(match[1]);
  if (build === 19041 && host.version === VERSIONS_OF_19041) {
    const revision = Number(match[2] ?? 0);
    return IMAGES_OF_19041.find(([first]) => revision >= first)?.[1] ?? null;
  }
  return RELEASES.find(([number]) => number === build)?.[1] ?? null;
}

/** Build number of a host, 19044; null when unknown. */
export function windowsBuild(host: Pick<Host, 'build'>): number | null {
  const digits = /^\d+/.exec(host.build ?? '');
  return digits === null ? null : Number(digits[0]);
}

/** `server` or `workstation` by the product's name; null without one. */
export function windowsProductKind(host: Pick<Host, 'product'>): 'workstation' | 'server' | null {
  if (host.product === null) return null;
  return /\bserver\b|domain controller/i.test(host.product) ? 'server' : 'workstation';
}
