import type { ServiceRecord } from '../../../../shared/model/service-record.ts';
import type { FactContext } from '../fact-context.ts';

/** What one record needs to know of the others. */
export interface LinuxIndex {
  /** Units by manager and name: `system:ssh.service`, `user:x.service`, `user(alice):x.service`; aliases too. */
  readonly units: ReadonlyMap<string, ServiceRecord>;
  /** Entries outside systemd that start a unit, by its name. */
  readonly activators: ReadonlyMap<string, readonly ServiceRecord[]>;
  /** Names of init scripts, for which systemd makes units. */
  readonly scripts: ReadonlySet<string>;
}

const indexes = new WeakMap<FactContext, LinuxIndex>();

/** The index of a run, made when a fact first asks for it. */
export function linuxIndex(context: FactContext): LinuxIndex {
  let index = indexes.get(context);
  if (index === undefined) {
    index = buildIndex(context.records);
    indexes.set(context, index);
  }
  return index;
}

function managerOf(record: ServiceRecord): string {
  const { systemd } = record;
  if (systemd === undefined || systemd.scope === 'system') return 'system';
  return systemd.user === null ? 'user' : `user(${systemd.user})`;
}

function buildIndex(records: readonly ServiceRecord[]): LinuxIndex {
  const units = new Map<string, ServiceRecord>();
  const aliases = new Map<string, ServiceRecord>();
  const activators = new Map<string, ServiceRecord[]>();
  const scripts = new Set<string>();
  for (const record of records) {
    if (record.platform !== 'linux') continue;
    const { activator, systemd } = record;
    if (record.sysv !== undefined) scripts.add(record.name);
    if (systemd !== undefined && systemd.refused === null && systemd.type !== 'drop-in') {
      const manager = managerOf(record);
      units.set(`${manager}:${systemd.unit}`, record);
      for (const alias of systemd.aliases) aliases.set(`${manager}:${alias}`, record);
    }
    for (const started of (activator?.startsUnit ?? '').split(' ')) {
      if (started === '') continue;
      const known = activators.get(started);
      if (known === undefined) activators.set(started, [record]);
      else known.push(record);
    }
  }
  for (const [key, record] of aliases) if (!units.has(key)) units.set(key, record);
  return { units, activators, scripts };
}

/** The unit that a unit means by a name: of its own manager, for a user's manager also those of all users. */
export function unitNamed(
  name: string,
  asker: ServiceRecord,
  context: FactContext,
): ServiceRecord | undefined {
  const { units } = linuxIndex(context);
  const manager = managerOf(asker);
  const template = name.replace(/@[^@]*(?=\.[a-z]+$)/, '@');
  for (const key of manager === 'system' ? ['system'] : [manager, 'user']) {
    const found = units.get(`${key}:${name}`) ?? units.get(`${key}:${template}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Entries of other mechanisms (D-Bus, udev, cron) that start this unit. */
export function activatorsOf(record: ServiceRecord, context: FactContext): readonly ServiceRecord[] {
  const { systemd } = record;
  if (systemd === undefined) return [];
  const { activators } = linuxIndex(context);
  const names = [systemd.unit, ...systemd.aliases, ...(systemd.template === null ? [] : [systemd.template])];
  return names.flatMap((name) => activators.get(name) ?? []);
}
