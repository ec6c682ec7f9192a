import type { BinaryRecord } from '../../../shared/model/binary-record.ts';
import type { Platform } from '../../../shared/model/common.ts';
import type { Provenance } from '../../../shared/model/provenance.ts';
import { isTime } from '../evidence-time.ts';
import { observableId } from './stix-id.ts';

/** Any STIX object; the id is unique in a bundle. */
export interface StixObject {
  readonly type: string;
  readonly spec_version: '2.1';
  readonly id: string;
  readonly [property: string]: unknown;
}

type Known = Pick<BinaryRecord, 'md5' | 'sha1' | 'sha256' | 'size' | 'modified' | 'created'>;

/** A file with the folder it lies in, the file last; nothing for an empty path. */
export function fileObjects(path: string, platform: Platform | 'evidence', known?: Known): StixObject[] {
  const cut =
    platform === 'windows' ? Math.max(path.lastIndexOf('\\'), path.lastIndexOf('/')) : path.lastIndexOf('/');
  // A path that ends in a separator names a folder: it is kept whole as the name of what should be a file.
  const name = path.slice(cut + 1) || path;
  if (name === '') return [];
  const parent = name === path ? '' : path.slice(0, cut) || path.slice(0, cut + 1);
  const folder: StixObject | null =
    parent === ''
      ? null
      : {
          type: 'directory',
          spec_version: '2.1',
          id: observableId('directory', { path: parent }),
          path: parent,
        };
  const hashes = known === undefined ? {} : hashesOf(known);
  const [best] = Object.entries(hashes);
  const place = { name, ...(folder === null ? {} : { parent_directory_ref: folder.id }) };
  const id = observableId('file', {
    ...(best === undefined ? {} : { hashes: { [best[0]]: best[1] } }),
    ...place,
  });
  const file: StixObject = {
    type: 'file',
    spec_version: '2.1',
    id,
    ...(best === undefined ? {} : { hashes }),
    ...(typeof known?.size === 'number' ? { size: known.size } : {}),
    ...place,
    ...(isTime(known?.created) ? { ctime: known.created } : {}),
    ...(isTime(known?.modified) ? { mtime: known.modified } : {}),
  };
  return folder === null ? [file] : [folder, file];
}

/** In the order in which one of them is chosen for the id (STIX 2.1, section 6.7). */
function hashesOf({ md5, sha1, sha256 }: Known): Record<string, string> {
  return {
    ...(md5 === null ? {} : { MD5: md5 }),
    ...(sha1 === null ? {} : { 'SHA-1': sha1 }),
    ...(sha256 === null ? {} : { 'SHA-256': sha256 }),
  };
}

const HIVES: Readonly<Record<string, string>> = {
  HKLM: 'HKEY_LOCAL_MACHINE',
  HKU: 'HKEY_USERS',
  HKCU: 'HKEY_CURRENT_USER',
  HKCR: 'HKEY_CLASSES_ROOT',
  HKCC: 'HKEY_CURRENT_CONFIG',
};
/** The public schema refuses these letters anywhere in a key, though the text means its beginning. */
const REFUSED = /HKLM|HKCC|HKCR|HKCU|HKU|hklm|hkcc|hkcr|hkcu|hku/;

/** Where the proof lies: a registry key (hive names are never abbreviated, section 6.17), or the file of evidence. */
export function pointerObjects({ path, locator, time }: Provenance): StixObject[] {
  if (locator.kind !== 'registry') return fileObjects(path, 'evidence');
  const [root = '', ...rest] = locator.key.split('\\');
  const hive = Object.hasOwn(HIVES, root.toUpperCase()) ? HIVES[root.toUpperCase()] : root;
  const key = [hive, ...rest].join('\\');
  if (key === '' || REFUSED.test(key)) return fileObjects(path, 'evidence');
  return [
    {
      type: 'windows-registry-key',
      spec_version: '2.1',
      id: observableId('windows-registry-key', { key }),
      key,
      ...(isTime(time) ? { modified_time: time } : {}),
    },
  ];
}
