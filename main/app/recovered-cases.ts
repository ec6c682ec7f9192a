import { readdirSync, rmSync, type Stats, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { RECOVERY_FILE } from '../../shared/ipc/engine.ts';
import { RecoveryFolders } from './recovery-folders.ts';

export interface RecoveredCase {
  readonly path: string;
  readonly begun: string;
  readonly incomplete: boolean;
  readonly size: number;
}

/**
 * Cases that an earlier run of the program, an engine that died, or a case that was left for another did not come to save. What is kept
 * of the open case is none of them: the folders are looked at when the program starts, when its engine is gone, and before a case is left.
 */
export class RecoveredCases {
  readonly #folder: string;
  readonly #others: RecoveryFolders;
  #paths: readonly string[] = [];
  #aside: readonly string[] | null = null;
  /** Each file as it was when the engine was started last. */
  #before: ReadonlyMap<string, string> = new Map();

  /** `others`: folders that the user chose for it, in this run or an earlier one. */
  constructor(folder: string, others = new RecoveryFolders(null)) {
    this.#folder = folder;
    this.#others = others;
    this.look();
  }

  /** Every folder in which cases are kept until they are saved. */
  get folders(): readonly string[] {
    return [this.#folder, ...this.#others.list()];
  }

  /** A folder that the user chose, when the usual one could not be written. */
  addFolder(folder: string): void {
    if (folder !== this.#folder) this.#others.add(folder);
  }

  /** An engine is started: what it keeps is what differs when it is gone. */
  engineStarts(): void {
    this.#before = this.#states();
  }

  /** The engine is gone: true when it has left something, or changed what was there before. */
  engineGone(): boolean {
    this.look();
    for (const [path, state] of this.#states()) if (this.#before.get(path) !== state) return true;
    return false;
  }

  look(): void {
    this.#paths = this.#find();
  }

  /** A scan or another case is about to take the place of the open one: what is kept now will be all that there is of it. */
  setAside(): void {
    this.#aside = this.#find();
  }

  /** The open case was left, or (false) stays: offers what was set aside. */
  left(left: boolean): void {
    if (left && this.#aside !== null) this.#paths = this.#aside;
    this.#aside = null;
  }

  #find(): string[] {
    const paths = this.folders.flatMap((folder) => {
      const names = new Set(namesIn(folder));
      // Killed between writing the whole one and removing the growing one.
      const isSuperseded = (name: string): boolean =>
        name.includes('-incomplete.') && names.has(name.replace('-incomplete.', '.'));
      return [...names].filter((name) => !isSuperseded(name)).map((name) => ({ name, folder }));
    });
    paths.sort((a, b) => (a.name < b.name ? 1 : -1));
    return paths.map(({ name, folder }) => join(folder, name));
  }

  /** Newest first; a case that was saved meanwhile is no longer among them. */
  list(): readonly RecoveredCase[] {
    return this.#paths.flatMap((path) => {
      const stat = fileState(path);
      const [, begun = '', incomplete] = RECOVERY_FILE.exec(basename(path)) ?? [];
      if (stat === null) return [];
      return [{ path, begun: spelled(begun), incomplete: incomplete !== undefined, size: stat.size }];
    });
  }

  /** Deletes what this run of the program has kept, when its case lies elsewhere now. Throws the system's error. */
  forgetOwn(): void {
    for (const name of namesIn(this.#folder)) {
      const path = join(this.#folder, name);
      if (!this.#paths.includes(path)) rmSync(path);
    }
  }

  /** Deletes one of them; false for any other file. Throws the system's error. */
  forget(path: string): boolean {
    if (!this.list().some((one) => one.path === path)) return false;
    rmSync(path);
    return true;
  }

  #states(): ReadonlyMap<string, string> {
    return new Map(
      this.list().map(({ path, size }) => [
        path,
        `${size} ${fileState(path)?.mtimeMs} ${fileState(path)?.ino}`,
      ]),
    );
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => RECOVERY_FILE.test(name));
  } catch {
    return [];
  }
}

/** Null for what is no file, is gone, or lies where the stick was pulled: nothing to offer either way. */
function fileState(path: string): Stats | null {
  try {
    const stat = statSync(path);
    return stat.isFile() ? stat : null;
  } catch {
    return null;
  }
}

/** `20260102T030405Z` as `2026-01-02T03:04:05Z`. */
function spelled(compact: string): string {
  return compact.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z');
}
