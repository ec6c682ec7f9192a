import { createHash } from 'node:crypto';
import type { MemoryNode } from '../../main/evidence/memory-node.ts';
import { writeJournal } from './journal-writer.ts';
import { type PlistSpec, writeXmlPlist } from './plist-writer.ts';
import type { RunningSpec } from './running-fixture.ts';

/** A file of a situation: its text, or an object that says more. */
export type FileSpec =
  | string
  | { readonly link: string }
  | {
      readonly content?: string;
      /** Bytes of comment lines that stand before the content. */
      readonly padding?: number;
      /** Written as an XML property list instead of `content`. */
      readonly plist?: PlistSpec;
      /** Octal, `"0755"`. */
      readonly mode?: string;
      /** Name of an account, see `ACCOUNTS`. */
      readonly owner?: string;
      readonly group?: string;
      readonly modified?: string;
      readonly directory?: boolean;
    };

/** A situation of a Linux or macOS rule: a root in memory that goes through the whole pipeline. */
export interface UnixSituation {
  readonly name: string;
  /** May be left out beside a journal. */
  readonly files?: Readonly<Record<string, FileSpec>>;
  /** Linux: entries of a journal by field, in order; `time` is when, a second after the entry before it when left out. */
  readonly journal?: readonly Readonly<Record<string, string>>[];
  /** Linux: files that a package of the dpkg database brought, by package. */
  readonly packages?: Readonly<Record<string, readonly string[]>>;
  readonly conffiles?: Readonly<Record<string, readonly string[]>>;
  /** Files whose recorded digest is another than that of their content. */
  readonly changed?: readonly string[];
  readonly withoutDatabase?: boolean;
  /** Only what was collected: an absent file proves nothing. */
  readonly collection?: boolean;
  /** Linux: processes of units, by name of the unit, as on a live host. */
  readonly running?: Readonly<Record<string, readonly RunningSpec[]>>;
  readonly knownServices?: readonly string[];
  readonly knownAdmins?: readonly string[];
  readonly iocs?: readonly string[];
  readonly baseline?: { readonly files: Readonly<Record<string, FileSpec>> };
  /** Names of the services that must be reported; any one when left out. */
  readonly expect?: readonly string[];
}

const WRITTEN = '2024-03-01T10:00:00.000Z';
const ACCOUNTS: Readonly<Record<string, number>> = {
  root: 0,
  daemon: 1,
  'www-data': 33,
  alice: 1000,
  nobody: 65534,
};
const GROUPS: Readonly<Record<string, number>> = {
  root: 0,
  wheel: 0,
  daemon: 1,
  staff: 20,
  'www-data': 33,
  admin: 80,
  alice: 1000,
};
const PROGRAM_FOLDER =
  /^(?:\/usr)?\/(?:s?bin|libexec|lib\/systemd|local\/s?bin)\/|^\/opt\/.*\/bin\/|\/(?:MacOS|PrivilegedHelperTools)\/|^\/etc\/init\.d\/|-generators?\//;

/** The tree of a situation for `memoryEvidence`. */
export function unixTree(platform: 'linux' | 'macos', situation: UnixSituation): Record<string, MemoryNode> {
  return platform === 'linux' ? linuxTree(situation) : macosTree(situation);
}

export function unixBaselineTree(
  platform: 'linux' | 'macos',
  situation: UnixSituation,
): Record<string, MemoryNode> | null {
  if (situation.baseline === undefined) return null;
  return unixTree(platform, { ...situation, files: situation.baseline.files });
}

const LINUX_PROGRAMS = ['sh', 'env', 'bash', 'python3', 'perl', 'curl'];

