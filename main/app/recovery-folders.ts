import { join } from 'node:path';
import { PathList } from './path-list.ts';

/** Folders in which the user had a growing case kept; the next start looks there too. Null: for this run only. */
export class RecoveryFolders extends PathList {
  constructor(settings: string | null) {
    super(settings === null ? null : join(settings, 'recovery-folders.json'));
  }
}
