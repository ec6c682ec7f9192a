import { MIN_VOLUME_PROGRAMS } from '../../shared/limits.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { Look } from './recognise-look.ts';
import type { Root } from './root.ts';

/** Any of these says that a folder stands for the top of a Linux system. */
const LINUX_MARKERS = [
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
const MACOS_MARKERS = [
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
  const home = markers.length === 0 ? userUnits(look) : null;
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

/** A home with units; Velociraptor stores a dot at the begin of a name as `%2E`. */
function userUnits(look: Look): string | null {
  const homes = ['/home', '/root'];
  return look.inHomes(homes, '.config/systemd/user') ?? look.inHomes(homes, '%2Econfig/systemd/user');
}
