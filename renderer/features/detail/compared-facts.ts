import type { EventRecord } from '../../../shared/model/event-record.ts';
import { countWords } from '../../ui/format.ts';

interface ComparedFact {
  readonly name: string;
  readonly value: string;
}

/** What two copies of a configuration tell of a service, in words; null for a record of a log, whose fields are its own. */
export function comparedFacts({
  action,
  channel,
  eventId,
  fields,
}: EventRecord): readonly ComparedFact[] | null {
  // The rest are values that the copy has of a service that is gone.
  const { field, there, here, where, timeMeans, imagePath: _, ...values } = fields;
  if (channel !== null || eventId !== null || typeof where !== 'string') return null;
  if (field === undefined || there === undefined || here === undefined) return null;
  const what = field === null ? 'image path' : countWords(String(field));
  const facts: (readonly [string, string | number | null | undefined])[] = [
    ['What', what],
    [`In ${where}`, there ?? (action === 'created' ? 'not there' : 'not set')],
    ['Now', here ?? (action === 'deleted' ? 'not there' : 'not set')],
    ...Object.entries(values).map(([name, value]) => [countWords(name), value] as const),
    ['The time is', timeMeans],
  ];
  return facts.flatMap(([name, value]) =>
    value === null || value === undefined || value === '' ? [] : [{ name, value: String(value) }],
  );
}
