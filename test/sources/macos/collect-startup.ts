import { NO_AUDIT } from '../../../main/evidence/audit.ts';
import { memoryEvidence } from '../../../main/evidence/memory-evidence.ts';
import type { MemoryNode } from '../../../main/evidence/memory-node.ts';
import { source } from '../../../main/sources/macos-startup.ts';
import type { Root } from '../../../main/sources/root.ts';
import type { Coverage } from '../../../shared/model/coverage.ts';
import type { Diagnostic } from '../../../shared/model/diagnostic.ts';
import { type ServiceRecord, serviceRecordSchema } from '../../../shared/model/service-record.ts';

export const VOLUME: Root = {
  layout: 'macos-volume',
  platform: 'macos',
  base: '',
  configFolder: null,
  systemFolder: null,
  folders: [],
  filesComplete: true,
  reason: 'test',
};

/** Links and programs that every macOS volume has. */
const BASE: Readonly<Record<string, MemoryNode>> = {
  '/etc': { link: 'private/etc' },
  '/var': { link: 'private/var' },
  '/tmp': { link: 'private/tmp' },
  '/private/etc/passwd': 'root:*:0:0::/var/root:/bin/sh\n',
  '/private/var/db/x': '',
  '/private/tmp/x': '',
  '/bin/sh': 'x',
  '/Users/alice/x': '',
};

export interface Collected {
  readonly records: readonly ServiceRecord[];
  readonly diagnostics: readonly Diagnostic[];
  readonly coverage: Coverage;
}

/** What the source makes of a tree; every record is checked against the schema. */
export function collectStartup(
  tree: Readonly<Record<string, MemoryNode>>,
  root: Partial<Root> = {},
): Collected {
  const records: ServiceRecord[] = [];
  const diagnostics: Diagnostic[] = [];
  const coverage: Coverage[] = [];
  const evidence = memoryEvidence({ ...BASE, ...tree });
  for (const item of source.collect({ evidence, root: { ...VOLUME, ...root }, audit: NO_AUDIT })) {
    if (item.type === 'service') records.push(serviceRecordSchema.parse(item));
    else if (item.type === 'diagnostic') diagnostics.push(item);
    else if (item.type === 'coverage') coverage.push(item);
  }
  const [only, ...more] = coverage;
  if (only === undefined || more.length > 0) throw new Error(`${coverage.length} coverages`);
  return { records, diagnostics, coverage: only };
}
