import type { Provenance } from '../../shared/model/provenance.ts';
import type { Payload, ServiceRecord } from '../../shared/model/service-record.ts';
import { lineOfRow } from '../../shared/unix/code-lines.ts';
import { otherSettings, partsOf, reducedTo, without } from './record-parts.ts';

/** Questions of one run: each costs some microseconds, and hostile evidence could ask without end. */
const MAX_QUESTIONS = 5_000;
/** Payloads of one service, and rows of one script, that are asked about. */
const MAX_ASKED = 400;
/** Settings of one unit that are asked about; real units have a dozen. */
const MAX_SETTINGS = 64;
/** Places that are added to the evidence of one finding. */
const MAX_PLACES = 4;

/** What of a service made a rule speak. */
export interface Telling {
  /** The service with the parts alone that matter. */
  readonly record: ServiceRecord;
  /** Where these stand: lines of scripts and settings. */
  readonly places: readonly Provenance[];
}

/** Finds what of a service of Linux or macOS a finding is about, and the lines where that stands. */
export class TellingParts {
  #left = MAX_QUESTIONS;

  /**
   * `matches`: does the rule match that record too? It is asked with one part and one payload at a time, of a script's code with one
   * line, and with a setting less. Null where it makes no difference which, or where only several together do.
   */
  of(record: ServiceRecord, matches: (reduced: ServiceRecord) => boolean): Telling | null {
    if (record.platform === 'windows' || record.payloads.length > MAX_ASKED) return null;
    const ask = (reduced: ServiceRecord): boolean => {
      this.#left -= 1;
      return this.#left > 0 && matches(reduced);
    };
    const parts = partsOf(record);
    const telling = parts.length < 2 ? [] : some(parts, (part) => ask(reducedTo(record, [part])));
    const chosen = telling.length === 0 ? record : reducedTo(record, telling);
    const payloads = some(chosen.payloads, (one) => ask({ ...chosen, payloads: [one] }));
    // Without these the rule would not speak.
    const settings = otherSettings(record).slice(0, MAX_SETTINGS);
    const deciding = settings.filter((setting) => this.#left > 0 && !ask(without(chosen, setting)));
    if (telling.length === 0 && payloads.length === 0 && deciding.length === 0) return null;
    const told = payloads.length === 0 ? chosen : { ...chosen, payloads };
    const places = [...telling.flatMap(({ setting }) => setting ?? []), ...deciding].map(
      ({ section, key, value: { path, line } }) => lineOf(path, section, key, line),
    );
    for (const payload of telling.length + payloads.length === 0 ? [] : told.payloads) {
      if (places.length >= MAX_PLACES) break;
      if (payload.role === 'script-code') places.unshift(...this.#rows(record, payload, told, ask));
      else places.push(...placesOf(record, payload));
    }
    return { record: told, places: places.slice(0, MAX_PLACES) };
  }

  #rows(
    record: ServiceRecord,
    payload: Payload,
    told: ServiceRecord,
    ask: (reduced: ServiceRecord) => boolean,
  ): Provenance[] {
    const path = record.payloads.find((other) => other.path === payload.from)?.evidencePath ?? payload.from;
    const ranges = /\blines (.*)$/.exec(payload.arguments)?.[1] ?? '';
    const found: Provenance[] = [];
    for (const [row, raw] of payload.raw.split('\n', MAX_ASKED).entries()) {
      if (found.length >= MAX_PLACES) break;
      const line = lineOfRow(ranges, row);
      if (line === null || !ask({ ...told, payloads: [{ ...payload, raw }] })) continue;
      found.push(lineOf(path, null, null, line));
    }
    return found.length > 0 ? found : [{ path, locator: { kind: 'file' }, time: null }];
  }
}

/** The places first: they are nearest to the matter. A file of which a line is told needs no place of its own. */
export function withPlaces(places: readonly Provenance[], evidence: readonly Provenance[]): Provenance[] {
  const key = ({ path, locator }: Provenance): string =>
    `${path}\0${locator.kind === 'line' ? locator.line : ''}`;
  const known = new Map(evidence.map((one) => [key(one), one]));
  const times = new Map(evidence.map(({ path, time }) => [path, time]));
  const first = places.map(
    (one) => known.get(key(one)) ?? { ...one, time: one.time ?? times.get(one.path) ?? null },
  );
  const told = new Map(first.map((one) => [key(one), one]));
  const files = new Set(first.map(({ path }) => path));
  const rest = evidence.filter(
    (one) => !told.has(key(one)) && !(one.locator.kind === 'file' && files.has(one.path)),
  );
  return [...told.values(), ...rest];
}

/** Those that match; none where all do. */
function some<T>(all: readonly T[], test: (one: T) => boolean): T[] {
  const found = all.length < 2 ? [] : all.filter(test);
  return found.length === all.length ? [] : found;
}

/** Payloads of scripts say on which line they stand: `line 7`, `script 7` in an upstart job; those of units name a setting. */
function placesOf(record: ServiceRecord, { from, raw, path }: Payload): Provenance[] {
  const line = /^[a-z-]+ (\d{1,9})$/.exec(from)?.[1];
  const [own] = record.provenance;
  if (line !== undefined && own?.locator.kind === 'file') return [lineOf(own.path, null, null, Number(line))];
  if (from.startsWith('Exec')) return [];
  return Object.entries(record.systemd?.sections ?? {}).flatMap(([section, settings]) =>
    (Object.hasOwn(settings, from) ? (settings[from] ?? []) : [])
      .filter(({ value }) => value.includes(raw) || (path !== '' && value.includes(path)))
      .map((value) => lineOf(value.path, section, from, value.line)),
  );
}

function lineOf(path: string, section: string | null, key: string | null, line: number): Provenance {
  return { path, locator: { kind: 'line', section, key, line }, time: null };
}
