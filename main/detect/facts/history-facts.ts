import type { ServiceRecord } from '../../../shared/model/service-record.ts';

const BEFORE_REPLAY = 'before log replay';

/** `imagePath` of the model is `ImagePath` of the taxonomy. */
function fieldName(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** Fields whose value differs in another control set, a RegBack copy or before log replay. */
export function changedFields(record: ServiceRecord): string[] {
  const names = (record.windows?.history ?? []).flatMap((entry) =>
    entry.present ? entry.differences.map((difference) => fieldName(difference.field)) : [],
  );
  return [...new Set(names)];
}

/** `field=old value` for each difference; a value that was not set reads as nothing. */
export function changedFrom(record: ServiceRecord): string[] {
  const lines = (record.windows?.history ?? []).flatMap((entry) =>
    entry.present ? entry.differences.map(({ field, there }) => `${fieldName(field)}=${there ?? ''}`) : [],
  );
  return [...new Set(lines)];
}

/** A control set or RegBack copy exists that does not know the service; absent where the record has no history. */
export function onlyInCurrent(record: ServiceRecord): boolean | undefined {
  // Copies that say the same leave no entry, so without entries nothing is known.
  const copies = (record.windows?.history ?? []).filter((entry) => entry.where !== BEFORE_REPLAY);
  return copies.length === 0 ? undefined : copies.some((entry) => !entry.present);
}

/** The service came with a transaction log and was not there before. */
export function onlyInLog(record: ServiceRecord): boolean {
  return (record.windows?.history ?? []).some((entry) => entry.where === BEFORE_REPLAY && !entry.present);
}
