import { assertNever } from '../../../shared/assert-never.ts';
import type { RecordLocator } from '../../../shared/model/provenance.ts';
import { hexOffset } from '../../ui/format.ts';

interface LocatorFact {
  readonly name: string;
  readonly value: string;
  readonly copy: boolean;
}

/** The place inside a file, part by part; what is not known is left out. */
export function locatorFacts(locator: RecordLocator): LocatorFact[] {
  const facts: LocatorFact[] = [];
  const add = (name: string, value: string | null, copy = false) => {
    if (value !== null && value !== '') facts.push({ name, value, copy });
  };
  const offset = (value: number | null) =>
    add('Offset', value === null ? null : `${hexOffset(value)} (${value})`);
  switch (locator.kind) {
    case 'registry':
      add('Key', locator.key, true);
      add('Value', locator.value);
      add('Cell offset', locator.offset === null ? null : `${hexOffset(locator.offset)} (${locator.offset})`);
      if (locator.fromLog) add('Read from', 'a transaction log; the primary file has other bytes here');
      if (locator.deleted) add('State', 'deleted; recovered from a free cell');
      break;
    case 'file':
      add('Place', 'the file itself');
      break;
    case 'line':
      add('Line', String(locator.line));
      add('Setting', [locator.section && `[${locator.section}]`, locator.key].filter(Boolean).join(' '));
      break;
    case 'plist':
      add('Property', locator.key, true);
      break;
    case 'event-record':
      add('Record', locator.recordId);
      offset(locator.offset);
      break;
    default:
      return assertNever(locator, 'locator');
  }
  return facts;
}
