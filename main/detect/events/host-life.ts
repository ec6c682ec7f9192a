import { lookup } from '../../../shared/lookup.ts';
import type { EventRecord } from '../../../shared/model/event-record.ts';
import { isKnownActor } from './actor.ts';
import type { Logons } from './logons.ts';
import { secondsBetween } from './service-life.ts';
import { Stops } from './stops.ts';

/** Records of the host's own start and end, by provider in lower case. */
const RESTARTS: Readonly<Record<string, readonly number[]>> = {
  eventlog: [6008],
  'microsoft-windows-kernel-general': [12, 13],
  user32: [1074],
};
/** Records of the log service's own start and end, which stand for the host's where Windows (before Vista) has no others. */
const LOG_RESTARTS = [6005, 6006, 6009];
/** Minutes around such a record in which services start and stop because the host does. */
const RESTART_MINUTES = 5;
/** Records after a boot (Kernel-General 12) in the same log: that record often has the time of a clock that is hours off. */
const BOOT_RECORDS = 60;

const SOFTWARE_PROVIDERS = new Set(['msiinstaller', 'microsoft-windows-windowsupdateclient']);

/** What logs say of the host as a whole, around what happened to single services. */
export class HostLife {
  readonly logons: Logons;
  readonly #knownAdmins: ReadonlySet<string> | null;
  /** Times that the logs of services cover; null without any. */
  first: string | null = null;
  last: string | null = null;
  readonly #installs: EventRecord[] = [];
  readonly #software: string[] = [];
  readonly #cleared: string[] = [];
  readonly #stops = new Stops();
  /** Minutes, since 1970, in which the host started or ended. */
  readonly #restarts = new Set<number>();
  readonly #logRestarts = new Set<number>();
  /** Numbers of the records of a boot, by log. */
  readonly #boots = new Map<string, Set<number>>();
  #kernelTells = false;

  constructor(logons: Logons, knownAdmins: ReadonlySet<string> | null) {
    this.logons = logons;
    this.#knownAdmins = knownAdmins;
  }

  /** Is the account in the list of known administrators? A SID counts as the account that the security log names by it. */
  isKnownAdmin(actor: string | null): boolean | undefined {
    const known = isKnownActor(actor, this.#knownAdmins);
    if (known !== false || actor === null) return known;
    return isKnownActor(this.logons.accountOf(actor) ?? actor, this.#knownAdmins);
  }

  add(event: EventRecord): void {
    const { time, eventId } = event;
    if (time === null) return;
    const provider = event.provider?.toLowerCase() ?? '';
    if (isHostMark(event)) this.#restarts.add(minuteOf(time));
    if (tellsOfRestarts(event)) {
      if (this.first === null || time < this.first) this.first = time;
      if (this.last === null || time > this.last) this.last = time;
    }
    if (eventId !== null && lookup(RESTARTS, provider)?.includes(eventId) === true)
      this.#restarts.add(minuteOf(time));
    if (provider === 'microsoft-windows-kernel-general') {
      this.#kernelTells = true;
      if (eventId === 12) this.#addBoot(event);
    }
    if (provider === 'eventlog' && eventId !== null && LOG_RESTARTS.includes(eventId))
      this.#logRestarts.add(minuteOf(time));
    this.#stops.add(event);
    if (event.action === 'created') this.#installs.push(event);
    if (SOFTWARE_PROVIDERS.has(provider) || event.source === 'linux-package-history')
      this.#software.push(time);
    if (provider === 'microsoft-windows-eventlog' && (eventId === 1102 || eventId === 104)) {
      this.#cleared.push(time);
    }
  }

  /** Names that the same account installed within a minute, the installation itself included. */
  installedTogether(install: EventRecord): number {
    const names = new Set<string>();
    for (const { service, actor, time } of this.#installs) {
      if (actor === install.actor && Math.abs(secondsBetween(install.time, time)) <= 60) {
        names.add(service?.toLowerCase() ?? '');
      }
    }
    return names.size;
  }

  /** Services that stopped within a minute of a stop, its own included; counted up to a hundred. */
  stoppedTogether(stop: EventRecord): number {
    return this.#stops.together(stop);
  }

  softwareNear(time: string | null): boolean {
    return this.#software.some((other) => Math.abs(secondsBetween(time, other)) <= 600);
  }

  /**
   * Did something happen while the host ran on, neither near a start nor near an end of it? Undefined where the System log does not
   * cover that time on both sides.
   */
  apartFromRestarts(event: EventRecord): boolean | undefined {
    const { time } = event;
    if (time === null || this.first === null || this.last === null) return undefined;
    if (time < this.first || time >= this.last) return undefined;
    const minute = minuteOf(time);
    for (let at = minute - RESTART_MINUTES; at <= minute + RESTART_MINUTES; at += 1) {
      if (this.#restarts.has(at) || (!this.#kernelTells && this.#logRestarts.has(at))) return false;
    }
    return !this.#followsBoot(event);
  }

  /** Did the host start or end between two times? */
  restartedBetween(from: string | null, to: string | null): boolean {
    if (from === null || to === null) return false;
    const marks = this.#kernelTells ? [this.#restarts] : [this.#restarts, this.#logRestarts];
    return marks.some((minutes) => [...minutes].some((at) => at >= minuteOf(from) && at <= minuteOf(to)));
  }

  #addBoot(event: EventRecord): void {
    const place = recordPlace(event);
    if (place === null) return;
    const known = this.#boots.get(place.path);
    if (known === undefined) this.#boots.set(place.path, new Set([place.record]));
    else known.add(place.record);
  }

  #followsBoot(event: EventRecord): boolean {
    const place = recordPlace(event);
    const boots = place === null ? undefined : this.#boots.get(place.path);
    if (place === null || boots === undefined) return false;
    for (let at = place.record; at >= place.record - BOOT_RECORDS; at -= 1) if (boots.has(at)) return true;
    return false;
  }

  clearedAfter(time: string | null): boolean {
    return this.#cleared.some((other) => {
      const after = secondsBetween(time, other);
      return after >= 0 && after <= 86_400;
    });
  }
}

/** Linux: the source found a mark of the host's start or end in a log of the manager, logind, the kernel or auditd. */
function isHostMark({ platform, fields: { operation } }: EventRecord): boolean {
  return platform === 'linux' && (operation === 'host-started' || operation === 'host-ending');
}

/** Does the log of an event hold the restarts of the host too, so that their lack means something? */
function tellsOfRestarts({ platform, channel, source, provider }: EventRecord): boolean {
  if (platform === 'windows') return channel === 'System';
  // Of Linux: the log of packages, say, goes back for months before the first of systemd.
  return platform !== 'linux' || provider === 'systemd' || source === 'linux-audit';
}

function minuteOf(time: string): number {
  return Math.floor(Date.parse(time) / 60_000);
}

function recordPlace({ provenance: [place] }: EventRecord): { path: string; record: number } | null {
  if (place?.locator.kind !== 'event-record') return null;
  return { path: place.path, record: Number(place.locator.recordId) };
}
