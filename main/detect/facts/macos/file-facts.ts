import type { ServiceRecord } from '../../../../shared/model/service-record.ts';
import type { FactContext } from '../fact-context.ts';
import { binaryOf, definitionFiles, type NamedFile, payloadFiles } from '../unix/file-facts.ts';
import { isProgram } from '../unix/programs.ts';

/** Administrators may become root anyway, and /Applications is theirs by default. */
const ADMINISTRATORS = /^(?:group (?:admin|wheel)|user root)(?:$| \()/;

const writersOf = (file: NamedFile, context: FactContext): readonly string[] =>
  binaryOf(file, context)?.writableBy ?? [];

/** `path: who` of every file that configures it or runs for it and that accounts besides root may change. */
export function writablePaths(record: ServiceRecord, context: FactContext): string[] {
  const files = [...definitionFiles(record), ...payloadFiles(record)];
  const entries = files.flatMap((file) => writersOf(file, context).map((who) => `${file.path}: ${who}`));
  return [...new Set(entries)];
}

/** Who may, without the folder that the way leads through. */
export function writableBy(paths: readonly string[]): string[] {
  return [...new Set(paths.map((entry) => entry.slice(entry.lastIndexOf(': ') + 2).replace(/ \(.*$/, '')))];
}

/** Owner of the property list or other defining file: its name, or its number. */
export function ownerOf(record: ServiceRecord, context: FactContext): string | undefined {
  const [defining] = definitionFiles(record);
  const file = defining === undefined ? undefined : binaryOf(defining, context);
  // In a copy that root made, homes belong to root too, and their folders' names would name him.
  if (file?.uid === 0) return 'root';
  return file?.owner ?? (file?.uid === null || file === undefined ? undefined : String(file.uid));
}

/** Accounts besides root and administrators may change a program that it runs, and it runs as root. */
export function rootProgramUserWritable(record: ServiceRecord, context: FactContext): boolean {
  if (record.account !== 'root') return false;
  const programs: NamedFile[] = record.payloads.filter(isProgram);
  if (record.image !== null) programs.push(record.image);
  return programs.some((file) => writersOf(file, context).some((who) => !ADMINISTRATORS.test(who)));
}

/** Roles of payloads whose files are missing; a source only says so of a complete volume. */
export function missingPayloads(record: ServiceRecord): string[] {
  const roles = record.payloads.filter(({ state }) => state === 'missing').map(({ role }) => role as string);
  if (record.image?.state === 'missing') roles.push('image');
  return [...new Set(roles)];
}

/** A background item (BTM) whose property list or executable is not there any more. */
export function orphanedBackgroundItem(record: ServiceRecord): boolean {
  const gone = record.image?.state === 'missing' || record.payloads.some(({ state }) => state === 'missing');
  if (record.activator?.mechanism === 'background-item')
    return gone || record.activator.properties['pathState'] === 'missing';
  return (record.launchd?.backgroundItems.length ?? 0) > 0 && gone;
}

/** Hashes of a file that something names, whichever was made. */
export function hashesOf(path: string, context: FactContext): string[] {
  const file = binaryOf({ path, evidencePath: null }, context);
  return [file?.md5, file?.sha1, file?.sha256].filter((hash): hash is string => typeof hash === 'string');
}
