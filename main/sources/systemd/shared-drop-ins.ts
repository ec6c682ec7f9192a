import type { ServiceRecord } from '../../../shared/model/service-record.ts';
import { mergeUnit } from '../../formats/systemd-unit/merge-unit.ts';
import type { LoadedDropIn, LoadedUnit } from './load-unit.ts';
import type { Manager, ManagerOwner } from './manager.ts';
import type { UnitGraph } from './unit-graph.ts';

/** A drop-in for many units at once: of a type (`service.d`) or of a prefix of names (`a-.service.d`). */
export interface SharedDropIn {
  /** As if it were a unit, named `service.d/x.conf`. */
  readonly loaded: LoadedUnit;
  readonly path: string;
  /** Some unit that it counts for starts by itself. */
  readonly enabled: boolean;
}

/** Those that count for some unit of the manager; of a user's manager only what stands in the user's own folders. */
export function sharedDropIns(graph: UnitGraph, { folders }: Manager): SharedDropIn[] {
  const isOfUser = folders.some(({ search }) => search.own);
  const found = new Map<string, { dropIn: LoadedDropIn; of: LoadedUnit; enabled: boolean }>();
  for (const [name, of] of graph.units) {
    for (const dropIn of of.dropIns) {
      if ((dropIn.level !== 'type' && dropIn.level !== 'prefix') || (isOfUser && !dropIn.own)) continue;
      const { path } = dropIn.file;
      const known = found.get(path);
      const enabled = graph.enabled.has(name);
      if (known === undefined) found.set(path, { dropIn, of, enabled });
      else known.enabled ||= enabled;
    }
  }
  return [...found].map(([path, { dropIn, of, enabled }]) => ({
    path,
    enabled,
    loaded: asUnit(path, dropIn, of),
  }));
}

function asUnit(path: string, dropIn: LoadedDropIn, { unit }: LoadedUnit): LoadedUnit {
  const name = path.split('/').slice(-2).join('/');
  return {
    unit: {
      ...unit,
      name,
      prefix: name,
      instance: null,
      isTemplate: false,
      isInstance: false,
      template: null,
    },
    source: null,
    entry: null,
    fragment: null,
    parsed: null,
    maskedBy: null,
    aliases: [],
    dropIns: [dropIn],
    effective: mergeUnit(null, dropIn.parsed === null ? [] : [dropIn.parsed]),
    loaded: true,
  };
}

/** What of the record of such a unit is not that of one: it is no unit, and runs as whom the unit says. */
export function sharedDropInRecord(record: ServiceRecord, path: string, owner: ManagerOwner): ServiceRecord {
  const { systemd } = record;
  if (systemd === undefined) return record;
  const account = systemd.sections['Service']?.['User'] === undefined ? null : record.account;
  return {
    ...record,
    id: `linux:systemd:${owner.idPrefix}drop-in:${path}`,
    kind: 'unit',
    account,
    systemd: { ...systemd, type: 'drop-in', unitFileState: null },
  };
}
