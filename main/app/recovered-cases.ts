import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { RECOVERY_FILE } from '../../shared/ipc/engine.ts';

export interface RecoveredCase {
  readonly path: string;
  readonly begun: string;
  readonly incomplete: boolean;
  readonly size: number;
}

/**
 * Cases that an earlier run of the program, or an engine that died, did not come to save. What the program writes now is none of them:
 * the folder is looked at when it starts, and again when its engine is gone.
 */
export class RecoveredCases {
  readonly #folder: string;
  #names: readonly string[] = [];

  constructor(folder: string) {
    this.#folder = folder;
    this.look();
  }

  look(): void {
    const names = new Set(namesIn(this.#folder));
    // Killed between writing the whole one and removing the growing one.
    const isSuperseded = (name: string): boolean =>
      name.includes('-incomplete.') && names.has(name.replace('-incomplete.', '.'));
    this.#names = [...names].filter((name) => !isSuperseded(name)).sort((a, b) => (a < b ? 1 : -1));
  }

  /** Newest first; a case that was saved meanwhile is no longer among them. */
  list(): readonly RecoveredCase[] {
    return this.#names.flatMap((name) => {
      const path = join(this.#folder, name);
      const stat = statSync(path, { throwIfNoEntry: false });
      const [, begun = '', incomplete] = RECOVERY_FILE.exec(name) ?? [];
      if (stat?.isFile() !== true) return [];
      return [{ path, begun: spelled(begun), incomplete: incomplete !== undefined, size: stat.size }];
    });
  }

  /** Deletes what this run of the program has kept, when its case lies elsewhere now. Throws the system's error. */
  forgetOwn(): void {
    for (const name of namesIn(this.#folder))
      if (!this.#names.includes(name)) rmSync(join(this.#folder, name));
  }

  /** Deletes one of them; false for any other file. Throws the system's error. */
  forget(path: string): boolean {
    if (!this.list().some((one) => one.path === path)) return false;
    rmSync(path);
    return true;
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => RECOVERY_FILE.test(name));
  } catch {
    return [];
  }
}

/** `20260102T030405Z` as `2026-01-02T03:04:05Z`. */
function spelled(compact: string): string {
  return compact.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z');
}
