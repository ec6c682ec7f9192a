import type { SearchFolder } from './search-path.ts';
import type { ListedFolder } from './unit-folders.ts';

/** One existing folder of a manager's search path. */
export interface ManagerFolder {
  /** Place in the search path; a lower one takes precedence. */
  readonly rank: number;
  readonly search: SearchFolder;
  readonly listed: ListedFolder;
  /** Its content does not outlast a boot (path_is_runtime, src/shared/install.c). */
  readonly runtime: boolean;
}
