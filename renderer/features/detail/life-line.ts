import { parameterMeaning } from '../../../shared/event-parameters.ts';
import type { EventRecord } from '../../../shared/model/event-record.ts';
import type { ServiceRecord } from '../../../shared/model/service-record.ts';
import { compareText } from '../../../shared/text.ts';
import { countWords } from '../../ui/format.ts';

/** One thing that happened to a service. */
export interface LifeEntry {
  readonly kind: 'event';
  readonly id: string;
  readonly time: string | null;
  readonly action: EventRecord['action'] | 'written';
  /** What became of it, in the words of the record. */
  readonly what: string;
  readonly actor: string | null;
  /** Where it is recorded: channel and event, control set, log. */
  readonly source: string;
  /** False for what the inventory says by itself: there is no event to open. */
  readonly hasRecord: boolean;
}

/** Starts and stops one after the other, which would hide what matters between them. */
export interface LifeRun {
  readonly kind: 'run';
  readonly id: string;
  readonly entries: readonly LifeEntry[];
}

/** A run is folded from this many on. */
const RUN = 5;
const VALUE = 300;
/** Parameters of classic providers; what they mean stands beside them under a name, where it is known. */
const UNNAMED = /^param\d+$/;
/** Said elsewhere in the line, or the same for all. */
const LEFT_OUT = new Set([
  ...['ServiceName', 'Binary', 'param4', 'where', 'field', 'there', 'here', 'timeMeans', 'Security_UserID'],
  ...['Level', 'Keywords', 'Opcode', 'Task', 'Version', 'EventRecordID', 'Execution_ProcessID'],
  'Execution_ThreadID',
]);

/** The life of a service, oldest first: what logs say of it, what control sets and copies remember, and its last write. */
export function lifeLine(
  service: ServiceRecord | null,
  events: readonly EventRecord[],
): readonly (LifeEntry | LifeRun)[] {
  const entries = events.map(entryOf);
  if (service !== null && service.lastChanged !== null) entries.push(lastWrite(service, service.lastChanged));
  // Sorting is stable: records of one moment stay in the order of their log.
  entries.sort((a, b) => compareText(a.time ?? '', b.time ?? ''));
  return folded(entries);
}

export function countEntries(line: readonly (LifeEntry | LifeRun)[]): number {
  return line.reduce((sum, one) => sum + (one.kind === 'run' ? one.entries.length : 1), 0);
}

function entryOf(event: EventRecord): LifeEntry {
  return {
    kind: 'event',
    id: event.id,
    time: event.time,
    action: event.action,
    what: whatOf(event),
    actor: event.actor,
    source: sourceOf(event),
    hasRecord: true,
  };
}

function lastWrite(service: ServiceRecord, time: string): LifeEntry {
  return {
    kind: 'event',
    id: `written:${service.id}`,
    time,
    action: 'written',
    what: 'its configuration was last written',
    actor: null,
    source: service.provenance[0]?.path ?? '',
    hasRecord: false,
  };
}

function whatOf(event: EventRecord): string {
  const { fields } = event;
  const parts: string[] = [];
  if (typeof fields['field'] === 'string') {
    parts.push(
      `${countWords(fields['field'])}: ${fields['there'] ?? 'not set'} → ${fields['here'] ?? 'not set'}`,
    );
  }
  const said = Object.entries(fields).filter(
    ([name, value]) => value !== null && value !== '' && !LEFT_OUT.has(name),
  );
  const named = said.filter(([name]) => !UNNAMED.test(name));
  for (const [name, value] of named.length > 0 ? named : said) {
    const meaning = parameterMeaning(event, name);
    // Whose line it is need not be said, unless there is nothing else.
    if (meaning !== 'service' || said.length === 1) parts.push(`${meaning ?? name}: ${value}`);
  }
  const text = parts.join(' · ');
  return text.length > VALUE ? `${text.slice(0, VALUE)}…` : text;
}

function sourceOf({ channel, eventId, fields, source, provenance }: EventRecord): string {
  if (channel !== null) return eventId === null ? channel : `${channel} ${eventId}`;
  if (typeof fields['where'] === 'string') return fields['where'];
  return provenance[0]?.path ?? source;
}

function folded(entries: readonly LifeEntry[]): (LifeEntry | LifeRun)[] {
  const line: (LifeEntry | LifeRun)[] = [];
  let run: LifeEntry[] = [];
  const end = (): void => {
    if (run.length >= RUN) line.push({ kind: 'run', id: `run:${run[0]?.id}`, entries: run });
    else line.push(...run);
    run = [];
  };
  for (const entry of entries) {
    if (entry.action === 'started' || entry.action === 'stopped') run.push(entry);
    else {
      end();
      line.push(entry);
    }
  }
  end();
  return line;
}
