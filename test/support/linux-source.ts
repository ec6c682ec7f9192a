import { NO_AUDIT } from '../../main/evidence/audit.ts';
import type { Evidence } from '../../main/evidence/evidence.ts';
import { memoryEvidence } from '../../main/evidence/memory-evidence.ts';
import type { Root } from '../../main/sources/root.ts';
import type { ArtefactSource, SourceItem } from '../../main/sources/source.ts';
import { coverageSchema } from '../../shared/model/coverage.ts';
import { diagnosticSchema } from '../../shared/model/diagnostic.ts';
import { type ServiceRecord, serviceRecordSchema } from '../../shared/model/service-record.ts';

type Tree = Parameters<typeof memoryEvidence>[0];

export const LINUX_VOLUME: Root = {
  layout: 'linux-volume',
  platform: 'linux',
  base: '',
  configFolder: null,
  systemFolder: null,
  folders: [],
  filesComplete: true,
  reason: 'a test',
};
export const LINUX_COLLECTION: Root = { ...LINUX_VOLUME, layout: 'linux-collection', filesComplete: false };

export interface Collected {
  readonly items: readonly SourceItem[];
  readonly services: readonly ServiceRecord[];
  readonly diagnostics: readonly { code: string; path: string; what: string }[];
  readonly outcome: string;
  readonly counts: Readonly<Record<string, number>>;
  /** The one record of this name; throws when there is none or more. */
  one(name: string): ServiceRecord;
}

/** Everything that a source yields for a tree, checked against the schemas; exactly one coverage. */
export function collectLinux(
  source: ArtefactSource,
  from: Tree | Evidence,
  root: Root = LINUX_VOLUME,
): Collected {
  const evidence = isEvidence(from) ? from : memoryEvidence(from);
  const items = [...source.collect({ evidence, root, audit: NO_AUDIT })];
  const services = items.flatMap((item) =>
    item.type === 'service' ? [serviceRecordSchema.parse(item)] : [],
  );
  const diagnostics = items.flatMap((item) =>
    item.type === 'diagnostic' ? [diagnosticSchema.parse(item)] : [],
  );
  const coverages = items.flatMap((item) => (item.type === 'coverage' ? [coverageSchema.parse(item)] : []));
  const [coverage] = coverages;
  if (coverage === undefined || coverages.length !== 1) throw new Error(`${coverages.length} coverages`);
  const ids = services.map(({ id }) => id);
  if (new Set(ids).size !== ids.length) throw new Error(`ids are not unique: ${ids.join(' ')}`);
  return {
    items,
    services,
    diagnostics,
    outcome: coverage.outcome,
    counts: coverage.counts,
    one(name) {
      const found = services.filter((service) => service.name === name);
      const [only] = found;
      if (only === undefined || found.length > 1) {
        throw new Error(
          `${found.length} of ${name} among ${services.map((service) => service.name).join(' ')}`,
        );
      }
      return only;
    },
  };
}

function isEvidence(from: Tree | Evidence): from is Evidence {
  return typeof Reflect.get(from, 'lookup') === 'function';
}
