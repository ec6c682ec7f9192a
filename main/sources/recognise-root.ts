import { MAX_WRAPPER_DEPTH, MAX_WRAPPER_FOLDERS } from '../../shared/limits.ts';
import type { Platform } from '../../shared/model/common.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { visibleText } from '../../shared/text.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { bareFolders } from './recognise-bare.ts';
import { bareLogs } from './recognise-logs.ts';
import { unixBelow } from './recognise-unix.ts';
import { bareHives, windowsBelow } from './recognise-windows.ts';
import type { Root } from './root.ts';

/**
 * Names of a volume in collections: `C`, `C:`, `C$`, `C_`, `[C]`, `C%3A`, `%5C%5C.%5CC%3A`, `drive_c` (KAPE, Velociraptor,
 * mount helpers).
 */
const VOLUME = /^(?:(?:%5C%5C\.%5C)?[a-z](?:%3A|[:$_])?|\[[a-z]\]|drive_[a-z])$/i;
/** Folders that collectors put around volumes. */
const WRAPPER = /^(?:uploads|auto|ntfs|lazy_ntfs|file|raw|ads|fs|files|volumes|disk|root|c_drive|mounts?)$/i;

/** Further ones around Linux and macOS: UAC's `[root]`, acquire's `$rootfs$`, the subvolumes of btrfs. */
const UNIX_WRAPPER = /^(?:\[root\]|rootfs|\$\w+\$|@|@rootfs|\d{1,8}|snapshot|data|system)$/i;
/** What collectors pack their files into; we read folders. */
const ARCHIVE = /\.(?:tar|tgz|tar\.(?:gz|xz|bz2|zst)|zip|7z)$/i;

/**
 * Finds out what the evidence is: a Windows volume or collection, a folder of bare hives, a Linux or macOS volume or collection
 * (UAC, Velociraptor, any tree of folders), bare folders of units or launchd jobs. The error names what was looked for and
 * what is there instead. `platform`: the system that is asked for, where logs of several lie together.
 */
export function recogniseRoot(evidence: Evidence, platform: Platform | null = null): Result<Root> {
  const top = evidence.lookup('/');
  if (top.state !== 'directory') {
    const reason = 'reason' in top ? top.reason : 'it is no folder';
    return fail(`${visibleText(evidence.target)} cannot be examined: ${reason}.`);
  }
  const root =
    windowsBelow(evidence, '') ??
    bareHives(evidence) ??
    unixBelow(evidence, '') ??
    wrapped(evidence, (path) => windowsBelow(evidence, path), [VOLUME, WRAPPER]) ??
    wrapped(evidence, (path) => unixBelow(evidence, path), [VOLUME, WRAPPER, UNIX_WRAPPER]) ??
    deepOrBare(evidence) ??
    bareLogs(evidence, platform);
  if (root !== null) return ok(root);
  return fail(
    `${visibleText(evidence.target)} is nothing that can be examined: it holds no Windows volume (Windows/System32/config), no Linux ` +
      'volume (/etc and /usr, or /etc/systemd), no macOS volume (/Library/LaunchDaemons), no collection of KAPE, Velociraptor or UAC, no ' +
      'registry hives (SYSTEM, SOFTWARE), no folder of units or launchd jobs (systemd, LaunchDaemons) and no logs (.evtx, .evt, ' +
      `.journal, syslog…). ${contents(evidence)}`,
  );
}

/** Names that are said to be there: enough to see that it is the wrong folder. */
const NAMED = 4;

/** What the folder does hold, in a sentence. */
function contents(evidence: Evidence): string {
  const listing = evidence.list('/');
  if (!listing.ok) return `What is in it could not be listed: ${listing.error.reason}.`;
  const names = listing.value.slice(0, NAMED).map(({ name }) => visibleText(name));
  if (names.length === 0) return 'It is empty.';
  const more = listing.value.length - names.length;
  return `There is ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}${archives(evidence)}.`;
}

/**
 * Bare folders; where one lies as on its system (`…/etc/systemd` deep down in a tree of no known name), what is above is a collection
 * and has more to tell than that folder.
 */
function deepOrBare(evidence: Evidence): Root | null {
  const bare = bareFolders(evidence);
  const bases = (bare?.folders ?? []).flatMap(({ path, standsFor }) =>
    path.endsWith(standsFor) ? [path.slice(0, -standsFor.length)] : [],
  );
  const found = [...new Set(bases)].flatMap((base) => unixBelow(evidence, base) ?? []);
  return found.length === 0 ? bare : preferred(found);
}

/** A hint for a target that holds only what a collector packed. */
function archives(evidence: Evidence): string {
  const listing = evidence.list('/');
  const names = listing.ok ? listing.value.filter(({ name }) => ARCHIVE.test(name)) : [];
  const [first] = names;
  if (first === undefined) return '';
  const more = names.length > 1 ? ` and ${names.length - 1} more` : '';
  return `; it holds an archive (${visibleText(first.name)}${more}), which has to be unpacked first`;
}

/**
 * Searches wrapper folders, nearest first: any folder at the top, below it only names that collectors use. Where several
 * volumes hold a system, the first is examined and the others are named.
 */
function wrapped(
  evidence: Evidence,
  at: (path: string) => Root | null,
  names: readonly RegExp[],
): Root | null {
  let folders = [''];
  let looked = 0;
  for (let depth = 1; depth <= MAX_WRAPPER_DEPTH && folders.length > 0; depth++) {
    const next: string[] = [];
    const found: Root[] = [];
    for (const folder of folders) {
      const listing = evidence.list(folder === '' ? '/' : folder);
      if (!listing.ok) continue;
      for (const { name, kind } of listing.value) {
        if (kind !== 'directory') continue;
        if (depth > 1 && !names.some((pattern) => pattern.test(name))) continue;
        if (++looked > MAX_WRAPPER_FOLDERS) return found[0] ?? null;
        const path = `${folder}/${name}`;
        const root = at(path);
        if (root === null) next.push(path);
        else found.push(root);
      }
    }
    if (found.length > 0) return preferred(found);
    folders = next;
  }
  return null;
}

function preferred(found: readonly Root[]): Root | null {
  const isSystemDrive = (root: Root): boolean => /(?:^|[/\\[]|%5C|_)c(?:%3A|[:$_\]])?$/i.test(root.base);
  const whole = found.find((root) => root.platform !== 'windows' && root.filesComplete);
  const chosen = found.find(isSystemDrive) ?? whole ?? found[0];
  if (chosen === undefined) return null;
  const others = found.filter((root) => root !== chosen).map((root) => root.base);
  if (others.length === 0) return chosen;
  const notExamined = others.join(', ');
  return { ...chosen, notExamined, reason: `${chosen.reason}; also there and not examined: ${notExamined}` };
}
