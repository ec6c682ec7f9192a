import type { BinaryRecord } from '../../../../shared/model/binary-record.ts';
import type { PackageState } from '../../../../shared/model/package-ownership.ts';
import type { ServiceRecord } from '../../../../shared/model/service-record.ts';
import type { FactContext } from '../fact-context.ts';

/** A file that a service names or is defined by: its path as the record has it, and where the evidence has it. */
export interface NamedFile {
  readonly path: string;
  readonly evidencePath: string | null;
}

/** What was found out about a file; undefined for one that is not there or was not looked at. */
export function binaryOf(file: NamedFile, context: FactContext): BinaryRecord | undefined {
  const byPath = context.filesByPath.get(file.path);
  return byPath ?? (file.evidencePath === null ? undefined : context.filesByPath.get(file.evidencePath));
}

/** What the package database says of a file; undefined when nobody asked it, or the file is not there. */
export function packageState(file: NamedFile, context: FactContext): PackageState | undefined {
  return binaryOf(file, context)?.package?.state;
}

/** Owned by a package, and not seen to differ from what the package brought. */
export function isOwnedUnchanged(state: PackageState | undefined): boolean {
  return state === 'owned-unchanged' || state === 'owned-not-verified';
}

/** Files that define the service. */
export function definitionFiles(record: ServiceRecord): readonly NamedFile[] {
  return record.definitions ?? [];
}

/** Size of the largest of them in bytes; undefined when none was found. */
export function definitionSize(record: ServiceRecord, context: FactContext): number | undefined {
  const sizes = definitionFiles(record).flatMap((file) => binaryOf(file, context)?.size ?? []);
  return sizes.length === 0 ? undefined : sizes.reduce((a, b) => Math.max(a, b));
}

/** Files that it runs or loads, the image first; each path once. */
export function payloadFiles(record: ServiceRecord): NamedFile[] {
  const files = new Map<string, NamedFile>();
  if (record.image !== null && record.image.path !== '') files.set(record.image.path, record.image);
  for (const payload of record.payloads) {
    if (payload.path !== '' && !files.has(payload.path)) files.set(payload.path, payload);
  }
  return [...files.values()];
}

/** Hashes of every payload and definition that was hashed, SHA-256. */
export function sha256Of(record: ServiceRecord, context: FactContext): string[] {
  const found = new Set<string>();
  if (record.image !== null && record.image.sha256 !== null) found.add(record.image.sha256);
  for (const { sha256 } of record.payloads) if (sha256 !== null) found.add(sha256);
  for (const file of definitionFiles(record)) {
    const sha256 = binaryOf(file, context)?.sha256 ?? null;
    if (sha256 !== null) found.add(sha256);
  }
  return [...found];
}

/** Those of them that are code: programs, scripts and libraries, without files of variables and modules of the kernel. */
export function codeFiles(record: ServiceRecord): NamedFile[] {
  const others = new Set(
    record.payloads
      .filter(({ role }) => role === 'environment-file' || role === 'kernel-module')
      .map(({ path }) => path),
  );
  return payloadFiles(record).filter(({ path }) => !others.has(path));
}
