import { MAX_STARTUP_FILE } from '../../../shared/limits.ts';
import type { Host } from '../../../shared/model/host.ts';
import { compareText } from '../../../shared/text.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import { scriptText } from '../../formats/init-script/script-text.ts';
import { parseEnvironmentFile } from '../../formats/systemd-unit/environment-file.ts';
import { elfArchitecture } from './elf-architecture.ts';

export type LinuxHostFacts = Pick<
  Host,
  'hostName' | 'domain' | 'product' | 'version' | 'build' | 'architecture' | 'installed' | 'timeZone'
>;

/** What a Linux root says of its host; what it does not say is null. `unreadable` is told of files that are there and cannot be read. */
export function linuxHostFacts(
  evidence: Evidence,
  unreadable: (path: string, reason: string) => void,
): LinuxHostFacts {
  const bytes = (path: string): Uint8Array | null => {
    const found = evidence.lookup(path);
    if (found.state === 'unreadable') unreadable(path, found.reason);
    if (found.state !== 'file') return null;
    const read = evidence.read(found.path, MAX_STARTUP_FILE);
    if (!read.ok && read.error.code === 'unreadable') unreadable(path, read.error.reason);
    return read.ok ? read.value : null;
  };
  const variables = (path: string): ReadonlyMap<string, string> | null => {
    const content = bytes(path);
    if (content === null) return null;
    return new Map(parseEnvironmentFile(content).variables.map(({ name, value }) => [name, value]));
  };
  const full = hostName(bytes, variables);
  const dot = full?.indexOf('.') ?? -1;
  return {
    hostName: full,
    domain: full === null || dot === -1 ? null : full.slice(dot + 1) || null,
    ...product(bytes, variables),
    build: newestKernel(evidence),
    architecture: architecture(bytes),
    installed: installed(evidence),
    timeZone: timeZone(evidence, bytes),
  };
}

type ReadBytes = (path: string) => Uint8Array | null;
type ReadVariables = (path: string) => ReadonlyMap<string, string> | null;

/** hostname(5): the first line that is no comment. Older systems: /etc/HOSTNAME (SUSE), /etc/sysconfig/network (Red Hat). */
function hostName(bytes: ReadBytes, variables: ReadVariables): string | null {
  for (const path of ['/etc/hostname', '/etc/HOSTNAME']) {
    const name = firstLine(bytes(path));
    if (name !== null) return name;
  }
  return variables('/etc/sysconfig/network')?.get('HOSTNAME') || null;
}

function firstLine(content: Uint8Array | null): string | null {
  if (content === null) return null;
  for (const line of scriptText(content).split('\n')) {
    const text = line.trim();
    if (text !== '' && !text.startsWith('#')) return text;
  }
  return null;
}

/** os-release(5), where small systems give no more than ID=; before it there were lsb-release and files such as redhat-release. */
function product(bytes: ReadBytes, variables: ReadVariables): Pick<Host, 'product' | 'version'> {
  const release = variables('/etc/os-release') ?? variables('/usr/lib/os-release');
  const named = release?.get('NAME') || release?.get('PRETTY_NAME') || release?.get('ID');
  if (release !== null && named) {
    const version = release.get('VERSION') || release.get('VERSION_ID') || release.get('BUILD_ID');
    return { product: named, version: version || null };
  }
  const lsb = variables('/etc/lsb-release');
  const id = lsb?.get('DISTRIB_ID');
  if (id) return { product: id, version: lsb?.get('DISTRIB_RELEASE') || null };
  for (const path of [
    '/etc/redhat-release',
    '/etc/SuSE-release',
    '/etc/alpine-release',
    '/etc/debian_version',
  ]) {
    const line = firstLine(bytes(path));
    if (line === null) continue;
    if (path === '/etc/alpine-release') return { product: 'Alpine Linux', version: line };
    if (path === '/etc/debian_version') return { product: 'Debian GNU/Linux', version: line };
    return { product: line, version: null };
  }
  return { product: null, version: null };
}

/** The kernel with the highest version among those whose modules are installed: the one a next boot would choose. */
function newestKernel(evidence: Evidence): string | null {
  for (const path of ['/usr/lib/modules', '/lib/modules']) {
    const folder = evidence.lookup(path);
    const listing = folder.state === 'directory' ? evidence.list(folder.path) : null;
    if (listing?.ok !== true) continue;
    const kernels = listing.value.filter(({ name, kind }) => kind === 'directory' && /^\d/.test(name));
    const newest = kernels
      .map(({ name }) => name)
      .sort(compareVersions)
      .at(-1);
    if (newest !== undefined) return newest;
  }
  return null;
}

function compareVersions(a: string, b: string): number {
  const left = a.split(/[.+~_-]/);
  const right = b.split(/[.+~_-]/);
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    const [x, y] = [left[at] ?? '', right[at] ?? ''];
    const order = /^\d+$/.test(x) && /^\d+$/.test(y) ? Number(x) - Number(y) : compareText(x, y);
    if (order !== 0) return order;
  }
  return 0;
}

/** Programs that every distribution has; busybox stands for them on small ones. */
const SYSTEM_PROGRAMS = ['/usr/bin/env', '/bin/ls', '/bin/cat', '/bin/sh', '/sbin/init', '/bin/busybox'];

function architecture(bytes: ReadBytes): string | null {
  for (const path of SYSTEM_PROGRAMS) {
    const content = bytes(path);
    const name = content === null ? null : elfArchitecture(content);
    if (name !== null) return name;
  }
  return null;
}

/**
 * No file of Linux states when it was installed. The installers of Red Hat and Debian write their last file at the end of the
 * installation; machine-id(5) is written once, at the first boot, so it also tells when a host was made from an image; /lost+found
 * is as old as the file system. Of each, the earlier of birth and modification counts: copying a volume renews births.
 */
function installed(evidence: Evidence): string | null {
  for (const path of [
    '/root/anaconda-ks.cfg',
    '/var/log/installer/syslog',
    '/etc/machine-id',
    '/lost+found',
  ]) {
    const found = evidence.lookup(path);
    if (found.state !== 'file' && found.state !== 'directory') continue;
    const { created, modified, size } = found.stat;
    // An image has an empty machine-id until its first boot.
    if (path === '/etc/machine-id' && size < 32) continue;
    const times = [created, modified].filter((time) => time !== null);
    const earliest = times.sort(compareText)[0];
    if (earliest !== undefined) return earliest;
  }
  return null;
}

/** localtime(5): the link's target below zoneinfo. Debian keeps the name in /etc/timezone too, Red Hat in /etc/sysconfig/clock once. */
function timeZone(evidence: Evidence, bytes: ReadBytes): string | null {
  const link = evidence.readLink('/etc/localtime');
  const zone = link.ok ? /\/zoneinfo\/(?:posix\/|right\/)?(.+)$/.exec(link.value)?.[1] : undefined;
  return zone ?? firstLine(bytes('/etc/timezone'));
}
