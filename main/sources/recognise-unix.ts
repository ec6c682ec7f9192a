import { MAX_RECOGNISED_HOMES, MIN_VOLUME_PROGRAMS } from '../../shared/limits.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { Root } from './root.ts';

/** Any of these says that a folder stands for the top of a Linux system. */
export const LINUX_MARKERS = [
  '/etc/systemd',
  '/usr/lib/systemd/system',
  '/lib/systemd/system',
  '/usr/local/lib/systemd/system',
  '/run/systemd/system',
  '/etc/init.d',
  '/etc/rc.d/init.d',
  '/etc/init',
  '/etc/inittab',
  '/var/lib/dpkg/status',
  '/var/lib/dpkg/status.d',
  '/var/lib/rpm',
  '/usr/lib/sysimage/rpm',
  '/lib/apk/db/installed',
  '/etc/debian_version',
  '/etc/redhat-release',
  '/etc/alpine-release',
  '/etc/xdg/autostart',
  '/etc/os-release',
  '/usr/lib/os-release',
] as const;

/** Any of these says that a folder stands for the top of a macOS system. */
export const MACOS_MARKERS = [
  '/System/Library/LaunchDaemons',
  '/System/Library/LaunchAgents',
  '/System/Library/CoreServices/SystemVersion.plist',
  '/System/Volumes/Data/Library',
  '/Library/LaunchDaemons',
  '/Library/LaunchAgents',
  '/Library/Apple/System/Library',
  '/Library/PrivilegedHelperTools',
  '/private/var/db/com.apple.xpc.launchd',
  '/var/db/com.apple.xpc.launchd',
  '/private/var/db/com.apple.backgroundtaskmanagement',
] as const;

/** Linkers of the BSDs: a root with one of them and nothing of Linux but `os-release` (FreeBSD 13 has one) is no Linux. */
const BSD = ['/libexec/ld-elf.so.1', '/usr/libexec/ld.so', '/libexec/ld.elf_so'];
const PROGRAM_FOLDERS = ['/usr/bin', '/bin', '/usr/sbin', '/sbin'];
/** Some of these are in every installation; of a whole target that holds one, absence may be believed. */
const CORE_PROGRAMS =
  /^(?:sh|bash|dash|busybox|toybox|env|true|cat|ls|login|init|systemd|systemctl|launchd|launchctl)$/;
/** Folders that collectors name so: what is below was picked, however much it is (UAC, Velociraptor). */
const COLLECTED = /(?:^|[\\/])(?:\[root\]|uploads[\\/](?:auto|file)|uac-[^\\/]+)(?:[\\/]|$)/i;

interface Found {
  readonly root: Root;
  readonly markers: number;
}

/**
 * A Linux or macOS system whose top is `base` ('' is the top of the evidence): a volume with its programs, or what somebody collected
 * of one. Where a tree looks like both, the one with its programs counts, else the one with more signs.
 */
export function unixBelow(evidence: Evidence, base: string): Root | null {
  const look = new Look(evidence, base);
  const found = [macos(look), linux(look)].flatMap((one) => one ?? []);
  found.sort((a, b) => Number(b.root.filesComplete) - Number(a.root.filesComplete) || b.markers - a.markers);
  const [best, other] = found;
  if (best === undefined) return null;
  if (other === undefined) return best.root;
  const doubt = `it also has signs of ${other.root.platform}, which was not examined`;
  return { ...best.root, reason: `${best.root.reason}; ${doubt}` };
}

function linux(look: Look): Found | null {
  const markers = LINUX_MARKERS.filter((path) => look.has(path));
  const sure = markers.filter((path) => !path.endsWith('/os-release'));
  const home = markers.length === 0 ? look.inHomes(['/home', '/root'], '.config/systemd/user') : null;
  const programs = look.programs();
  if (sure.length === 0 && BSD.some((path) => look.has(path))) return null;
  const bare = markers.length === 0 && home === null;
  if (bare && !(look.has('/etc') && look.has('/usr') && programs.core)) return null;
  if (bare && look.has('/System/Library')) return null;
  const minimal = look.has('/var/lib/dpkg/status.d') || (programs.busybox && look.has('/etc'));
  const libraries = ['/usr/lib', '/lib', '/usr/lib64', '/nix/store'].some((path) => look.has(path));
  const whole =
    look.live ||
    (!look.collected && (minimal || (programs.count >= MIN_VOLUME_PROGRAMS && libraries))) ||
    (look.top && !look.collected && programs.core);
  const signs = markers.slice(0, 3).join(', ') || (home ?? '/etc and /usr');
  return {
    markers: markers.length,
    root: look.root(whole ? 'linux-volume' : 'linux-collection', whole, [
      whole ? 'Linux volume' : 'Collected Linux files',
      `${signs}${whole ? ' and programs' : ' but not the programs of a volume'}`,
    ]),
  };
}

