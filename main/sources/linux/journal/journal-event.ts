import type { EventRecord } from '../../../../shared/model/event-record.ts';
import type { JournalEntry } from '../../../formats/journal/read-journal.ts';
import type { EntryMeaning } from './entry-meaning.ts';
import { fieldText } from './field-text.ts';

/** The program that an entry is of; null when it does not say. */
export function journalProgram({ fields }: JournalEntry): string | null {
  return fieldText(fields, 'SYSLOG_IDENTIFIER') || fieldText(fields, '_COMM') || null;
}

/** One entry as events: one a service that it is about, or one without a meaning where it says nothing of services. */
export function journalEvents(
  entry: JournalEntry,
  meanings: readonly EntryMeaning[],
  path: string,
  source: string,
): readonly EventRecord[] {
  if (meanings.length === 0) return [event(entry, null, 0, path, source)];
  return meanings.map((meaning, part) => event(entry, meaning, part, path, source));
}

function event(
  entry: JournalEntry,
  meaning: EntryMeaning | null,
  part: number,
  path: string,
  source: string,
): EventRecord {
  const fields: Record<string, string | number | null> = {};
  // Without a prototype: there is nothing but its own.
  for (const name in entry.fields) {
    const value = entry.fields[name] as string | readonly string[];
    fields[name] = typeof value === 'string' ? value : value.join('\n');
  }
  if (meaning !== null && meaning.operation !== null) fields.operation = meaning.operation;
  for (const [name, value] of Object.entries(meaning?.fields ?? {})) {
    if (value !== null && value !== undefined && value !== '') fields[name] = value;
  }
  return {
    type: 'event',
    id: `linux:journal:${path}:${entry.seqnumId}:${entry.seqnum}${part === 0 ? '' : `:${part}`}`,
    time: entry.realtime,
    platform: 'linux',
    source,
    eventId: null,
    provider: journalProgram(entry),
    channel: 'journal',
    computer: fieldText(entry.fields, '_HOSTNAME') || null,
    action: meaning?.action ?? 'other',
    service: meaning?.service ?? null,
    actor: meaning?.actor ?? null,
    fields,
    provenance: [
      {
        path,
        locator: { kind: 'event-record', recordId: entry.seqnum, offset: entry.offset },
        time: entry.realtime,
      },
    ],
  };
}
