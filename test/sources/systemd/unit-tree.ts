import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { NO_AUDIT } from '../../../main/evidence/audit.ts';
import { openDirectory } from '../../../main/evidence/directory-evidence.ts';
import type { Evidence } from '../../../main/evidence/evidence.ts';
import { memoryEvidence } from '../../../main/evidence/memory-evidence.ts';
import type { Root } from '../../../main/sources/root.ts';
import type { SourceItem } from '../../../main/sources/source.ts';
import { source } from '../../../main/sources/systemd-units.ts';
import { type ServiceRecord, serviceRecordSchema } from '../../../shared/model/service-record.ts';
import type { SystemdDetail } from '../../../shared/model/systemd-detail.ts';

/** A tree: text for a file, `{ link }` for a symbolic link. */
export type UnitTree = Readonly<Record<string, string | { readonly link: string }>>;

export const VOLUME: Root = {
  layout: 'linux-volume',
  platform: 'linux',
  base: '',
  configFolder: null,
  systemFolder: null,
  folders: [],
  filesComplete: true,
  reason: 'test',
};

/** Everything that the source yields for a tree in memory. */
export function collectTree(tree: Parameters<typeof memoryEvidence>[0], root: Root = VOLUME): SourceItem[] {
  return collect(memoryEvidence(tree), root);
}

export function collect(evidence: Evidence, root: Root = VOLUME): SourceItem[] {
  return [...source.collect({ evidence, root, audit: NO_AUDIT })];
}

export type SystemdRecord = ServiceRecord & { readonly systemd: SystemdDetail };

/** The records by id, each checked against the schema. */
export function recordsOf(items: readonly SourceItem[]): Map<string, SystemdRecord> {
  const records = new Map<string, SystemdRecord>();
  for (const item of items) {
    if (item.type !== 'service') continue;
    const { systemd, ...rest } = serviceRecordSchema.parse(item);
    if (systemd === undefined) throw new Error(`no systemd detail in ${item.id}`);
    if (records.has(item.id)) throw new Error(`two records ${item.id}`);
    records.set(item.id, { ...rest, systemd });
  }
  return records;
}

/** The record of a unit of the system's manager. */
export function systemUnit(items: readonly SourceItem[], name: string): SystemdRecord {
  const record = recordsOf(items).get(`linux:systemd:system:${name}`);
  if (record === undefined) throw new Error(`no record of ${name}`);
  return record;
}

/**
 * Writes the tree to a folder of the host, runs, removes it. `hostLinks`: absolute links lead into that folder for the host, too, so
 * that a program without `--root` follows them (evidence takes such links as if they were without the folder).
 */
export function withTree<T>(
  tree: UnitTree,
  run: (folder: string, evidence: Evidence) => T,
  { hostLinks = false }: { readonly hostLinks?: boolean } = {},
): T {
  const folder = mkdtempSync(join(tmpdir(), 'daemonscope-units-'));
  try {
    for (const [path, node] of Object.entries(tree)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      if (typeof node === 'string') writeFileSync(join(folder, path), node);
      else
        symlinkSync(
          hostLinks && node.link.startsWith('/') && node.link !== '/dev/null'
            ? folder + node.link
            : node.link,
          join(folder, path),
        );
    }
    const evidence = openDirectory(folder, { audit: NO_AUDIT });
    if (!evidence.ok) throw new Error(evidence.error.reason);
    return run(folder, evidence.value);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