function macos(look: Look): Found | null {
  const markers = MACOS_MARKERS.filter((path) => look.has(path));
  const home = markers.length === 0 ? look.inHomes(['/Users'], 'Library/LaunchAgents') : null;
  const programs = look.programs();
  const system = look.has('/System/Library');
  const whole =
    (look.live && system) ||
    (system && !look.collected && (programs.count >= MIN_VOLUME_PROGRAMS || (look.top && programs.core))) ||
    (look.top && !look.collected && look.has('/System/Library/CoreServices') && look.has('/usr/lib'));
  if (markers.length === 0 && home === null && !whole) return null;
  const signs = markers.slice(0, 3).join(', ') || (home ?? '/System/Library');
  const root = (layout: 'macos-volume' | 'macos-collection', complete: boolean, what: [string, string]) => ({
    markers: markers.length,
    root: look.root(layout, complete, what),
  });
  if (whole) {
    const data = ['/Library', '/Users', '/System/Volumes/Data/Library'].some((path) => look.has(path));
    return data
      ? root('macos-volume', true, ['macOS volume', `${signs} and programs`])
      : root('macos-volume', false, [
          'macOS system volume without its Data volume',
          `${signs} but neither /Library nor /Users`,
        ]);
  }
  const isData =
    !system || !look.has('/System/Library/CoreServices')
      ? ['/Library', '/Users', '/private/var', '/Applications'].every((path) => look.has(path))
      : false;
  if (isData && !look.collected) {
    return root('macos-volume', false, [
      'macOS Data volume without its system volume',
      `${signs}, /Users and /private`,
    ]);
  }
  return root('macos-collection', false, [
    'Collected macOS files',
    `${signs} but not the programs of a volume`,
  ]);
}

/** Looks below one folder, first at the names in it, so that a search over many folders leaves a short audit log. */
class Look {
  readonly top: boolean;
  readonly live: boolean;
  /** Its path says that a collector made it. */
  readonly collected: boolean;
  readonly #evidence: Evidence;
  readonly #base: string;
  readonly #names: ReadonlySet<string>;
  readonly #known = new Map<string, boolean>();

  constructor(evidence: Evidence, base: string) {
    const listing = evidence.list(base === '' ? '/' : base);
    this.#evidence = evidence;
    this.#base = base;
    this.#names = new Set(
      listing.ok ? listing.value.flatMap(({ name, kind }) => (kind === 'special' ? [] : [name])) : [],
    );
    this.top = base === '';
    this.live = evidence.kind === 'live' && base === '';
    this.collected = !this.live && COLLECTED.test(`${evidence.target}/${base}/`);
  }

  /** Is a file, folder or link there? A link of a collection may lead nowhere and still says something. */
  has(path: string): boolean {
    const first = path.split('/')[1] ?? '';
    if (!this.#names.has(first)) return false;
    let there = this.#known.get(path);
    if (there === undefined) {
      const { state } = this.#evidence.lookup(this.#base + path);
      there = state !== 'missing' || this.#evidence.readLink(this.#base + path).ok;
      this.#known.set(path, there);
    }
    return there;
  }

  /** How many programs the usual folders hold together, each folder once even where one is a link to another. */
  programs(): { readonly count: number; readonly core: boolean; readonly busybox: boolean } {
    const folders = new Set<string>();
    for (const path of PROGRAM_FOLDERS) {
      if (!this.has(path)) continue;
      const found = this.#evidence.lookup(this.#base + path);
      if (found.state === 'directory') folders.add(found.path);
    }
    const names: string[] = [];
    for (const folder of folders) {
      const listing = this.#evidence.list(folder);
      if (listing.ok)
        names.push(...listing.value.filter(({ kind }) => kind !== 'directory').map(({ name }) => name));
    }
    const core = names.some((name) => CORE_PROGRAMS.test(name));
    return { count: names.length, core, busybox: names.includes('busybox') };
  }

  /** The first home that has `path`; `/home` and `/Users` hold homes, `/root` is one. */
  inHomes(folders: readonly string[], path: string): string | null {
    for (const folder of folders.filter((one) => this.has(one))) {
      if (folder === '/root') {
        if (this.has(`${folder}/${path}`)) return `${folder}/${path}`;
        continue;
      }
      const found = this.#evidence.lookup(this.#base + folder);
      const listing = found.state === 'directory' ? this.#evidence.list(found.path) : null;
      if (listing?.ok !== true) continue;
      for (const { name, kind } of listing.value.slice(0, MAX_RECOGNISED_HOMES)) {
        const inside = `${folder}/${name}/${path}`;
        if (kind === 'directory' && this.has(inside)) return inside;
      }
    }
    return null;
  }

  root(layout: Root['layout'], filesComplete: boolean, [what, holds]: readonly [string, string]): Root {
    const where = this.top ? 'the root' : this.#base;
    const absent = filesComplete ? '' : ', so a file that is absent is not called missing';
    return {
      layout,
      platform: layout.startsWith('macos') ? 'macos' : 'linux',
      base: this.#base,
      configFolder: null,
      systemFolder: null,
      folders: [],
      filesComplete,
      reason: `${what}: ${where} holds ${holds}${absent}`,
    };
  }
}
