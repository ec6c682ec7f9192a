import type { EventRecord } from '../../../../shared/model/event-record.ts';
import type { JournalEntry } from '../../../formats/journal/read-journal.ts';
import { entryMeaning, fieldText } from './entry-meaning.ts';

/** One entry as an event, and whether it says something of services. */
export function journalEvent(
  entry: JournalEntry,
  path: string,
  source: string,
): { readonly event: EventRecord; readonly relevant: boolean } {
  const meaning = entryMeaning(entry.fields);
  const fields: Record<string, string | number | null> = {};
  for (const [name, value] of Object.entries(entry.fields)) {
    fields[name] = typeof value === 'string' ? value : value.join('\n');
  }
  if (meaning?.operation != null) fields.operation = meaning.operation;
  return {
    relevant: meaning !== null,
    event: {
      type: 'event',
      id: `linux:journal:${path}:${entry.seqnumId}:${entry.seqnum}`,
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
    },
  };
}
