import { MAX_LOG_DEPTH, MAX_LOG_FILES } from '../../../../shared/limits.ts';
import type { Evidence } from '../../../evidence/evidence.ts';
import type { Root } from '../../root.ts';

/** One log file of the evidence. */
export interface LogFile {
  readonly path: string;
  readonly kind: 'evtx' | 'evt';
  readonly size: number;
}

/** What was found, and folders that could not be listed. */
export interface LogFiles {
  readonly files: readonly LogFile[];
  readonly unreadable: readonly { readonly path: string; readonly reason: string }[];
  readonly truncated: boolean;
}

/** Where Windows keeps them, below its system folder: since Vista, and before it (beside the hives). */
const SYSTEM_PLACES = ['System32/winevt/Logs', 'System32/config'];

/**
 * The event logs of a root, sorted by path: those of the system folder, of a collection that kept them elsewhere below the volume's
 * folder, or every one in a folder of bare logs or hives.
 */
export function logFiles(evidence: Evidence, root: Root): LogFiles {
  const found: LogFile[] = [];
  const unreadable: { path: string; reason: string }[] = [];
  let truncated = false;

  function search(folder: string, depth: number): void {
    const listing = evidence.list(folder === '' ? '/' : folder);
    if (!listing.ok) {
      unreadable.push({ path: folder, reason: listing.error.reason });
      return;
    }
    for (const { name, kind } of listing.value) {
      const path = `${folder}/${name}`;
      if (kind === 'directory' && depth > 0) search(path, depth - 1);
      const format = /\.(evtx?)$/i.exec(name)?.[1]?.toLowerCase();
      if (kind !== 'file' || format === undefined) continue;
      if (found.length >= MAX_LOG_FILES) truncated = true;
      else {
        const file = evidence.lookup(path);
        if (file.state === 'file')
          found.push({ path, kind: format as LogFile['kind'], size: file.stat.size });
        else unreadable.push({ path, reason: 'reason' in file ? file.reason : file.state });
      }
    }
  }

  if (root.systemFolder === null) search('', MAX_LOG_DEPTH);
  else {
    for (const place of SYSTEM_PLACES) {
      const folder = evidence.lookup(`${root.base}/${root.systemFolder}/${place}`, { ignoreCase: true });
      if (folder.state === 'directory') search(folder.path, 1);
      else if (folder.state !== 'missing') {
        unreadable.push({ path: place, reason: 'reason' in folder ? folder.reason : folder.state });
      }
    }
  }
  found.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { files: found, unreadable, truncated };
}
