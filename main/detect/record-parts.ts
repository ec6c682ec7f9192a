import type { Payload, ServiceRecord } from '../../shared/model/service-record.ts';
import type { SystemdDetail, SystemdValue } from '../../shared/model/systemd-detail.ts';

/** One thing that a service does: a command of a unit with its programs, a line of a script, a payload by itself. */
export interface RecordPart {
  readonly payloads: readonly Payload[];
  /** The setting of a unit that says so; null for anything else. */
  readonly setting: Setting | null;
}

/** A value of a unit's setting that counts. */
export interface Setting {
  readonly section: string;
  readonly key: string;
  readonly value: SystemdValue;
}

const EXEC = /^Exec(?:Condition|Start(?:Pre|Post)?|Reload(?:Post)?|Stop(?:Pre|Post)?)$/;

/** The commands of a unit, of other services the payloads that come from one place; payloads that belong to no command alone. */
export function partsOf(record: ServiceRecord): RecordPart[] {
  const left = new Set(record.payloads);
  const parts: RecordPart[] = execSettings(record).map((setting) => {
    const own = record.payloads.filter((payload) => saidBy(setting, payload));
    for (const payload of own) left.delete(payload);
    return { payloads: own, setting };
  });
  const byPlace = new Map<string, Payload[]>();
  for (const payload of left) {
    const known = byPlace.get(payload.from);
    if (known === undefined) byPlace.set(payload.from, [payload]);
    else known.push(payload);
  }
  for (const payloads of byPlace.values()) parts.push({ payloads, setting: null });
  return parts;
}

/** The service as if it had those parts alone. */
export function reducedTo(record: ServiceRecord, parts: readonly RecordPart[]): ServiceRecord {
  const kept = new Set(parts.flatMap(({ payloads }) => payloads));
  const reduced = { ...record, payloads: record.payloads.filter((payload) => kept.has(payload)) };
  if (record.systemd !== undefined) {
    const values = new Set(parts.flatMap(({ setting }) => setting?.value ?? []));
    const sections = onlyValues(record.systemd, (key, value) => !EXEC.test(key) || values.has(value));
    return { ...reduced, systemd: { ...record.systemd, sections } };
  }
  const { kind, command, definitions } = record;
  if (kind !== 'script' || command === null || command === definitions?.[0]?.path) return reduced;
  // The command of such a script is all of its lines.
  const raws = new Set(reduced.payloads.map(({ raw }) => raw));
  const lines = command.split('\n').filter((line) => raws.has(line));
  return { ...reduced, command: lines.length === 0 ? null : lines.join('\n') };
}

/** The settings of a unit that are no commands, without those that only people read. */
export function otherSettings(record: ServiceRecord): Setting[] {
  return settingsOf(record).filter(
    ({ key }) => !EXEC.test(key) && !/^(?:Description|Documentation)$/.test(key),
  );
}

/** The service as if one value of its settings were not there, nor what it names. */
export function without(record: ServiceRecord, setting: Setting): ServiceRecord {
  const { systemd } = record;
  if (systemd === undefined) return record;
  const sections = onlyValues(systemd, (_, value) => value !== setting.value);
  const payloads = record.payloads.filter((payload) => !saidBy(setting, payload));
  return { ...record, payloads, systemd: { ...systemd, sections } };
}

function onlyValues(
  { sections }: SystemdDetail,
  keep: (key: string, value: SystemdValue) => boolean,
): SystemdDetail['sections'] {
  return Object.fromEntries(
    Object.entries(sections).map(([section, settings]) => [
      section,
      Object.fromEntries(
        Object.entries(settings).flatMap(([key, values]) => {
          const kept = values.filter((value) => keep(key, value));
          return kept.length === 0 ? [] : [[key, kept]];
        }),
      ),
    ]),
  );
}

function execSettings(record: ServiceRecord): Setting[] {
  return settingsOf(record).filter(({ key }) => EXEC.test(key));
}

function settingsOf({ systemd }: ServiceRecord): Setting[] {
  return Object.entries(systemd?.sections ?? {}).flatMap(([section, settings]) =>
    Object.entries(settings).flatMap(([key, values]) => values.map((value) => ({ section, key, value }))),
  );
}

/** A program's `raw` is the whole setting; that of a script or of code is a word of it. */
function saidBy({ key, value: { value } }: Setting, { from, raw, path }: Payload): boolean {
  return from === key && (value === raw || value.includes(raw) || (path !== '' && value.includes(path)));
}
