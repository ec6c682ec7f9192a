import type { EventRecord } from '../../../../shared/model/event-record.ts';
import type { JournalEntry } from '../../../formats/journal/read-journal.ts';
import { type EntryMeaning, entryMeanings } from './entry-meaning.ts';
import { fieldText } from './field-text.ts';

/** One entry as events, one a service that it is about, and whether it says something of services at all. */
export function journalEvents(
  entry: JournalEntry,
  path: string,
  source: string,
): { readonly events: readonly EventRecord[]; readonly relevant: boolean } {
  const meanings = entryMeanings(entry.fields);
  const relevant = meanings.length > 0;
  return {
    relevant,
    events: (relevant ? meanings : [null]).map((meaning, part) => event(entry, meaning, part, path, source)),
  };
}

function event(
  entry: JournalEntry,
  meaning: EntryMeaning | null,
  part: number,
  path: string,
  source: string,
): EventRecord {
  const fields: Record<string, string | number | null> = {};
  for (const [name, value] of Object.entries(entry.fields)) {
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
    provider: fieldText(entry.fields, 'SYSLOG_IDENTIFIER') || fieldText(entry.fields, '_COMM') || null,
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
