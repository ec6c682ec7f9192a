import { join } from 'node:path';
import { PathList } from './path-list.ts';

/** Case files that were opened or saved last, newest first; kept in the settings folder. */
export class RecentCases extends PathList {
  constructor(folder: string) {
    super(join(folder, 'recent.json'));
  }
}
