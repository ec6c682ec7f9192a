import { MAX_STARTUP_FILE } from '../../../shared/limits.ts';
import { globMatcher } from '../../../shared/unix/glob.ts';
import { type EnvironmentFile, parseEnvironmentFile } from '../../formats/systemd-unit/environment-file.ts';
import { parseEnvironmentValue } from '../../formats/systemd-unit/environment-value.ts';
import { simplifyPath } from '../../formats/systemd-unit/exec-path.ts';
import { type EffectiveUnit, unitValues } from '../../formats/systemd-unit/merge-unit.ts';
import { expandSpecifiers, type SpecifierContext } from '../../formats/systemd-unit/specifiers.ts';
import type { FileFound, UnixFiles } from '../unix/file-lookup.ts';
import type { UnitFolders } from './unit-folders.ts';

/** One variable of a unit's environment with the setting that gives it. */
export interface GivenVariable {
  readonly name: string;
  readonly value: string;
  readonly from: 'Environment' | 'EnvironmentFile';
}

/** A file that EnvironmentFile= names. */
export interface NamedEnvironmentFile {
  /** As written. */
  readonly raw: string;
  readonly found: FileFound;
  /** With `-`: systemd does not mind that it is missing. */
  readonly optional: boolean;
}

export interface UnitEnvironment {
  /** In order: a later one of a name counts. */
  readonly variables: readonly GivenVariable[];
  readonly files: readonly NamedEnvironmentFile[];
  /** False when a file could not be read: a variable that is not here may have a value all the same. */
  readonly complete: boolean;
}

const NO_ENVIRONMENT: UnitEnvironment = { variables: [], files: [], complete: true };

/** Reads environment files, each once. */
export class EnvironmentFiles {
  readonly #store: UnitFolders;
  readonly #files: UnixFiles;
  readonly #parsed = new Map<string, EnvironmentFile | null>();

  constructor(store: UnitFolders, files: UnixFiles) {
    this.#store = store;
    this.#files = files;
  }

  /** What Environment= and EnvironmentFile= of a section give (systemd.exec(5); exec_context_load_environment, src/core/execute.c). */
  of(unit: EffectiveUnit, section: string, context: () => SpecifierContext): UnitEnvironment {
    const lines = unitValues(unit, section, 'Environment');
    const names = unitValues(unit, section, 'EnvironmentFile');
    if (lines.length === 0 && names.length === 0) return NO_ENVIRONMENT;
    const variables: GivenVariable[] = [];
    for (const { value } of lines) {
      const specifiers = value.includes('%') ? context() : null;
      for (const given of parseEnvironmentValue(value, specifiers).variables) {
        variables.push({ ...given, from: 'Environment' });
      }
    }
    const files: NamedEnvironmentFile[] = [];
    let complete = true;
    for (const { value } of names) {
      const optional = value.startsWith('-');
      const written = optional ? value.slice(1) : value;
      const expanded = written.includes('%') ? expandSpecifiers(written, context()).text : written;
      for (const path of this.#matching(simplifyPath(expanded))) {
        const found = this.#files.find(path);
        files.push({ raw: value, found, optional });
        const file = this.#file(found);
        if (file === null) complete &&= optional && found.state === 'missing';
        else if (!file.refused) {
          for (const { name, value: text } of file.variables) {
            variables.push({ name, value: text, from: 'EnvironmentFile' });
          }
        }
      }
    }
    return { variables, files, complete };
  }

  /** Paths that the pattern means; a `*` counts in the last component only, which is all that units use. */
  #matching(path: string): string[] {
    const slash = path.lastIndexOf('/');
    const name = path.slice(slash + 1);
    if (!/[*?[]/.test(name) || slash <= 0) return [path];
    const matches = globMatcher(name);
    const found: string[] = [];
    for (const listed of this.#store.folders(path.slice(0, slash))) {
      for (const entry of listed.entries) {
        const hidden = entry.name.startsWith('.') && !name.startsWith('.');
        if (entry.kind !== 'directory' && !hidden && matches(entry.name))
          found.push(`${listed.path}/${entry.name}`);
      }
    }
    return found.length === 0 ? [path] : found;
  }

  #file({ evidencePath }: FileFound): EnvironmentFile | null {
    if (evidencePath === null) return null;
    let parsed = this.#parsed.get(evidencePath);
    if (parsed === undefined) {
      const bytes = this.#store.read(evidencePath, MAX_STARTUP_FILE);
      parsed = bytes === null ? null : parseEnvironmentFile(bytes);
      this.#parsed.set(evidencePath, parsed);
    }
    return parsed;
  }
}
