import type { Evidence } from '../../evidence/evidence.ts';

/** Folders whose links are looked for: distributions link `/lib`, `/usr/sbin`, `/var/run`, `/etc/init.d` and their like. */
const LINK_FOLDERS = ['/', '/usr', '/var', '/etc'];
/** The folders that merged systems link into /usr (hier(7); Debian's usrmerge). */
const MERGED = ['bin', 'sbin', 'lib', 'lib32', 'lib64', 'libx32', 'libo32'];
/** Links of those folders that are kept; real systems have a dozen folders linked this way. */
const MAX_ALIASES = 256;

interface Alias {
  readonly link: string;
  readonly folder: string;
}

/**
 * Spellings of one file that databases may use: `/lib/systemd/system/x` and `/usr/lib/systemd/system/x` where `/lib` is a link. In a
 * collection the link itself may be lacking; a `/lib` that is not there at all stands for `/usr/lib` then.
 */
export class PathAliases {
  readonly #aliases: readonly Alias[];

  constructor(evidence: Evidence) {
    this.#aliases = [...links(evidence), ...absent(evidence)].slice(0, MAX_ALIASES);
  }

  /** The path itself first, then with every folder on the way in its real spelling, then the others. */
  spellings(path: string): string[] {
    let real = path;
    for (const { link, folder } of this.#aliases) {
      if (real.startsWith(`${link}/`)) real = folder + real.slice(link.length);
    }
    const all = new Set([path, real]);
    for (const { link, folder } of this.#aliases) {
      if (real.startsWith(`${folder}/`)) all.add(link + real.slice(folder.length));
    }
    return [...all];
  }
}

function links(evidence: Evidence): Alias[] {
  const aliases: Alias[] = [];
  for (const parent of LINK_FOLDERS) {
    const listing = evidence.list(parent);
    if (!listing.ok) continue;
    for (const { name, kind } of listing.value) {
      if (kind !== 'link') continue;
      const link = parent === '/' ? `/${name}` : `${parent}/${name}`;
      const target = evidence.lookup(link);
      if (target.state === 'directory' && target.path !== '/' && target.path !== link) {
        aliases.push({ link, folder: target.path });
      }
    }
  }
  return aliases;
}

function absent(evidence: Evidence): Alias[] {
  return MERGED.filter(
    (name) =>
      evidence.lookup(`/${name}`).state === 'missing' &&
      evidence.lookup(`/usr/${name}`).state === 'directory',
  ).map((name) => ({ link: `/${name}`, folder: `/usr/${name}` }));
}
