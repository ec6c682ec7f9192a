import { NO_AUDIT } from '../../../main/evidence/audit.ts';
import { memoryEvidence } from '../../../main/evidence/memory-evidence.ts';
import type { MemoryNode } from '../../../main/evidence/memory-node.ts';
import { source } from '../../../main/sources/launchd-jobs.ts';
import type { Root } from '../../../main/sources/root.ts';
import type { SourceItem } from '../../../main/sources/source.ts';
import type { Coverage } from '../../../shared/model/coverage.ts';
import { type Diagnostic, diagnosticSchema } from '../../../shared/model/diagnostic.ts';
import { type ServiceRecord, serviceRecordSchema } from '../../../shared/model/service-record.ts';

export { type PlistSpec, writeXmlPlist as xmlPlist } from '../../support/plist-writer.ts';

export const MACOS_ROOT: Root = {
  layout: 'macos-volume',
  platform: 'macos',
  base: '',
  configFolder: null,
  systemFolder: null,
  folders: [],
  filesComplete: true,
  reason: 'test',
};

export interface Collected {
  readonly items: readonly SourceItem[];
  readonly records: readonly ServiceRecord[];
  readonly diagnostics: readonly Diagnostic[];
  readonly coverage: Coverage;
  /** The record of that name; throws unless there is exactly one. */
  named(name: string): ServiceRecord;
}

/** Runs the source over a tree in memory and checks every record against its schema. */
export function collectJobs(tree: Readonly<Record<string, MemoryNode>>, root: Partial<Root> = {}): Collected {
  const evidence = memoryEvidence(tree);
  const items = [...source.collect({ evidence, root: { ...MACOS_ROOT, ...root }, audit: NO_AUDIT })];
  const records = items.flatMap((item) => (item.type === 'service' ? [serviceRecordSchema.parse(item)] : []));
  const diagnostics = items.flatMap((item) =>
    item.type === 'diagnostic' ? [diagnosticSchema.parse(item)] : [],
  );
  const coverages = items.flatMap((item) => (item.type === 'coverage' ? [item] : []));
  const [coverage] = coverages;
  if (coverage === undefined || coverages.length > 1) throw new Error(`${coverages.length} coverages`);
  const named = (name: string): ServiceRecord => {
    const found = records.filter((record) => record.name === name);
    if (found[0] === undefined || found.length > 1) throw new Error(`${found.length} records named ${name}`);
    return found[0];
  };
  return { items, records, diagnostics, coverage, named };
}
