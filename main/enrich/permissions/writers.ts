import type { Evidence, EvidenceStat } from '../../evidence/evidence.ts';

/** Who owns a file, and who besides root may change it. */
export interface FilePermissions {
  readonly owner: string | null;
  readonly group: string | null;
  /**
   * `everyone`, `group staff`, `user alice`; where the way leads through a folder its path follows: `everyone (/opt/app)`. Null when
   * the evidence has no owners or modes.
   */
  readonly writableBy: readonly string[] | null;
}

/** Names of the examined root's own accounts; null for an id that it does not list. */
export interface AccountNames {
  userName(uid: number): string | null;
  groupName(gid: number): string | null;
}

const GROUP_WRITE = 0o020;
const OTHER_WRITE = 0o002;
const OWNER_WRITE = 0o200;
const STICKY = 0o1000;

/**
 * Reads Unix permissions as the kernel checks them (path_resolution(7), inode(7)): a file is changed by who may write it, and
 * replaced by who may write a folder on its way, unless that folder is sticky and the entry belongs to another. Access control lists
 * are not seen.
 */
export class Permissions {
  readonly #evidence: Evidence;
  readonly #names: AccountNames;
  /** Writers of each folder and of the folders above it. */
  readonly #folders = new Map<string, readonly string[]>();

  constructor(evidence: Evidence, names: AccountNames) {
    this.#evidence = evidence;
    this.#names = names;
  }

  /** `path`: resolved evidence path of the file; `stat`: its own. */
  of(path: string, stat: EvidenceStat): FilePermissions {
    const { uid, gid, mode } = stat;
    const owner = uid === null ? null : this.#userName(uid);
    const group = gid === null ? null : this.#groupName(gid);
    if (mode === null || uid === null || gid === null) return { owner, group, writableBy: null };
    const parent = path.slice(0, path.lastIndexOf('/')) || '/';
    const writers = [...this.#writers(stat), ...this.#above(parent, uid)];
    return { owner, group, writableBy: [...new Set(writers)] };
  }

  #writers({ mode, uid, gid }: EvidenceStat): string[] {
    const bits = mode ?? 0;
    const who: string[] = [];
    if ((bits & OTHER_WRITE) !== 0) who.push('everyone');
    if ((bits & GROUP_WRITE) !== 0 && gid !== 0) who.push(`group ${this.#groupName(gid ?? -1)}`);
    // The owner may give himself the right that the mode does not show.
    if (uid !== 0) who.push(`user ${this.#userName(uid ?? -1)}`);
    return who;
  }

  /** Who may put another entry in the place of one in `folder` that `owner` owns. */
  #above(folder: string, owner: number): readonly string[] {
    const key = `${folder}\0${owner}`;
    let writers = this.#folders.get(key);
    if (writers === undefined) {
      writers = this.#writersOfFolder(folder, owner);
      this.#folders.set(key, writers);
    }
    return writers;
  }

  #writersOfFolder(folder: string, owner: number): readonly string[] {
    const found = this.#evidence.lookup(folder);
    if (found.state !== 'directory') return [];
    const { mode, uid, gid } = found.stat;
    const own: string[] = [];
    if (mode !== null && uid !== null) {
      const sticky = (mode & STICKY) !== 0;
      if ((mode & OTHER_WRITE) !== 0 && !sticky) own.push(`everyone (${folder})`);
      if ((mode & GROUP_WRITE) !== 0 && !sticky && gid !== 0) {
        own.push(`group ${this.#groupName(gid ?? -1)} (${folder})`);
      }
      if (uid !== 0 && (mode & OWNER_WRITE) !== 0) own.push(`user ${this.#userName(uid)} (${folder})`);
      if (sticky && (mode & (OTHER_WRITE | GROUP_WRITE)) !== 0 && owner !== 0) {
        own.push(`user ${this.#userName(owner)} (${folder})`);
      }
    }
    if (folder === '/') return own;
    const parent = folder.slice(0, folder.lastIndexOf('/')) || '/';
    return [...own, ...this.#above(parent, uid ?? 0)];
  }

  #userName(uid: number): string {
    return this.#names.userName(uid) ?? String(uid);
  }

  #groupName(gid: number): string {
    return this.#names.groupName(gid) ?? (gid === 0 ? 'root' : String(gid));
  }
}
