import type { EventRecord } from '../../../shared/model/event-record.ts';
import type { Provenance } from '../../../shared/model/provenance.ts';
import type { WindowsDetail } from '../../../shared/model/windows-detail.ts';
import { filetimeToIso } from '../../../shared/time.ts';
import type { RegistryKey } from '../../formats/registry-tree.ts';
import { type Comparable, changeTime, comparable, differences } from './compare-services.ts';
import type { DescriptorCache } from './descriptor-cache.ts';
import { attempt, type ReportProblem } from './key-values.ts';

/** Another state of the Services key: a control set, RegBack's copy, the hive before its logs were replayed. */
export interface OtherState {
  /** `ControlSet002`, `RegBack`, `before log replay`. */
  readonly where: string;
  /** Evidence path of the hive. */
  readonly path: string;
  /** `HKLM\SYSTEM\ControlSet002\Services` */
  readonly keyPath: string;
  readonly services: RegistryKey;
  /** Only keys that a log touched can differ, so that the others need no look. */
  readonly onlyFromLog: boolean;
}

export interface History {
  readonly entries: WindowsDetail['history'];
  readonly events: readonly EventRecord[];
}

export const SOURCE_ID = 'windows-services';

/** What the other states say of a service that the current control set has. */
export function historyOf(
  here: Comparable,
  fromLog: boolean,
  provenance: Provenance,
  others: readonly OtherState[],
  scope: { readonly report: ReportProblem; readonly descriptors: DescriptorCache },
): History {
  const entries: WindowsDetail['history'] = [];
  const events: EventRecord[] = [];
  const name = here.key.name;
  for (const other of others) {
    if (other.onlyFromLog && !fromLog) continue;
    const key = attempt(
      () => other.services.subkey(name),
      undefined,
      scope.report,
      null,
      `${other.where} of ${name}`,
    );
    if (key === undefined) {
      entries.push({
        where: other.where,
        path: other.path,
        keyLastWrite: null,
        present: false,
        differences: [],
      });
      const fields = {
        field: null,
        there: null,
        here: here.fields.get('imagePath') ?? null,
        where: other.where,
      };
      const time = timeOf(here.key);
      events.push(change('created', name, time, 'last write of the key', fields, [provenance], other.where));
      continue;
    }
    const there = comparable(key, scope);
    const found = differences(there, here);
    if (found.length === 0) continue;
    const keyLastWrite = timeOf(key);
    entries.push({ where: other.where, path: other.path, keyLastWrite, present: true, differences: found });
    for (const difference of found) {
      const time = changeTime(difference.field, key, here.key);
      const sides = [provenance, otherProvenance(other, key)];
      const means = 'last write of the newer of both keys';
      events.push(
        change('changed', name, time, means, { ...difference, where: other.where }, sides, other.where),
      );
    }
  }
  return { entries, events };
}

/** Services that another state has and the current control set has not. */
export function* vanished(
  currentNames: ReadonlySet<string>,
  others: readonly OtherState[],
  scope: { readonly report: ReportProblem; readonly descriptors: DescriptorCache },
): Generator<EventRecord> {
  for (const other of others) {
    const keys = attempt(
      () => other.services.subkeys(),
      [],
      scope.report,
      other.services.offset,
      other.where,
    );
    for (const key of keys) {
      if (currentNames.has(key.name.toLowerCase())) continue;
      const values = stated(comparable(key, scope));
      const fields = { field: null, there: values['imagePath'] ?? null, here: null, where: other.where };
      const means = 'last write of the key that is gone, not the time of its deletion';
      yield change(
        'deleted',
        key.name,
        timeOf(key),
        means,
        fields,
        [otherProvenance(other, key)],
        other.where,
        values,
      );
    }
  }
}

/** What a state of a service says, without what it does not set: all that is left of one that is gone. */
export function stated({ fields }: Comparable): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const [field, value] of fields) if (value !== null && value !== '') found[field] = value;
  return found;
}

export function change(
  action: 'created' | 'changed' | 'deleted',
  service: string,
  time: string | null,
  timeMeans: string,
  fields: Readonly<Record<'field' | 'there' | 'here' | 'where', string | null>>,
  provenance: Provenance[],
  idPart: string,
  values: Readonly<Record<string, string>> = {},
): EventRecord {
  const parts = [SOURCE_ID, action, idPart, service.toLowerCase()];
  if (fields.field !== null) parts.push(fields.field);
  return {
    type: 'event',
    id: parts.join(':'),
    time,
    platform: 'windows',
    source: SOURCE_ID,
    eventId: null,
    provider: null,
    channel: null,
    computer: null,
    action,
    service,
    actor: null,
    fields: { ...fields, timeMeans, ...values },
    provenance,
  };
}

function otherProvenance(other: OtherState, key: RegistryKey): Provenance {
  return {
    path: other.path,
    locator: {
      kind: 'registry',
      key: `${other.keyPath}\\${key.name}`,
      value: null,
      offset: key.offset,
      fromLog: key.fromLog,
      deleted: key.deleted,
    },
    time: timeOf(key),
  };
}

export function timeOf(key: RegistryKey): string | null {
  return filetimeToIso(key.lastWrite);
}
