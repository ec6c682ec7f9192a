import type { PlistDict } from '../../formats/plist/plist-value.ts';
import type { PlistFormat } from '../../formats/plist/recognise-plist.ts';
import type { JobFolder } from './job-folder.ts';

/** One file of a folder of jobs, decoded as far as it could be. */
export interface JobFile {
  /** Evidence path as listed; a link keeps its own name. */
  readonly path: string;
  /** Where the bytes lie once links are followed; null when they are not there. */
  readonly target: string | null;
  readonly name: string;
  readonly folder: JobFolder;
  readonly modified: string | null;
  readonly format: PlistFormat | null;
  /** Null for what is no dictionary. */
  readonly dict: PlistDict | null;
}
