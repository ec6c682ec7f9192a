import { MAX_WHY_VALUE } from '../../shared/limits.ts';
import { ellipsis, visibleText } from '../../shared/text.ts';
import type { RecordFields } from './sigma/sigma.ts';

/**
 * A rule's sentence with the record's values: `The image {ImageResolved} lies in a temporary folder`.
 * A list is joined by commas; a field that the record does not have reads "not set".
 */
export function fillWhy(template: string, record: RecordFields): string {
  const filled = template.replace(/\{([A-Za-z0-9]+)\}/g, (_, field: string) => show(record.get(field)));
  return /[.!?]$/.test(filled) ? filled : `${filled}.`;
}

function show(value: ReturnType<RecordFields['get']>): string {
  if (value === undefined || value === null || value === '') return 'not set';
  const text = typeof value === 'object' ? value.join(', ') : String(value);
  return ellipsis(visibleText(text), MAX_WHY_VALUE);
}
