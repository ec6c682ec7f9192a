import { append } from '../../../shared/append.ts';
import { MAX_REMEMBERED } from '../../../shared/limits.ts';
import { memo } from '../../../shared/memo.ts';
import type { Payload, PayloadRole } from '../../../shared/model/service-record.ts';
import { type ExecCommand, type ExecLine, parseExecLine } from '../../formats/systemd-unit/exec-command.ts';
import { expandExecCommand } from '../../formats/systemd-unit/exec-expand.ts';
import { type EffectiveUnit, unitValues } from '../../formats/systemd-unit/merge-unit.ts';
import { expandSpecifiers, type SpecifierContext } from '../../formats/systemd-unit/specifiers.ts';
import { expandVariables } from '../../formats/systemd-unit/variables.ts';
import { splitWords } from '../../formats/systemd-unit/words.ts';
import { commandPayloads } from '../unix/command-payloads.ts';
import type { UnixFiles } from '../unix/file-lookup.ts';
import type { LoadedUnit } from './load-unit.ts';
import type { ManagerOwner } from './manager.ts';
import { preloadPayloads } from './preload-payloads.ts';
import type { SpecifierValues } from './specifier-values.ts';
import type { EnvironmentFiles, UnitEnvironment } from './unit-environment.ts';

/** Settings that name commands, in the order in which systemd runs them (systemd.service(5), systemd.socket(5)). */
const EXEC_ROLES: ReadonlyMap<string, PayloadRole> = new Map([
  ['ExecCondition', 'exec-condition'],
  ['ExecStartPre', 'exec-start-pre'],
  ['ExecStart', 'exec-start'],
  ['ExecStartPost', 'exec-start-post'],
  ['ExecReload', 'exec-reload'],
  ['ExecReloadPost', 'exec-reload'],
  ['ExecStopPre', 'exec-stop'],
  ['ExecStop', 'exec-stop'],
  ['ExecStopPost', 'exec-stop-post'],
]);
const ORDER = [...EXEC_ROLES.keys()];
/** Sections whose processes have an environment of their own. */
const SECTIONS = ['Service', 'Socket', 'Mount', 'Swap'] as const;

export interface UnitPayloads {
  readonly payloads: Payload[];
  /** Program of the first ExecStart= of a service. */
  readonly main: Payload | null;
  /** Values that systemd does not take, by the file and line they stand in. */
  readonly refused: readonly { readonly path: string; readonly line: number; readonly what: string }[];
}

/** Finds what units run or load, with specifiers and variables expanded as far as this root tells. */
export class PayloadReader {
  readonly #files: UnixFiles;
  readonly #environments: EnvironmentFiles;
  readonly #specifiers: SpecifierValues;
  /** Units share lines such as `/bin/kill -HUP $MAINPID`. */
  readonly #parseLine: (value: string) => ExecLine = memo(parseExecLine, MAX_REMEMBERED);

  constructor(files: UnixFiles, environments: EnvironmentFiles, specifiers: SpecifierValues) {
    this.#files = files;
    this.#environments = environments;
    this.#specifiers = specifiers;
  }

  of(loaded: LoadedUnit, owner: ManagerOwner): UnitPayloads {
    const payloads: Payload[] = [];
    const refused: { path: string; line: number; what: string }[] = [];
    let main: Payload | null = null;
    for (const name of SECTIONS) {
      const section = loaded.effective.sections.find((candidate) => candidate.name === name);
      if (section === undefined || section.ignored) continue;
      const context = lazy(() => this.#specifiers.context(loaded, owner));
      const environment = this.#environments.of(loaded.effective, name, context);
      const place = lazy(() => placeOf(loaded.effective, name, owner, context));
      const variables = lazy(() => knownVariables(environment, owner));
      const lines = section.settings
        .filter(({ key }) => EXEC_ROLES.has(key))
        .sort((a, b) => order(a.key) - order(b.key));
      for (const { key, values } of lines) {
        const role = EXEC_ROLES.get(key) ?? 'exec-start';
        for (const value of values) {
          const line = this.#parseLine(value.value);
          for (const { code, what } of line.problems) {
            if (code !== 'unknown-escape')
              refused.push({ path: value.path, line: value.line, what: `${key}=: ${what}` });
          }
          // What systemd rejects runs no more than a commented line, but it is what somebody wanted to run.
          for (const command of line.rejected === null ? line.commands : [...line.commands, line.rejected]) {
            const argv = argvOf(command, context, variables, environment.complete);
            const { workingDirectory, rootDirectory, searchPath } = place();
            const program = argv[0] ?? '';
            if (rootDirectory !== '' && program.startsWith('/')) argv[0] = `${rootDirectory}${program}`;
            const made = commandPayloads(
              argv,
              {
                role,
                from: key,
                raw: value.value,
                workingDirectory,
                ...(searchPath === null ? {} : { searchPath }),
              },
              this.#files,
            );
            if (key === 'ExecStart' && name === 'Service') main ??= made[0] ?? null;
            append(payloads, made);
          }
        }
      }
      append(payloads, preloadPayloads(environment, this.#files));
    }
    return { payloads, main, refused };
  }
}

function order(key: string): number {
  return ORDER.indexOf(key);
}

/** Words as the program gets them, with the program itself first whatever argv[0] says. */
function argvOf(
  command: ExecCommand,
  context: () => SpecifierContext,
  variables: () => ReadonlyMap<string, string>,
  complete: boolean,
): string[] {
  const percent = command.path.includes('%') || command.argv.some((word) => word.includes('%'));
  const expanded = percent ? expandExecCommand(command, context()).command : command;
  if (expanded.viaShell) return ['/bin/sh', '-c', expanded.argv.join(' ')];
  const rest = expanded.argv.slice(1);
  if (expanded.variables.length === 0 || rest.length === 0) return [expanded.path, ...rest];
  const known = variables();
  // An unset variable is empty; one that a file we could not read may set stays as it is written.
  const unknown = expanded.variables.some(({ name }) => !known.has(name));
  if (unknown && !(complete && expanded.variables.some(({ name }) => known.has(name)))) {
    return [expanded.path, ...rest];
  }
  return [expanded.path, ...expandVariables(rest, known).argv];
}

function knownVariables(environment: UnitEnvironment, owner: ManagerOwner): Map<string, string> {
  const known = new Map<string, string>();
  if (owner.home !== null) known.set('HOME', owner.home);
  if (owner.user !== null) known.set('USER', owner.user).set('LOGNAME', owner.user);
  for (const { name, value } of environment.variables) known.set(name, value);
  return known;
}

interface Place {
  readonly workingDirectory: string | null;
  readonly rootDirectory: string;
  readonly searchPath: readonly string[] | null;
}

function placeOf(
  unit: EffectiveUnit,
  section: string,
  owner: ManagerOwner,
  context: () => SpecifierContext,
): Place {
  const last = (key: string): string => {
    const value = unitValues(unit, section, key).at(-1)?.value ?? '';
    return value.includes('%') ? expandSpecifiers(value, context()).text : value;
  };
  const working = last('WorkingDirectory').replace(/^-/, '');
  const root = last('RootDirectory').replace(/^-/, '').replace(/\/+$/, '');
  const search = unitValues(unit, section, 'ExecSearchPath').flatMap(({ value }) =>
    splitWords(value.includes('%') ? expandSpecifiers(value, context()).text : value).flatMap((word) =>
      word.split(':'),
    ),
  );
  return {
    workingDirectory: working === '' ? null : working === '~' ? owner.home : working,
    rootDirectory: root.startsWith('/') ? root : '',
    searchPath: search.length === 0 ? null : search,
  };
}

function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
