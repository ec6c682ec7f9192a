import { MAX_LOG_DEPTH } from '../../../shared/limits.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import { isLogsOnly } from '../recognise-logs.ts';
import type { Root } from '../root.ts';
import { MAX_TEXT_LOGS } from './limits.ts';

/** One file of a log: the current one or a rotated one. */
export interface LogFile {
  /** Evidence path, links followed. */
  readonly path: string;
  /** Of the log without rotation: `syslog`, `audit.log`. */
  readonly name: string;
  /** ISO 8601 UTC; null when unknown. */
  readonly modified: string | null;
  readonly size: number;
  /** How it is packed, by its name; null for plain text. */
  readonly packed: 'gz' | 'xz' | 'bz2' | 'zst' | 'lz4' | 'lzma' | 'Z' | null;
}

export interface LogFiles {
  readonly files: readonly LogFile[];
  readonly unreadable: readonly { readonly path: string; readonly reason: string }[];
  /** There are more than are read. */
  readonly truncated: boolean;
}

/** Names too common for one before which a host may stand. */
const UNTAKEN: ReadonlySet<string> = new Set(['history', 'history.log', 'term.log', 'log']);
/** Where logs are; a collection of macOS may lack the link /var, and a folder of logs may stand for /var/log itself. */
const FOLDERS = ['/var/log', '/private/var/log', '/log', ''];
/** logrotate (`.1`, `-20240101`, `-20240101.1`, `.old`) and newsyslog (`.0`, `.20230101T000000`); rsyslog cuts no names. */
const ROTATION = /^(?:[.-]\d{1,14}(?:T\d{6})?(?:\.\d{1,4})?|\.old)?(?:\.(gz|xz|bz2|zst|lz4|lzma|Z))?$/;

/**
 * The files of the named logs, in the order of the names and then of their paths. A name is a path below /var/log, `audit/audit.log`.
 * A folder of bare logs is searched whole: there the last part of the name counts, except for `zypp/history`-like names of which the
 * folder must be there too.
 */
export function logFiles(evidence: Evidence, root: Root, names: readonly string[]): LogFiles {
  const found = new Map<string, LogFile>();
  const unreadable: { path: string; reason: string }[] = [];
  const lists = new Map<string, readonly string[]>();
  let truncated = false;
  const isBare = isLogsOnly(root);

  function list(folder: string): readonly string[] {
    let entries = lists.get(folder);
    if (entries === undefined) {
      const place = evidence.lookup(folder === '' ? '/' : folder);
      const listing = place.state === 'directory' ? evidence.list(place.path) : null;
      if (listing?.ok === false) unreadable.push({ path: folder, reason: listing.error.reason });
      else if (place.state === 'unreadable') unreadable.push({ path: folder, reason: place.reason });
      entries = listing?.ok === true ? listing.value.map(({ name }) => name) : [];
      lists.set(folder, entries);
    }
    return entries;
  }

  function take(folder: string, base: string): void {
    for (const entry of list(folder)) {
      const rotation = rotationOf(entry, base, isBare);
      if (rotation === null) continue;
      const path = `${folder}/${entry}`;
      const place = evidence.lookup(path);
      if (place.state === 'missing') continue;
      if (place.state !== 'file') {
        if ('reason' in place) unreadable.push({ path, reason: place.reason });
      } else if (found.size >= MAX_TEXT_LOGS) truncated = true;
      else if (!found.has(place.path)) {
        const packed = (rotation[1] ?? null) as LogFile['packed'];
        const { modified, size } = place.stat;
        found.set(place.path, { path: place.path, name: base, modified, size, packed });
      }
    }
  }

  const folders = isBare ? bareFolders(evidence) : FOLDERS;
  for (const name of names) {
    const slash = name.lastIndexOf('/');
    const base = name.slice(slash + 1);
    for (const folder of folders) {
      if (slash !== -1) take(`${folder}/${name.slice(0, slash)}`, base);
      if (slash === -1 || (isBare && base.includes('.'))) take(folder, base);
    }
  }
  return { files: [...found.values()], unreadable, truncated };
}

/** How a file of a log is rotated and packed; null when it is none. In a folder of bare logs a host may stand before the name. */
function rotationOf(entry: string, base: string, isBare: boolean): RegExpExecArray | null {
  const at = isBare ? entry.lastIndexOf(base) : entry.startsWith(base) ? 0 : -1;
  if (at === -1 || (at > 0 && (UNTAKEN.has(base) || !/[._-]/.test(entry.charAt(at - 1))))) return null;
  return ROTATION.exec(entry.slice(at + base.length));
}

/** Folders of a folder of bare logs, itself included, to the depth that it was recognised with. */
function bareFolders(evidence: Evidence): readonly string[] {
  const all: string[] = [];
  let level = [''];
  for (let depth = 0; depth <= MAX_LOG_DEPTH && level.length > 0; depth += 1) {
    const next: string[] = [];
    for (const folder of level) {
      if (all.length >= MAX_TEXT_LOGS) break;
      all.push(folder);
      const listing = evidence.list(folder === '' ? '/' : folder);
      if (!listing.ok) continue;
      for (const { name, kind } of listing.value) if (kind === 'directory') next.push(`${folder}/${name}`);
    }
    level = next;
  }
  return all;
}
