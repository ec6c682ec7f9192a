import { MAX_WHY_VALUE } from '../../shared/limits.ts';
import { ellipsis, visibleText } from '../../shared/text.ts';
import type { FieldValue, RecordFields } from './sigma/sigma.ts';

const FIELD = /\{([A-Za-z0-9_]+)\}/g;
const OPTIONAL = /\[([^[\]]*\{[A-Za-z0-9_]+\}[^[\]]*)\]/g;

/**
 * A rule's sentence with the record's values: `The image {ImageResolved} lies in a temporary folder[, with {ServiceDll}]`.
 * A list is joined by commas. A part in brackets is left out when a field in it is not set; elsewhere such a field reads "not set".
 */
export function fillWhy(template: string, record: RecordFields): string {
  const filled = template
    .replace(OPTIONAL, (_, part: string) =>
      fieldsOf(part).every((field) => isSet(record.get(field))) ? part : '',
    )
    .replace(FIELD, (_, field: string) => show(record.get(field)));
  return /[.!?]$/.test(filled) ? filled : `${filled}.`;
}

/** Names of the fields in a template, for checking them against the taxonomy. */
export function fieldsOf(template: string): string[] {
  return [...template.matchAll(FIELD)].map((found) => found[1] ?? '');
}

/** It is there and not empty. */
export function isSet(value: FieldValue): boolean {
  if (value === undefined || value === null || value === '') return false;
  return typeof value !== 'object' || value.length > 0;
}

function show(value: FieldValue): string {
  if (!isSet(value)) return 'not set';
  const text = typeof value === 'object' ? (value ?? []).join(', ') : String(value);
  return ellipsis(visibleText(text), MAX_WHY_VALUE);
}
