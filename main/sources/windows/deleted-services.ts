import type { EventRecord } from '../../../shared/model/event-record.ts';
import type { ServiceRecord } from '../../../shared/model/service-record.ts';
import type { RegistryKey } from '../../formats/registry-tree.ts';
import { type Comparable, comparable } from './compare-services.ts';
import { attempt } from './key-values.ts';
import { change, timeOf } from './service-history.ts';
import { serviceRecord } from './service-key.ts';
import type { ServiceScope } from './service-scope.ts';

const SERVICE_PATH = /^(ControlSet\d{3})\\Services\\[^\\]+$/i;

/** Is this recovered key one that lay directly below some control set's Services? Gives the control set. */
export function controlSetOf(path: string): string | null {
  return SERVICE_PATH.exec(path)?.[1] ?? null;
}

/**
 * A recovered key tells something new when no service of its name exists, or when a value that is left of it differs
 * from the one that exists: Windows leaves copies of a key behind whenever its node grows and moves.
 */
export function isNews(
  deleted: RegistryKey,
  existing: RegistryKey | undefined,
  scope: ServiceScope,
): boolean {
  if (existing === undefined) return true;
  const here: Comparable = comparable(existing, scope.report);
  for (const [field, value] of comparable(deleted, silent).fields) {
    if (value !== null && value !== here.fields.get(field)) return true;
  }
  return false;
}

/** Remnants are damaged by nature: what of them cannot be read is no problem of the evidence. */
const silent = () => undefined;

export interface DeletedService {
  readonly record: ServiceRecord;
  readonly event: EventRecord;
}

export function deletedService(key: RegistryKey, scope: ServiceScope): DeletedService | null {
  const offset = key.offset ?? 0;
  const id = `windows:${key.name.toLowerCase()}@0x${offset.toString(16)}`;
  const record = attempt(
    () => serviceRecord(key, id, { ...scope, report: silent }),
    null,
    silent,
    offset,
    'deleted key',
  );
  if (record === null) return null;
  const fields = { field: null, there: record.command, here: null, where: 'free cells' };
  const means = 'last write of the key, not the time of its deletion';
  const where = `0x${offset.toString(16)}`;
  return { record, event: change('deleted', key.name, timeOf(key), means, fields, record.provenance, where) };
}
