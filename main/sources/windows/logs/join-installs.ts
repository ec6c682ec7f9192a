import { firstFrom } from '../../../../shared/first-from.ts';
import { mapIn } from '../../../../shared/map-in.ts';
import type { EventRecord } from '../../../../shared/model/event-record.ts';
import { scmBinary } from './scm-binary.ts';

/** Milliseconds between the two records of one installation; in real logs less than one. */
const NEAR_MS = 2_000;
/** Records in that time, of one image, among which one is looked for. */
const MAX_NEAR = 64;
const SCM = /^(?:microsoft-windows-)?service control manager$/i;

/** One record of an installation. `at`: milliseconds since 1970. */
interface Install {
  readonly event: EventRecord;
  readonly at: number;
  readonly name: string;
  /** The registry knew the display name: what the record names is the key. */
  readonly isResolved: boolean;
}

/** What was installed on one computer from one image: by the security log under its key name, by the System log as it is shown. */
interface SameImage {
  readonly keyed: Install[];
  readonly shown: Install[];
}

/**
 * Gives records that name a service by its display name the key name, where no registry says which that is: 4697 (and 601) names the key,
 * 7045 what is shown. Two records are one installation when computer, command line and account are the same, their times lie within two
 * seconds and no other record could be meant. The display name stays in the fields of the record.
 */
export function joinInstalls(events: readonly EventRecord[]): void {
  const byComputer = new Map<string | null, Map<string, SameImage>>();
  /** Names that are known to be keys, by computer: no record that has one needs another. */
  const keys = new Map<string | null, Map<string, string>>();
  for (const event of events) addInstall(event, byComputer, keys);
  /** By computer and display name; null where it stands for several keys. */
  const meant = new Map<string | null, Map<string, string | null>>();
  for (const [computer, images] of byComputer) {
    for (const image of images.values()) {
      for (const [{ event }, key] of pairs(image)) {
        const shown = fold(event.service ?? '');
        const names = mapIn(meant, computer);
        const known = names.get(shown);
        names.set(shown, known === undefined || known === key ? key : null);
        event.service = key;
      }
    }
  }
  if (meant.size === 0) return;
  for (const event of events) {
    const { service, computer } = event;
    if (service === null || !namesByDisplay(event) || keys.get(computer)?.has(fold(service)) === true)
      continue;
    const key = meant.get(computer)?.get(fold(service));
    if (key === undefined || key === null) continue;
    event.service = key;
    // Where the field is ours and not the record's (7045 has one of this name).
    if (event.eventId !== 7045 && event.fields.ServiceName === service) event.fields.ServiceName = key;
  }
}

function addInstall(
  event: EventRecord,
  byComputer: Map<string | null, Map<string, SameImage>>,
  keys: Map<string | null, Map<string, string>>,
): void {
  if (event.action !== 'created' || event.platform !== 'windows') return;
  const { computer, service, time, fields } = event;
  const isShown = event.eventId === 7045 && isOfManager(event);
  const image = fold(String(fields.ImagePath ?? ''));
  if (service === null || time === null || image === '') return;
  if (!isShown && event.eventId !== 4697 && event.eventId !== 601) return;
  if (!isShown) mapIn(keys, computer).set(fold(service), service);
  const images = mapIn(byComputer, computer);
  let same = images.get(image);
  if (same === undefined) {
    same = { keyed: [], shown: [] };
    images.set(image, same);
  }
  const name = fold(service);
  const isResolved = isShown && name !== fold(String(fields.ServiceName ?? fields.param1 ?? ''));
  (isShown ? same.shown : same.keyed).push({ event, at: Date.parse(time), name, isResolved });
}

/** Records under a display name, each with the one key that it can stand for. */
function pairs({ keyed, shown }: SameImage): [Install, string][] {
  if (keyed.length === 0 || shown.length === 0) return [];
  // Records that agree about the name have found each other.
  const openKeyed = lonely(keyed, shown);
  const openShown = lonely(shown, keyed);
  const found: [Install, string][] = [];
  for (const one of openShown) {
    const key = onlyName(one, openKeyed);
    if (key !== null && onlyName(key, openShown)?.name === one.name)
      found.push([one, key.event.service ?? '']);
  }
  return found;
}

/** In order of time, those that may be one with a record under another name: none of the others tells the same under theirs. */
function lonely(of: readonly Install[], others: readonly Install[]): Install[] {
  const times = new Map<string, number[]>();
  for (const { name, at } of others) {
    const known = times.get(name);
    if (known === undefined) times.set(name, [at]);
    else known.push(at);
  }
  for (const known of times.values()) known.sort((a, b) => a - b);
  return of
    .filter(({ name, at, isResolved }) => {
      const same = times.get(name) ?? [];
      const next = same[firstFrom(same, at - NEAR_MS, (time) => time)];
      return !isResolved && (next === undefined || next > at + NEAR_MS);
    })
    .sort((a, b) => a.at - b.at);
}

/** The record near `one` in `sorted`; null where there is none, or where there are two names. */
function onlyName(one: Install, sorted: readonly Install[]): Install | null {
  const from = firstFrom(sorted, one.at - NEAR_MS, ({ at }) => at);
  let found: Install | null = null;
  for (const [count, other] of sorted.slice(from, from + MAX_NEAR + 1).entries()) {
    if (other.at > one.at + NEAR_MS) break;
    if (count === MAX_NEAR) return null;
    if (!sameAccount(one.event, other.event)) continue;
    if (found !== null && found.name !== other.name) return null;
    found = other;
  }
  return found;
}

/** 7045 leaves the account of a driver out, for which 4697 says LocalSystem. */
function sameAccount(a: EventRecord, b: EventRecord): boolean {
  const [one, other] = [a, b].map(({ fields }) =>
    fold(String(fields.AccountName ?? fields.ServiceAccount ?? '')),
  );
  return one === other || one === '' || other === '';
}

/** Of the service control manager, without data that name the key. */
function namesByDisplay(event: EventRecord): boolean {
  return (
    isOfManager(event) && event.eventId !== 7040 && scmBinary(String(event.fields.Binary ?? '')) === null
  );
}

function isOfManager({ provider }: EventRecord): boolean {
  return provider !== null && SCM.test(provider);
}

function fold(text: string): string {
  return text.trim().toLowerCase();
}
