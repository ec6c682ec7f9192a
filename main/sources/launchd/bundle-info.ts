import type { Evidence } from '../../evidence/evidence.ts';
import { isPlistDict, type PlistDict } from '../../formats/plist/plist-value.ts';
import type { PlistFormat } from '../../formats/plist/recognise-plist.ts';
import { text } from './dictionary.ts';
import { readPlist } from './read-plist.ts';

export interface BundleInfo {
  /** Evidence path of Info.plist. */
  readonly path: string;
  readonly modified: string | null;
  readonly format: PlistFormat;
  readonly dict: PlistDict;
  readonly identifier: string | null;
  readonly name: string | null;
  /** Path of CFBundleExecutable inside the bundle. */
  readonly executable: string | null;
}

/** What a bundle's Contents/Info.plist says of it ("Bundle Structures", Apple); null where it has none that can be read. */
export function bundleInfo(evidence: Evidence, bundle: string): BundleInfo | null {
  const found = evidence.lookup(`${bundle}/Contents/Info.plist`);
  if (found.state !== 'file') return null;
  const { plist } = readPlist(evidence, found.path);
  if (plist === null || !isPlistDict(plist.value)) return null;
  const dict = plist.value;
  const executable = text(dict, 'CFBundleExecutable');
  return {
    path: found.path,
    modified: found.stat.modified,
    format: plist.format,
    dict,
    identifier: text(dict, 'CFBundleIdentifier'),
    name: text(dict, 'CFBundleName'),
    executable: executable === null ? null : `${bundle}/Contents/MacOS/${executable}`,
  };
}
