import { MAX_LOG_DEPTH } from '../../../../shared/limits.ts';
import type { Evidence } from '../../../evidence/evidence.ts';
import { LogSearch } from '../../log-search.ts';
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

const LOG = /\.(evtx?)$/i;
const SECURITY = /security[^/]*$/i;
/** Not read as they are. */
const PACKED = /\.evtx?\.(?:gz|xz|bz2|zst|zip|7z)$/i;
/** Where Windows keeps them, below its system folder: since Vista, and before it (beside the hives). */
const SYSTEM_PLACES = ['System32/winevt/Logs', 'System32/config'];

/**
 * The event logs of a root, the security log first and else by path: those of the system folder, of a collection that kept them elsewhere
 * below the volume's folder, or every one in a folder of bare logs or hives.
 */
export function logFiles(evidence: Evidence, root: Root): LogFiles {
  const found = new LogSearch(evidence, LOG);
  const packed = new LogSearch(evidence, PACKED);
  for (const search of [found, packed]) {
    if (root.systemFolder === null) search.search('', MAX_LOG_DEPTH);
    else {
      for (const place of SYSTEM_PLACES) {
        search.searchPlace(`${root.base}/${root.systemFolder}/${place}`, 1, { ignoreCase: true });
      }
    }
  }
  const { paths, unreadable, truncated } = found;
  const files: LogFile[] = [];
  for (const path of paths.sort(inReadingOrder)) {
    const file = evidence.lookup(path);
    const kind = LOG.exec(path)?.[1]?.toLowerCase() as LogFile['kind'];
    if (file.state === 'file') files.push({ path, kind, size: file.stat.size });
    else unreadable.push({ path, reason: 'reason' in file ? file.reason : file.state });
  }
  for (const path of packed.paths.sort()) unreadable.push({ path, reason: 'it is packed; unpack it first' });
  return { files, unreadable, truncated };
}

/** The security log names the accounts that others know by their SID only, and whoever judges these needs it before. */
function inReadingOrder(a: string, b: string): number {
  const later = Number(!SECURITY.test(a)) - Number(!SECURITY.test(b));
  return later !== 0 ? later : a < b ? -1 : a > b ? 1 : 0;
}
