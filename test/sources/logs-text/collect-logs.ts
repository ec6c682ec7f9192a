import { NO_AUDIT } from '../../../main/evidence/audit.ts';
import { memoryEvidence } from '../../../main/evidence/memory-evidence.ts';
import type { Root } from '../../../main/sources/root.ts';
import type { ArtefactSource } from '../../../main/sources/source.ts';
import { coverageSchema } from '../../../shared/model/coverage.ts';
import { diagnosticSchema } from '../../../shared/model/diagnostic.ts';
import { type EventRecord, eventRecordSchema } from '../../../shared/model/event-record.ts';
import { LINUX_VOLUME } from '../../support/linux-source.ts';

type Tree = Parameters<typeof memoryEvidence>[0];

export const LINUX_LOGS: Root = { ...LINUX_VOLUME, layout: 'linux-logs', filesComplete: false };
export const MACOS_VOLUME: Root = { ...LINUX_VOLUME, layout: 'macos-volume', platform: 'macos' };

/** Everything that a source of logs yields for a tree, checked against the schemas; exactly one coverage. */
export function collectLogs(
  source: ArtefactSource,
  tree: Tree,
  { root = LINUX_VOLUME, wanted = false }: { root?: Root; wanted?: boolean | readonly string[] } = {},
) {
  const programs = wanted === true ? null : new Set(wanted === false ? [] : wanted);
  const logs = {
    judged: false,
    wanted: () => false,
    programs: () => programs,
    serviceKey: () => null,
    inboxKey: () => null,
  };
  const context = { evidence: memoryEvidence(tree), root, audit: NO_AUDIT, logs };
  const items = [...source.collect(context)];
  const events: EventRecord[] = [];
  const others: EventRecord[] = [];
  for (const item of items) {
    if (item.type === 'log-event')
      (item.relevant ? events : others).push(eventRecordSchema.parse(item.event));
  }
  const [coverage, ...more] = items.flatMap((item) =>
    item.type === 'coverage' ? [coverageSchema.parse(item)] : [],
  );
  if (coverage === undefined || more.length > 0) throw new Error(`${more.length} coverages too many`);
  const ids = events.map(({ id }) => id);
  if (new Set(ids).size !== ids.length) throw new Error('two events have one id');
  const diagnostics = items.flatMap((item) =>
    item.type === 'diagnostic' ? [diagnosticSchema.parse(item)] : [],
  );
  return { events, others, coverage, diagnostics };
}

/** A file that was last written at a time. */
export function logFile(content: string | Uint8Array, modified = '2024-03-31T12:00:00Z') {
  return { content, modified };
}

/** What matters of an event in one line of a test. */
export function brief({ time, action, service, actor, fields }: EventRecord) {
  return [time, action, fields['operation'], service, actor];
}
