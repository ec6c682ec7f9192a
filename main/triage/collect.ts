import { assertNever } from '../../shared/assert-never.ts';
import { MAX_EVENTS } from '../../shared/limits.ts';
import type { BinaryRecord } from '../../shared/model/binary-record.ts';
import type { Platform } from '../../shared/model/common.ts';
import type { Coverage } from '../../shared/model/coverage.ts';
import type { Diagnostic } from '../../shared/model/diagnostic.ts';
import type { EventRecord } from '../../shared/model/event-record.ts';
import type { Host } from '../../shared/model/host.ts';
import type { LogEvent } from '../../shared/model/log-event.ts';
import type { ServiceRecord } from '../../shared/model/service-record.ts';
import type { Setting } from '../../shared/model/setting.ts';
import { isLogsOnly } from '../sources/recognise-logs.ts';
import type { Root } from '../sources/root.ts';
import type { ArtefactSource, SourceContext, SourceItem } from '../sources/source.ts';

/** A few milliseconds of work lie between two. */
const ITEMS_BETWEEN_PAUSES = 2_000;

/** What all sources together found, before files are hashed and rules have run. */
export interface Collected {
  services: ServiceRecord[];
  /** Service keys recovered from free cells: judged by rules, shown as events, not part of the inventory. */
  deleted: ServiceRecord[];
  readonly events: EventRecord[];
  /** Beyond MAX_EVENTS: judged, and not kept. */
  eventsLeftOut: number;
  readonly settings: Setting[];
  /** Logs that were read, each with the first source that read it. */
  readonly logs: Map<string, string>;
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
    eventsLeftOut: 0,
    settings: [],
    logs: new Map(),
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

/** Coverage of a source that is for other roots. */
export function notOfThisRoot(source: string, root: Root): Coverage {
  return {
    type: 'coverage',
    source,
    outcome: 'notApplicable',
    counts: {},
    reason: `not a source of this kind of root (${root.layout})`,
  };
}

/** Told of each record of a log; true keeps a record that says nothing of services. */
export type LogListener = (item: LogEvent) => boolean;

/**
 * Runs one source into `collected`, and stops now and then (yields) so that whoever runs it can look up. A source that fails costs
 * itself only: the failure becomes coverage.
 */
export function* collectSource(
  source: ArtefactSource,
  context: SourceContext,
  collected: Collected,
  listener: LogListener = () => false,
): Generator<void> {
  if (!source.applies(context.root) || (source.stage !== 'logs' && isLogsOnly(context.root))) {
    collected.coverage.push(notOfThisRoot(source.id, context.root));
    return;
  }
  try {
    let items = 0;
    for (const item of source.collect(context)) {
      if (item.type !== 'log') sort(item, collected, listener);
      else if (!collected.logs.has(item.path)) collected.logs.set(item.path, source.id);
      items += 1;
      if (item.type === 'pause' || items % ITEMS_BETWEEN_PAUSES === 0) yield;
    }
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

/** Configurations tell of changes too; those are no records for rules on logs. */
function isOfLog({ provenance }: EventRecord): boolean {
  return provenance.some(({ locator }) => locator.kind === 'event-record' || locator.kind === 'line');
}

function keep(event: EventRecord, collected: Collected): void {
  if (collected.events.length < MAX_EVENTS) collected.events.push(event);
  else collected.eventsLeftOut += 1;
}

function sort(
  item: Exclude<SourceItem, { readonly type: 'log' }>,
  collected: Collected,
  listener: LogListener,
): void {
  switch (item.type) {
    case 'service':
      (item.state === 'deleted' ? collected.deleted : collected.services).push(item);
      return;
    case 'event':
      if (isOfLog(item)) listener({ type: 'log-event', event: item, relevant: true });
      keep(item, collected);
      return;
    case 'log-event':
      if (listener(item) || item.relevant) keep(item.event, collected);
      return;
    case 'diagnostic':
      collected.diagnostics.push(item);
      return;
    case 'pause':
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
