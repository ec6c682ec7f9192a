import { MAX_LOG_DEPTH } from '../../../../shared/limits.ts';
import type { Evidence } from '../../../evidence/evidence.ts';
import { LogSearch } from '../../log-search.ts';
import { isLogsOnly } from '../../recognise-logs.ts';
import type { Root } from '../../root.ts';

/** Where journald keeps its files: persistent and volatile (systemd-journald.service(8), "Files"). */
const PLACES = ['/var/log/journal', '/run/log/journal'];
/** Active and archived files, and those that were found damaged (`~`). */
const JOURNAL = /\.journal~?$/;
/** Not read as they are. */
const PACKED = /\.journal~?\.(?:gz|xz|bz2|zst|zip|7z)$/i;

export interface JournalFiles {
  readonly paths: readonly string[];
  readonly unreadable: readonly { readonly path: string; readonly reason: string }[];
  /** There are more than are read. */
  readonly truncated: boolean;
  /** A folder for journals is there, whatever it holds. */
  readonly present: boolean;
}

/** The journals of a root, sorted by path; in a folder of logs those anywhere below it. */
export function journalFiles(evidence: Evidence, root: Root): JournalFiles {
  const found = new LogSearch(evidence, JOURNAL);
  const packed = new LogSearch(evidence, PACKED);
  let present = false;
  for (const search of [found, packed]) {
    if (isLogsOnly(root)) search.search('', MAX_LOG_DEPTH);
    else for (const place of PLACES) present = search.searchPlace(place, 2) || present;
  }
  const { paths, unreadable, truncated } = found;
  for (const path of packed.paths.sort()) unreadable.push({ path, reason: 'it is packed; unpack it first' });
  return { paths: paths.sort(), unreadable, truncated, present: present || paths.length > 0 };
}
