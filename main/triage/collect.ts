import { assertNever } from '../../shared/assert-never.ts';
import type { BinaryRecord } from '../../shared/model/binary-record.ts';
import type { Platform } from '../../shared/model/common.ts';
import type { Coverage } from '../../shared/model/coverage.ts';
import type { Diagnostic } from '../../shared/model/diagnostic.ts';
import type { EventRecord } from '../../shared/model/event-record.ts';
import type { Host } from '../../shared/model/host.ts';
import type { ServiceRecord } from '../../shared/model/service-record.ts';
import type { Setting } from '../../shared/model/setting.ts';
import type { ArtefactSource, SourceContext, SourceItem } from '../sources/source.ts';

/** What all sources together found, before files are hashed and rules have run. */
export interface Collected {
  services: ServiceRecord[];
  /** Service keys recovered from free cells: judged by rules, shown as events, not part of the inventory. */
  deleted: ServiceRecord[];
  readonly events: EventRecord[];
  readonly settings: Setting[];
  readonly diagnostics: Diagnostic[];
  readonly coverage: Coverage[];
  /** Made when all sources are done. */
  binaries: BinaryRecord[];
  host: Host;
}

/** What a run begins with. `platform`: the system that the root holds. */
export function nothingCollected(platform: Platform): Collected {
  return {
    services: [],
    deleted: [],
    events: [],
    settings: [],
    diagnostics: [],
    coverage: [],
    binaries: [],
    host: {
      platform,
      hostName: null,
      domain: null,
      product: null,
      version: null,
      build: null,
      architecture: null,
      installed: null,
      timeZone: null,
      lastShutdown: null,
      currentControlSet: null,
      controlSets: [],
      inputs: [],
      settings: [],
    },
  };
}

/** Runs one source into `collected`. A source that fails costs itself only: the failure becomes coverage. */
export function collectSource(source: ArtefactSource, context: SourceContext, collected: Collected): void {
  if (!source.applies(context.root)) {
    collected.coverage.push({
      type: 'coverage',
      source: source.id,
      outcome: 'notApplicable',
      counts: {},
      reason: `not a source of this kind of root (${context.root.layout})`,
    });
    return;
  }
  try {
    for (const item of source.collect(context)) sort(item, collected);
  } catch (error) {
    // A source handles damage itself; what arrives here is a bug or a resource limit, and must not end the run.
    const what = error instanceof Error ? error.message : String(error);
    collected.coverage.push({
      type: 'coverage',
      source: source.id,
      outcome: 'failed',
      counts: {},
      reason: what,
    });
    collected.diagnostics.push({
      type: 'diagnostic',
      severity: 'error',
      code: 'source-failed',
      source: source.id,
      path: '',
      offset: null,
      what,
    });
  }
}

function sort(item: SourceItem, collected: Collected): void {
  switch (item.type) {
    case 'service':
      (item.state === 'deleted' ? collected.deleted : collected.services).push(item);
      return;
    case 'event':
      collected.events.push(item);
      return;
    case 'diagnostic':
      collected.diagnostics.push(item);
      return;
    case 'coverage':
      collected.coverage.push(item);
      return;
    case 'setting':
      collected.settings.push(item.setting);
      return;
    case 'host':
      collected.host = { ...collected.host, ...item.host };
      return;
    default:
      assertNever(item, 'source item');
  }
}
