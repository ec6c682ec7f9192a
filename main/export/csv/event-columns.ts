import type { EventRecord } from '../../../shared/model/event-record.ts';
import { hexOffset, locatorOffset, locatorText } from '../locator-text.ts';
import type { CsvColumn } from './csv-text.ts';

/** One row a record of a log, or a change that an older copy of the configuration shows. */
export const EVENT_COLUMNS: readonly CsvColumn<EventRecord>[] = [
  { name: 'Time', cell: ({ time }) => time },
  { name: 'Action', cell: ({ action }) => action },
  { name: 'Service', cell: ({ service }) => service },
  { name: 'Actor', cell: ({ actor }) => actor },
  { name: 'Computer', cell: ({ computer }) => computer },
  { name: 'Source', cell: ({ source }) => source },
  { name: 'Channel', cell: ({ channel }) => channel },
  { name: 'Provider', cell: ({ provider }) => provider },
  { name: 'EventId', cell: ({ eventId }) => eventId },
  {
    name: 'Fields',
    cell: ({ fields }) =>
      Object.entries(fields)
        .filter(([, value]) => value !== null && value !== '')
        .map(([name, value]) => `${name}: ${value}`)
        .join(' | '),
  },
  { name: 'EvidencePath', cell: ({ provenance: [first] }) => first?.path ?? null },
  { name: 'Record', cell: ({ provenance: [first] }) => (first ? locatorText(first.locator) : null) },
  { name: 'Offset', cell: ({ provenance: [first] }) => (first ? hexOffset(locatorOffset(first)) : null) },
  { name: 'Platform', cell: ({ platform }) => platform },
];
