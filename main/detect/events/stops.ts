import { firstFrom } from '../../../shared/first-from.ts';
import type { EventRecord } from '../../../shared/model/event-record.ts';

/** Records of stops around one that are looked at; a log of a restart has a few hundred. */
const MAX_STOPS_LOOKED_AT = 1000;
const NEAR_MS = 60_000;
/** Linux: a unit that starts again within this time was restarted, as updates do with many at once. */
const RESTART_MS = 120_000;
/** Units that come and go with each login or each run of a timer. */
const PASSING_UNIT = /^(?:user@|user-runtime-dir@|run-|session-|getty@|serial-getty@)|@\d+-\d+-/;

interface Stop {
  readonly at: number;
  readonly service: string;
}

/** Every stop of a service that logs tell of, and which of them came together. */
export class Stops {
  #stops: Stop[] = [];
  readonly #starts = new Map<string, number[]>();
  #isSorted = true;

  add(event: EventRecord): void {
    const { time, service, platform, action } = event;
    if (time === null || service === null) return;
    const name = service.toLowerCase();
    if (action === 'stopped' && counts(event)) {
      this.#stops.push({ at: Date.parse(time), service: name });
      this.#isSorted = false;
    }
    if (action === 'started' && platform === 'linux') {
      const known = this.#starts.get(name);
      if (known === undefined) this.#starts.set(name, [Date.parse(time)]);
      else known.push(Date.parse(time));
      this.#isSorted = false;
    }
  }

  /** Services that stopped within a minute of a stop, its own included; up to a hundred. 0 for a stop that does not count. */
  together(stop: EventRecord): number {
    const { time, service } = stop;
    if (time === null || service === null || !counts(stop)) return 0;
    const middle = Date.parse(time);
    if (!this.#isSorted) {
      this.#stops.sort((a, b) => a.at - b.at);
      for (const starts of this.#starts.values()) starts.sort((a, b) => a - b);
      this.#isSorted = true;
    }
    if (this.#isRestarted({ at: middle, service: service.toLowerCase() })) return 0;
    const names = new Set<string>();
    const from = firstFrom(this.#stops, middle - NEAR_MS, ({ at }) => at);
    for (const one of this.#stops.slice(from, from + MAX_STOPS_LOOKED_AT)) {
      if (one.at > middle + NEAR_MS || names.size >= 100) break;
      if (!this.#isRestarted(one)) names.add(one.service);
    }
    return names.size;
  }

  #isRestarted({ at, service }: Stop): boolean {
    const starts = this.#starts.get(service) ?? [];
    const next = starts[firstFrom(starts, at, (start) => start)];
    return next !== undefined && next <= at + RESTART_MS;
  }
}

/**
 * Linux: only what the host's own manager stopped for a job (`Stopped x`), asked for by somebody; a program that ends by itself, as each
 * run of a timer does, is `deactivated`, and sockets and timers go with their service.
 */
function counts({ platform, service, fields }: EventRecord): boolean {
  if (platform !== 'linux') return true;
  return (
    fields.operation === 'stopped' &&
    fields.USER_UNIT === undefined &&
    (fields.pid === undefined || fields.pid === 1) &&
    service?.endsWith('.service') === true &&
    !PASSING_UNIT.test(service)
  );
}
