import { assertNever } from '../../shared/assert-never.ts';
import type { Provenance, RecordLocator } from '../../shared/model/provenance.ts';

/** Byte offset as an examiner types it into a hex editor. */
export function hexOffset(offset: number | null): string {
  return offset === null ? '' : `0x${offset.toString(16).toUpperCase().padStart(8, '0')}`;
}

/** The place inside the file in one line; empty when the whole file is meant. */
export function locatorText(locator: RecordLocator): string {
  switch (locator.kind) {
    case 'registry':
      return locator.key;
    case 'file':
      return '';
    case 'line': {
      const name = [locator.section && `[${locator.section}]`, locator.key].filter(Boolean).join(' ');
      return `line ${locator.line}${name && `: ${name}`}`;
    }
    case 'plist':
      return locator.key;
    case 'event-record':
      return `record ${locator.recordId}`;
    default:
      return assertNever(locator, 'locator');
  }
}

export function locatorOffset({ locator }: Provenance): number | null {
  return 'offset' in locator ? locator.offset : null;
}
