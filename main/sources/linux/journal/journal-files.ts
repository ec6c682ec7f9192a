import { MAX_LOG_DEPTH, MAX_LOG_FILES } from '../../../../shared/limits.ts';
import type { Evidence } from '../../../evidence/evidence.ts';
import { isLogsOnly } from '../../recognise-logs.ts';
import type { Root } from '../../root.ts';

/** Where journald keeps its files: persistent and volatile (systemd-journald.service(8), "Files"). */
const PLACES = ['/var/log/journal', '/run/log/journal'];
/** Active and archived files, and those that were found damaged (`~`). */
const JOURNAL = /\.journal~?$/;

export interface JournalFiles {
  readonly paths: readonly string[];
  readonly unreadable: readonly { readonly path: string; readonly reason: string }[];
  /** A folder for journals is there, whatever it holds. */
  readonly present: boolean;
}

/** The journals of a root, sorted by path; in a folder of logs those anywhere below it. */
export function journalFiles(evidence: Evidence, root: Root): JournalFiles {
  const paths: string[] = [];
  const unreadable: { path: string; reason: string }[] = [];
  let present = false;

  function search(folder: string, depth: number): void {
    const listing = evidence.list(folder === '' ? '/' : folder);
    if (!listing.ok) {
      unreadable.push({ path: folder, reason: listing.error.reason });
      return;
    }
    for (const { name, kind } of listing.value) {
      if (kind === 'directory' && depth > 0) search(`${folder}/${name}`, depth - 1);
      else if (kind === 'file' && JOURNAL.test(name) && paths.length < MAX_LOG_FILES) {
        paths.push(`${folder}/${name}`);
      }
    }
  }

  if (isLogsOnly(root)) search('', MAX_LOG_DEPTH);
  else {
    for (const place of PLACES) {
      const folder = evidence.lookup(place);
      if (folder.state === 'missing') continue;
      present = true;
      if (folder.state === 'directory') search(folder.path, 2);
      else unreadable.push({ path: place, reason: 'reason' in folder ? folder.reason : 'no folder' });
    }
  }
  return { paths: paths.sort(), unreadable, present: present || paths.length > 0 };
}
