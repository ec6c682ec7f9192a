import { MAX_LOG_DEPTH } from '../../../../shared/limits.ts';
import type { Evidence } from '../../../evidence/evidence.ts';
import { LogSearch } from '../../log-search.ts';
import { isLogsOnly } from '../../recognise-logs.ts';
import type { Root } from '../../root.ts';

/** Where journald keeps its files: persistent and volatile (systemd-journald.service(8), "Files"). */
const PLACES = ['/var/log/journal', '/run/log/journal'];
/** Active and archived files, and those that were found damaged (`~`). */
const JOURNAL = /\.journal~?$/;

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
  let present = false;
  if (isLogsOnly(root)) found.search('', MAX_LOG_DEPTH);
  else for (const place of PLACES) present = found.searchPlace(place, 2) || present;
  const { paths, unreadable, truncated } = found;
  return { paths: paths.sort(), unreadable, truncated, present: present || paths.length > 0 };
}
