import type { UnitFolders } from './unit-folders.ts';

const PREFIX = 'stamp-';
const SYSTEM = '/var/lib/systemd/timers';

/** Times at which persistent timers last elapsed: their stamp files' (systemd.timer(5), "Persistent="). */
export class TimerStamps {
  readonly #store: UnitFolders;
  readonly #folders = new Map<string, Map<string, string>>();

  constructor(store: UnitFolders) {
    this.#store = store;
  }

  /** Evidence paths by timer; `home` null for the system's. */
  of(home: string | null): ReadonlyMap<string, string> {
    const folder = home === null ? SYSTEM : `${home === '/' ? '' : home}/.local/share/systemd/timers`;
    let stamps = this.#folders.get(folder);
    if (stamps === undefined) {
      stamps = new Map();
      for (const listed of this.#store.folders(folder)) {
        for (const { name, kind } of listed.entries) {
          if (kind === 'file' && name.startsWith(PREFIX)) {
            stamps.set(name.slice(PREFIX.length), `${listed.path}/${name}`);
          }
        }
      }
      this.#folders.set(folder, stamps);
    }
    return stamps;
  }

  /** The latest time of the timer over those homes. */
  last(timer: string, homes: readonly (string | null)[]): string | null {
    let newest: string | null = null;
    for (const home of homes) {
      const path = this.of(home).get(timer);
      const time = path === undefined ? null : this.#store.file(path).modified;
      if (time !== null && (newest === null || time > newest)) newest = time;
    }
    return newest;
  }
}