function linuxTree(situation: UnixSituation): Record<string, MemoryNode> {
  const base: Record<string, FileSpec> = {
    '/etc/passwd': lines(
      'root:x:0:0:root:/root:/bin/bash',
      'daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin',
      'www-data:x:33:33:www-data:/var/www:/usr/sbin/nologin',
      'alice:x:1000:1000:Alice:/home/alice:/bin/bash',
    ),
    '/etc/group': lines(...Object.entries(GROUPS).map(([name, gid]) => `${name}:x:${gid}:`)),
    '/etc/os-release':
      'ID=debian\nNAME="Debian GNU/Linux"\nVERSION_ID="12"\nPRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\n',
    '/etc/hostname': 'testhost\n',
    '/bin': { link: 'usr/bin' },
    '/sbin': { link: 'usr/sbin' },
    '/lib': { link: 'usr/lib' },
    '/usr/sbin': { directory: true },
    '/usr/lib/systemd/systemd': 'ELF systemd',
  };
  if (situation.collection !== true) {
    for (const name of LINUX_PROGRAMS) base[`/usr/bin/${name}`] = `ELF ${name}`;
    // A volume is told from a collection by its programs.
    for (let number = 0; number < 40; number += 1)
      base[`/usr/bin/coreutil-${number}`] = `ELF coreutil ${number}`;
    base['/usr/lib/ld-linux.so'] = 'ELF';
  }
  const files = { ...base, ...situation.files };
  const tree = memoryTree(files, (path) => (path.startsWith('/home/alice/') ? 'alice' : 'root'));
  if (situation.journal !== undefined) {
    tree[`/var/log/journal/${'0'.repeat(32)}/system.journal`] = { content: journalOf(situation.journal) };
  }
  if (situation.collection !== true) {
    for (const home of ['/home/alice']) {
      if (Object.keys(files).some((path) => path.startsWith(`${home}/`)) && tree[home] === undefined) {
        tree[home] = { directory: true, mode: 0o755, uid: 1000, gid: 1000 };
      }
    }
  }
  if (situation.withoutDatabase !== true) {
    const packages: Record<string, readonly string[]> = {
      'base-files': Object.keys(base).filter((path) => !/^\/etc\/(?:passwd|group|hostname)$/.test(path)),
      ...situation.packages,
    };
    Object.assign(tree, dpkgDatabase(packages, situation, files));
  }
  return tree;
}

function journalOf(entries: readonly Readonly<Record<string, string>>[]): Uint8Array {
  let realtime = Date.parse(WRITTEN) * 1000;
  return writeJournal({
    entries: entries.map(({ time, ...fields }, index) => {
      realtime = time === undefined ? realtime + Math.min(index, 1) * 1_000_000 : Date.parse(time) * 1000;
      return { realtime, fields: Object.entries(fields).map(([name, value]) => ({ name, value })) };
    }),
  }).bytes;
}

/** The files of a dpkg database (dpkg(1), /var/lib/dpkg): status, and for each package its list and md5sums. */
function dpkgDatabase(
  packages: Readonly<Record<string, readonly string[]>>,
  situation: UnixSituation,
  files: Readonly<Record<string, FileSpec>>,
): Record<string, MemoryNode> {
  const tree: Record<string, MemoryNode> = {};
  const names = new Set([...Object.keys(packages), ...Object.keys(situation.conffiles ?? {})]);
  const status: string[] = [];
  const md5 = (path: string): string => {
    const content = situation.changed?.includes(path) === true ? `not ${path}` : contentOf(files[path]);
    return createHash('md5').update(content).digest('hex');
  };
  for (const name of names) {
    const owned = packages[name] ?? [];
    const conffiles = situation.conffiles?.[name] ?? [];
    const stanza = [
      `Package: ${name}`,
      'Status: install ok installed',
      'Architecture: amd64',
      'Version: 1.0-1',
    ];
    if (conffiles.length > 0) stanza.push('Conffiles:', ...conffiles.map((path) => ` ${path} ${md5(path)}`));
    status.push(`${stanza.join('\n')}\n`);
    const plain = owned.filter((path) => !isLink(files[path]) && !isFolder(files[path]));
    tree[`/var/lib/dpkg/info/${name}.list`] = node(lines('/.', ...owned, ...conffiles));
    tree[`/var/lib/dpkg/info/${name}.md5sums`] = node(
      lines(...plain.map((path) => `${md5(path)}  ${path.slice(1)}`)),
    );
  }
  tree['/var/lib/dpkg/status'] = node(status.join('\n'));
  return tree;
}

