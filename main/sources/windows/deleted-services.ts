import type { EventRecord } from '../../../shared/model/event-record.ts';
import type { ServiceRecord } from '../../../shared/model/service-record.ts';
import type { RegistryKey } from '../../formats/registry-tree.ts';
import { comparableRecord, comparableValues, differences } from './compare-services.ts';
import { attempt } from './key-values.ts';
import { change, stated, timeOf } from './service-history.ts';
import { serviceRecord } from './service-key.ts';
import type { ServiceScope } from './service-scope.ts';

const SERVICE_PATH = /^(ControlSet\d{3})\\Services\\[^\\]+$/i;

/** Is this recovered key one that lay directly below some control set's Services? Gives the control set. */
export function controlSetOf(path: string): string | null {
  return SERVICE_PATH.exec(path)?.[1] ?? null;
}

/** Remnants are damaged by nature: what of them cannot be read is no problem of the evidence. */
const silent = () => undefined;

export interface DeletedService {
  readonly record: ServiceRecord;
  readonly events: readonly EventRecord[];
}

/**
 * A recovered key of Services. Null when it tells nothing new: Windows leaves copies of a key behind whenever its node
 * grows and moves, so beside a living service of the same name only values that differ are news.
 */
export function deletedService(
  key: RegistryKey,
  existing: RegistryKey | undefined,
  scope: ServiceScope,
): DeletedService | null {
  const where = `0x${(key.offset ?? 0).toString(16)}`;
  const changes = existing === undefined ? [] : changedSince(key, existing, scope);
  if (existing !== undefined && changes.length === 0) return null;
  const id = `windows:${key.name.toLowerCase()}@${where}`;
  const quiet = { ...scope, report: silent };
  const record = attempt(() => serviceRecord(key, id, quiet), null, silent, key.offset, 'deleted key');
  if (record === null) return null;
  const event = (
    action: 'changed' | 'deleted',
    field: string | null,
    there: string | null,
    here: string | null,
  ) => {
    const means =
      action === 'deleted'
        ? 'last write of the key, not the time of its deletion'
        : 'last write of the remnant';
    const fields = { field, there, here, where: 'free cells' };
    const { windows } = record;
    const values =
      action === 'deleted' && windows !== undefined ? stated(comparableRecord(key, windows, silent)) : {};
    return change(action, key.name, timeOf(key), means, fields, record.provenance, where, values);
  };
  const events =
    existing === undefined
      ? [event('deleted', null, record.command, null)]
      : changes.map(({ field, there, here }) => event('changed', field, there, here));
  return { record, events };
}

/** Fields that are left of the remnant and differ; a value that is not left says nothing. */
function changedSince(key: RegistryKey, existing: RegistryKey, scope: ServiceScope) {
  const there = comparableValues(key, silent);
  return differences(there, comparableValues(existing, scope.report)).filter(
    (difference) => difference.there !== null,
  );
}
