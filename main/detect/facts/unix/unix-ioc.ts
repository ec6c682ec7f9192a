import type { ServiceRecord } from '../../../../shared/model/service-record.ts';
import type { FactContext } from '../fact-context.ts';
import { canonicalPath } from '../windows-path.ts';
import { binaryOf, definitionFiles, payloadFiles } from './file-facts.ts';

/** Entries of --ioc files that match the service's name, or a path, file name or hash of what it runs or is defined by. */
export function unixIocMatches(record: ServiceRecord, context: FactContext): string[] {
  const { iocs } = context;
  if (iocs.size === 0) return [];
  const found = new Set<string>();
  const look = (map: ReadonlyMap<string, string>, key: string | null | undefined): void => {
    const entry = typeof key === 'string' ? map.get(key.toLowerCase()) : undefined;
    if (entry !== undefined) found.add(entry);
  };
  look(iocs.names, record.name);
  look(iocs.names, record.displayName);
  for (const { sha256 } of record.payloads) look(iocs.hashes, sha256);
  for (const file of [...definitionFiles(record), ...payloadFiles(record)]) {
    // The index holds every path in one spelling, whatever system it is of.
    look(iocs.paths, canonicalPath(file.path));
    if (file.evidencePath !== null) look(iocs.paths, canonicalPath(file.evidencePath));
    look(iocs.names, file.path.slice(file.path.lastIndexOf('/') + 1));
    const binary = binaryOf(file, context);
    for (const hash of [binary?.md5, binary?.sha1, binary?.sha256]) look(iocs.hashes, hash);
  }
  return [...found];
}
