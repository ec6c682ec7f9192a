import type { EventRecord } from '../../../shared/model/event-record.ts';
import type { Logons } from './logons.ts';
import { secondsBetween } from './service-life.ts';

const SOFTWARE_PROVIDERS = new Set(['msiinstaller', 'microsoft-windows-windowsupdateclient']);

/** What logs say of the host as a whole, around what happened to single services. */
export class HostLife {
  readonly logons: Logons;
  readonly knownAdmins: ReadonlySet<string> | null;
  /** Times that the logs of services cover; null without any. */
  first: string | null = null;
  last: string | null = null;
  readonly #installs: EventRecord[] = [];
  readonly #software: string[] = [];
  readonly #cleared: string[] = [];

  constructor(logons: Logons, knownAdmins: ReadonlySet<string> | null) {
    this.logons = logons;
    this.knownAdmins = knownAdmins;
  }

  add(event: EventRecord): void {
    const { time, eventId } = event;
    if (time === null) return;
    const provider = event.provider?.toLowerCase() ?? '';
    if (event.channel === 'System' || event.platform !== 'windows') {
      if (this.first === null || time < this.first) this.first = time;
      if (this.last === null || time > this.last) this.last = time;
    }
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

  softwareNear(time: string | null): boolean {
    return this.#software.some((other) => Math.abs(secondsBetween(time, other)) <= 600);
  }

  clearedAfter(time: string | null): boolean {
    return this.#cleared.some((other) => {
      const after = secondsBetween(time, other);
      return after >= 0 && after <= 86_400;
    });
  }
}