function macosTree(situation: UnixSituation): Record<string, MemoryNode> {
  const base: Record<string, FileSpec> = {
    '/System/Library/CoreServices/SystemVersion.plist': {
      plist: { ProductBuildVersion: '22G120', ProductName: 'macOS', ProductVersion: '13.5' },
    },
    '/etc': { link: 'private/etc' },
    '/var': { link: 'private/var' },
    '/tmp': { link: 'private/tmp' },
    '/private/etc/passwd': lines(
      'root:*:0:0:System Administrator:/var/root:/bin/sh',
      'daemon:*:1:1::/var/root:/usr/bin/false',
    ),
    '/private/etc/group': lines(
      'wheel:*:0:root',
      'daemon:*:1:root',
      'staff:*:20:root',
      'admin:*:80:root,alice',
    ),
    '/private/var/root': { directory: true, mode: '0700' },
    '/private/tmp': { directory: true, mode: '1777' },
    '/Users/alice': { directory: true, owner: 'alice', group: 'staff' },
    '/Users/Shared': { directory: true, mode: '1777' },
  };
  if (situation.collection !== true) {
    for (const path of ['/bin/sh', '/bin/bash', '/bin/zsh', '/usr/lib/dyld']) base[path] = `MachO ${path}`;
    for (const name of ['osascript', 'python3', 'curl', 'open', 'nohup'])
      base[`/usr/bin/${name}`] = `MachO ${name}`;
  }
  return memoryTree(
    { ...base, ...situation.files },
    (path) => (path.startsWith('/Users/alice/') ? 'alice' : 'root'),
    501,
  );
}

/** `alice`: her user id. */
function memoryTree(
  files: Readonly<Record<string, FileSpec>>,
  ownerOf: (path: string) => string,
  alice = 1000,
): Record<string, MemoryNode> {
  const tree: Record<string, MemoryNode> = {};
  const id = (name: string): number => (name === 'alice' ? alice : (ACCOUNTS[name] ?? 0));
  const folder = (path: string): void => {
    const parent = path.slice(0, path.lastIndexOf('/'));
    if (parent === '' || tree[parent] !== undefined || files[parent] !== undefined) return;
    // Folders on the way belong to whom their files do by default, and only the owner writes.
    const owner = ownerOf(`${parent}/x`);
    tree[parent] = { directory: true, mode: 0o755, uid: id(owner), gid: owner === 'alice' ? id(owner) : 0 };
    folder(parent);
  };
  for (const [path, spec] of Object.entries(files)) {
    folder(path);
    if (typeof spec === 'object' && 'link' in spec) {
      tree[path] = { link: spec.link };
      continue;
    }
    const { mode, owner = ownerOf(path), group, modified = WRITTEN } = typeof spec === 'string' ? {} : spec;
    const stat = {
      mode: Number.parseInt(mode ?? (isFolder(spec) || PROGRAM_FOLDER.test(path) ? '0755' : '0644'), 8),
      uid: id(owner),
      gid: group === undefined ? (owner === 'root' ? 0 : id(owner)) : (GROUPS[group] ?? 0),
      modified,
      changed: modified,
    };
    tree[path] = isFolder(spec) ? { directory: true, ...stat } : { content: contentOf(spec), ...stat };
  }
  return tree;
}

function node(content: string): MemoryNode {
  return { content, mode: 0o644, uid: 0, gid: 0, modified: WRITTEN, changed: WRITTEN };
}

function contentOf(spec: FileSpec | undefined): string {
  if (spec === undefined || typeof spec === 'string') return spec ?? '';
  if ('link' in spec) return '';
  if (spec.plist !== undefined) return writeXmlPlist(spec.plist);
  return `# padding ${'x'.repeat(53)}\n`.repeat(Math.ceil((spec.padding ?? 0) / 64)) + (spec.content ?? '');
}

function isLink(spec: FileSpec | undefined): boolean {
  return typeof spec === 'object' && 'link' in spec;
}

function isFolder(spec: FileSpec | undefined): boolean {
  return typeof spec === 'object' && 'directory' in spec && spec.directory === true;
}

function lines(...texts: string[]): string {
  return texts.map((text) => `${text}\n`).join('');
}
