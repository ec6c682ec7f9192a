import { append } from '../../../../shared/append.ts';
import type { Payload, ServiceRecord } from '../../../../shared/model/service-record.ts';
import type { SystemdDetail } from '../../../../shared/model/systemd-detail.ts';
import { analyseCommand } from '../../../../shared/unix/command-analysis.ts';
import { shellWords } from '../../../../shared/unix/shell-words.ts';
import type { FactContext } from '../fact-context.ts';
import { isForeign } from './drop-in-facts.ts';
import { execCommands } from './unit-commands.ts';

/** Type of the record that a drop-in for many units has of its own. */
export const DROP_IN = 'drop-in';

/**
 * The record without what drop-ins of nobody's package for a whole type or a prefix of names add: their own record is judged for it,
 * once, and not each unit that they count for. What they took away is put back.
 */
export function withoutSharedDropIns(record: ServiceRecord, context: FactContext): ServiceRecord {
  const { systemd } = record;
  if (systemd === undefined || systemd.type === DROP_IN) return record;
  const paths = systemd.dropIns.filter(({ level }) => level === 'type' || level === 'prefix');
  if (paths.length === 0) return record;
  const shared = new Set(paths.map(({ path }) => path).filter((path) => isForeign(path, record, context)));
  if (shared.size === 0) return record;
  const own: SystemdDetail = {
    ...systemd,
    dropIns: systemd.dropIns.filter(({ path }) => !shared.has(path)),
    sections: ownSections(systemd, shared),
    replaced: systemd.replaced.filter(
      ({ path, by }) => !shared.has(path) && (by === null || !shared.has(by)),
    ),
    unread: systemd.unread.filter(({ path }) => !shared.has(path)),
  };
  const theirs = namedBy(systemd, (path) => shared.has(path));
  const ours = namedBy(own, () => true);
  return {
    ...record,
    systemd: own,
    definitions: record.definitions?.filter(({ path }) => !shared.has(path)) ?? [],
    payloads: record.payloads.filter((payload) => !isOf(payload, theirs) || isOf(payload, ours)),
  };
}

function ownSections(
  { sections, replaced }: SystemdDetail,
  shared: ReadonlySet<string>,
): SystemdDetail['sections'] {
  const made = new Map<string, Map<string, SystemdDetail['sections'][string][string]>>();
  const of = (section: string, key: string) => {
    const settings = made.get(section) ?? new Map<string, SystemdDetail['sections'][string][string]>();
    made.set(section, settings);
    const values = settings.get(key) ?? [];
    settings.set(key, values);
    return values;
  };
  for (const { section, key, value, path, line, by } of replaced) {
    if (by !== null && shared.has(by) && !shared.has(path)) of(section, key).push({ value, path, line });
  }
  for (const [section, settings] of Object.entries(sections)) {
    for (const [key, values] of Object.entries(settings)) {
      const kept = values.filter(({ path }) => !shared.has(path));
      if (kept.length > 0) append(of(section, key), kept);
    }
  }
  return Object.fromEntries([...made].map(([name, settings]) => [name, Object.fromEntries(settings)]));
}

/** Everything by which payloads of those values call themselves (`Payload.raw`): commands, programs, scripts, code, variables. */
function namedBy({ sections }: SystemdDetail, counts: (path: string) => boolean): Set<string> {
  const names = new Set<string>();
  for (const settings of Object.values(sections)) {
    for (const [key, values] of Object.entries(settings)) {
      for (const { value, path } of values) {
        if (!counts(path)) continue;
        names.add(`${key}\0${value}`);
        if (key === 'Environment') for (const word of shellWords(value)) names.add(`${key}\0${word}`);
      }
    }
  }
  const chosen = filtered(sections, counts);
  for (const { key, command } of execCommands({ sections: chosen })) {
    const { programs, scripts, inlineCode } = analyseCommand(shellWords(command));
    for (const name of [...programs, ...scripts, ...inlineCode.map(({ code }) => code)])
      names.add(`${key}\0${name}`);
  }
  return names;
}

function filtered(
  sections: SystemdDetail['sections'],
  counts: (path: string) => boolean,
): SystemdDetail['sections'] {
  return Object.fromEntries(
    Object.entries(sections).map(([name, settings]) => [
      name,
      Object.fromEntries(
        Object.entries(settings).map(([key, values]) => [key, values.filter(({ path }) => counts(path))]),
      ),
    ]),
  );
}

function isOf({ from, raw }: Payload, names: ReadonlySet<string>): boolean {
  return names.has(`${from}\0${raw}`);
}
