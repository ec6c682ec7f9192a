import type { ServiceRecord } from '../../../shared/model/service-record.ts';
import { canonicalPath, fileName } from './windows-path.ts';

/** Indicators by kind, each with its spelling in the user's file. */
export interface IocIndex {
  readonly hashes: ReadonlyMap<string, string>;
  readonly paths: ReadonlyMap<string, string>;
  readonly names: ReadonlyMap<string, string>;
  readonly size: number;
}

const HASH = /^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})$/i;

/**
 * One indicator a line: a hash (MD5, SHA-1, SHA-256), a path, or a name of a service or file. Text after `#` at the
 * start of a line or after white space is a comment.
 */
export function iocIndex(entries: readonly string[]): IocIndex {
  const hashes = new Map<string, string>();
  const paths = new Map<string, string>();
  const names = new Map<string, string>();
  for (const entry of entries) {
    const value = entry
      .replace(/(?:^|\s)#.*$/s, '')
      .trim()
      .replace(/^"(.*)"$/s, '$1');
    if (value === '') continue;
    if (HASH.test(value)) hashes.set(value.toLowerCase(), value);
    else if (/[\\/]/.test(value)) paths.set(canonicalPath(value), value);
    else names.set(value.toLowerCase(), value);
  }
  return { hashes, paths, names, size: hashes.size + paths.size + names.size };
}

/** Entries that match the service's name, or a path, file name or hash of its payloads. `hashes`: what else is known of a path. */
export function iocMatches(
  record: ServiceRecord,
  index: IocIndex,
  hashesOf: (path: string) => readonly string[] = () => [],
): string[] {
  if (index.size === 0) return [];
  const found = new Set<string>();
  const look = (map: ReadonlyMap<string, string>, key: string | null): void => {
    const entry = key === null ? undefined : map.get(key.toLowerCase());
    if (entry !== undefined) found.add(entry);
  };
  look(index.names, record.name);
  look(index.names, record.displayName);
  const files = record.image === null ? record.payloads : [record.image, ...record.payloads];
  for (const file of files) {
    look(index.paths, canonicalPath(file.path));
    look(index.names, fileName(file.path));
    look(index.hashes, file.sha256);
    for (const hash of hashesOf(file.path)) look(index.hashes, hash);
  }
  return [...found];
}
