import type { BinaryRecord } from '../../shared/model/binary-record.ts';
import type { FileState, Platform } from '../../shared/model/common.ts';
import type { Coverage } from '../../shared/model/coverage.ts';
import type { Diagnostic } from '../../shared/model/diagnostic.ts';
import type { PackageOwnership } from '../../shared/model/package-ownership.ts';
import type { ServiceRecord } from '../../shared/model/service-record.ts';
import type { EvidenceHash } from '../enrich/hash-files.ts';
import type { PackageIndex } from '../enrich/packages/packages.ts';
import type { Permissions } from '../enrich/permissions/writers.ts';
import type { Evidence } from '../evidence/evidence.ts';

interface Use {
  readonly service: string;
  readonly role: string;
}

/** One file that services name, before it is hashed. */
export interface NamedFile {
  readonly path: string;
  readonly evidencePath: string | null;
  readonly state: FileState;
  readonly platform: Platform;
  /** Empty for a file of a package that differs from it and that no service names. */
  readonly uses: Use[];
  /** What its package says, where that is known already; for other files it is asked for. */
  readonly ownership?: PackageOwnership;
}

/** What can be told of files besides their bytes. */
export interface FileKnowledge {
  readonly evidence: Evidence;
  /** null where owners and modes are not those of the examined host (Windows, collections). */
  readonly permissions: Permissions | null;
  /** null where there are no package databases to ask. */
  readonly packages: Pick<PackageIndex, 'ownership'> | null;
}

/** Every file that services name, once; the key is the evidence path, or the path in lower case where there is none. */
export function namedFiles(services: readonly ServiceRecord[]): Map<string, NamedFile> {
  const files = new Map<string, NamedFile>();
  for (const service of services) {
    for (const payload of service.payloads) if (payload.path !== '') addFile(files, service, payload);
    for (const { role, path, evidencePath } of service.definitions ?? []) {
      if (evidencePath !== null) addFile(files, service, { role, path, evidencePath, state: 'found' });
    }
  }
  return files;
}

function addFile(
  files: Map<string, NamedFile>,
  { id, platform }: ServiceRecord,
  { role, path, evidencePath, state }: Pick<NamedFile, 'path' | 'evidencePath' | 'state'> & { role: string },
): void {
  const key = evidencePath ?? `?${platform === 'windows' ? path.toLowerCase() : path}`;
  const file = files.get(key);
  if (file === undefined) {
    files.set(key, { path, evidencePath, state, platform, uses: [{ service: id, role }] });
    return;
  }
  // Uses of one service stand together: looking at those is enough, and svchost.exe has hundreds in all.
  let own = file.uses.length - 1;
  while (own >= 0 && file.uses[own]?.service === id && file.uses[own]?.role !== role) own -= 1;
  if (own < 0 || file.uses[own]?.service !== id) file.uses.push({ service: id, role });
}

/** Writes the digests into the records that name the files, and makes one BinaryRecord a file. */
export function binaryRecords(
  files: ReadonlyMap<string, NamedFile>,
  hashes: ReadonlyMap<string, EvidenceHash>,
  { evidence, permissions, packages }: FileKnowledge,
): BinaryRecord[] {
  const records: BinaryRecord[] = [];
  for (const [key, file] of files) {
    const hash = file.evidencePath === null ? undefined : hashes.get(file.evidencePath);
    const found = file.evidencePath === null ? null : evidence.lookup(file.evidencePath);
    const stat = found !== null && found.state === 'file' ? found.stat : null;
    const digests = hash?.state === 'hashed' ? hash : null;
    const rights =
      stat === null || file.evidencePath === null ? undefined : permissions?.of(file.evidencePath, stat);
    records.push({
      type: 'binary',
      id: `file:${key}`,
      platform: file.platform,
      path: file.path,
      evidencePath: file.evidencePath,
      state: file.state,
      exists: file.state === 'found' ? true : file.state === 'missing' ? false : null,
      size: stat?.size ?? null,
      modified: stat?.modified ?? null,
      changed: stat?.changed ?? null,
      created: stat?.created ?? null,
      mode: stat?.mode == null ? null : (stat.mode & 0o7777).toString(8).padStart(4, '0'),
      uid: stat?.uid ?? null,
      gid: stat?.gid ?? null,
      owner: rights?.owner ?? null,
      group: rights?.group ?? null,
      writableBy: rights?.writableBy == null ? null : [...rights.writableBy],
      hashState: hashState(file, hash),
      md5: digests?.md5 ?? null,
      sha1: digests?.sha1 ?? null,
      sha256: digests?.sha256 ?? null,
      package:
        file.ownership ??
        (file.evidencePath === null || stat === null || packages === null
          ? null
          : packages.ownership(file.evidencePath, digests)),
      usedBy: file.uses.map((use) => ({ service: use.service, role: use.role })),
    });
  }
  return records;
}

function hashState(file: NamedFile, hash: EvidenceHash | undefined): BinaryRecord['hashState'] {
  if (file.evidencePath === null) return 'not-applicable';
  if (hash === undefined || hash.state === 'cancelled') return 'skipped';
  return hash.state === 'missing' || hash.state === 'refused' ? 'unreadable' : hash.state;
}

/** The same services with the SHA-256 of their files. */
export function withHashes(
  services: readonly ServiceRecord[],
  hashes: ReadonlyMap<string, EvidenceHash>,
): ServiceRecord[] {
  if (hashes.size === 0) return [...services];
  const sha256 = (evidencePath: string | null): string | null => {
    const hash = evidencePath === null ? undefined : hashes.get(evidencePath);
    return hash?.state === 'hashed' ? (hash.sha256 ?? null) : null;
  };
  return services.map((service) => ({
    ...service,
    image: service.image === null ? null : { ...service.image, sha256: sha256(service.image.evidencePath) },
    payloads: service.payloads.map((payload) => ({ ...payload, sha256: sha256(payload.evidencePath) })),
  }));
}

/** Programs of services that are there and could not be read: what they are was not examined. */
export function fileDiagnostics(binaries: readonly BinaryRecord[]): Diagnostic[] {
  return binaries
    .filter((binary) => binary.state === 'unreadable' || binary.hashState === 'unreadable')
    .map((binary) => ({
      type: 'diagnostic',
      severity: 'error',
      code: 'file-unreadable',
      source: 'service-files',
      path: binary.evidencePath ?? binary.path,
      offset: null,
      what:
        binary.evidencePath === null
          ? 'a service names this file; whether it is there cannot be told, since what leads to it cannot be read'
          : 'a service names this file, which is there and cannot be read; the audit log has the reason',
    }));
}

/** Coverage of what became of the files, in the words of BinaryRecord. */
export function fileCoverage(binaries: readonly BinaryRecord[], asked: boolean): Coverage {
  const counts: Record<string, number> = { files: binaries.length };
  for (const binary of binaries) {
    counts[binary.state] = (counts[binary.state] ?? 0) + 1;
    if (binary.state !== 'found') continue;
    // A file that was found and not read counts as both; its state alone may be `unreadable` too.
    const hash = binary.hashState === 'unreadable' ? 'notHashed' : binary.hashState;
    counts[hash] = (counts[hash] ?? 0) + 1;
  }
  const found = counts.found ?? 0;
  if (found > 0) {
    return {
      type: 'coverage',
      source: 'service-files',
      outcome: 'collected',
      counts,
      reason: asked ? null : 'hashing was switched off (--no-hash)',
    };
  }
  return {
    type: 'coverage',
    source: 'service-files',
    outcome: 'notPresent',
    counts,
    reason:
      'this evidence holds none of the files that services name; their state says nothing about the services',
  };
}
