import type { Payload, ServiceRecord } from '../../../../shared/model/service-record.ts';
import { baseName } from '../../../../shared/unix/command-analysis.ts';
import { shellWords } from '../../../../shared/unix/shell-words.ts';
import { placeholderValues } from '../../lists/lists.ts';
import type { FactContext } from '../fact-context.ts';
import { isOwnedUnchanged, packageState } from '../unix/file-facts.ts';
import { linuxIndex, unitNamed } from './linux-index.ts';
import { isVendorPath } from './linux-path.ts';
import { calendarSeconds, timeSpanSeconds } from './time-spans.ts';

/** Every value of a setting that counts, in whichever section it stands. */
export function settings(record: ServiceRecord, key: string): readonly string[] {
  const sections = record.systemd?.sections;
  if (sections === undefined) return NONE;
  let found: string[] | undefined;
  for (const name in sections) {
    const values = sections[name]?.[key];
    if (values === undefined) continue;
    found ??= [];
    for (const { value } of values) found.push(value);
  }
  return found ?? NONE;
}
const NONE: readonly string[] = [];

/** Roles of files that are read or loaded. */
const NOT_RUN: ReadonlySet<Payload['role']> = new Set([
  'environment-file',
  'preload-library',
  'kernel-module',
]);

/** Program that the record runs first: of ExecStart, the script, the command. */
export function mainFile(record: ServiceRecord): { path: string; evidencePath: string | null } | undefined {
  if (record.image !== null && record.image.path !== '') return record.image;
  return record.payloads.find(({ path, role }) => path !== '' && !NOT_RUN.has(role));
}

/** Roles of payloads whose files are missing; empty unless the evidence holds the whole volume. */
export function missingPayloads(record: ServiceRecord, context: FactContext): string[] {
  if (!context.filesComplete) return [];
  const roles: Payload['role'][] = record.image?.state === 'missing' ? ['image'] : [];
  for (const { role, state, raw } of record.payloads) {
    // `-` before a file says that it may be absent (systemd.exec(5), EnvironmentFile=).
    if (state === 'missing' && !raw.startsWith('-')) roles.push(role);
  }
  return [...new Set(roles)];
}

/** Files of which settings or lines may be missing: those that were not read, or not to the end. */
export function unreadFiles({ systemd, activator, sysv, definitions }: ServiceRecord): string[] {
  const of = (systemd?.unread ?? []).map(({ path, reason }) => `${path}: ${reason}`);
  const reason = activator?.properties['Unread'] ?? sysv?.unread ?? undefined;
  const path = definitions?.[0]?.path;
  return reason === undefined || path === undefined ? of : [...of, `${path}: ${reason}`];
}

let variables: ReadonlySet<string> | undefined;

/** NAME=value of variables that bring code into programs, from Environment= and what the source read of environment files. */
export function preloadVariables(record: ServiceRecord): string[] {
  variables ??= new Set(placeholderValues('unix_loader_variables') ?? []);
  const found = new Set<string>();
  for (const value of settings(record, 'Environment')) {
    for (const word of shellWords(value)) {
      const name = word.slice(0, Math.max(0, word.indexOf('=')));
      if (variables.has(name)) found.add(word);
    }
  }
  if (record.activator?.mechanism === 'manager-environment') {
    for (const word of shellWords(record.command ?? '')) {
      if (variables.has(word.slice(0, Math.max(0, word.indexOf('='))))) found.add(word);
    }
  }
  // What an environment file sets, the source has found: it has the variable as written.
  for (const { role, raw } of record.payloads) if (role === 'preload-library') found.add(raw);
  return [...found];
}

/** Libraries that are loaded into everything it runs, and that are nobody's or, without a database, lie in no folder of packages. */
export function unownedPreloads(record: ServiceRecord, context: FactContext): string[] {
  return record.payloads
    .filter(({ role }) => role === 'preload-library')
    .filter((library) => {
      const state = packageState(library, context);
      if (state === 'not-owned') return true;
      return (state === undefined || state === 'no-database') && !isVendorPath(library.path);
    })
    .map(({ path }) => path);
}

/** Kernel modules that it loads and that no package owns; silent without a database. */
export function unownedModules(record: ServiceRecord, context: FactContext): string[] {
  return record.payloads
    .filter(({ role }) => role === 'kernel-module')
    .filter((module) => packageState(module, context) === 'not-owned')
    .map(({ path }) => path);
}

/** Live: executables of its processes that are deleted, unless a package has put another file in their place since. */
export function runningDeleted(record: ServiceRecord, context: FactContext): string[] {
  const found = new Set<string>();
  for (const { executable, executableDeleted } of record.systemd?.processes ?? []) {
    if (!executableDeleted || executable === null) continue;
    const state = packageState({ path: executable, evidencePath: executable }, context);
    const named = record.payloads.find(({ path }) => path === executable);
    // An update leaves the old program running, and a new one lies there; of helpers in folders of packages nobody looked.
    const isUpdate = isOwnedUnchanged(state) || (isVendorPath(executable) && named?.exists !== false);
    if (!isUpdate) found.add(executable);
  }
  return [...found];
}

/** Shortest interval between two runs of a timer. */
export function timerSeconds(record: ServiceRecord): number | undefined {
  if (record.systemd?.type !== 'timer') return undefined;
  const found: number[] = [];
  for (const key of ['OnUnitActiveSec', 'OnUnitInactiveSec']) {
    for (const value of settings(record, key)) found.push(timeSpanSeconds(value) ?? Number.NaN);
  }
  for (const value of settings(record, 'OnCalendar')) found.push(calendarSeconds(value) ?? Number.NaN);
  const seconds = found.filter((one) => Number.isFinite(one));
  return seconds.length === 0 ? undefined : seconds.reduce((a, b) => Math.min(a, b));
}

/** TCP and UDP ports of a socket unit. */
export function listenPorts(record: ServiceRecord): string[] {
  const found = new Set<string>();
  for (const key of ['ListenStream', 'ListenDatagram', 'ListenSequentialPacket']) {
    for (const value of settings(record, key)) {
      const port = /^(?:\[[0-9a-fA-F:.%\w]{0,64}\]:|[\w.%-]{1,253}:)?(\d{1,5})$/.exec(value.trim())?.[1];
      if (port !== undefined) found.add(port);
    }
  }
  return [...found];
}

/** Units that it starts: as a timer, socket or path, or when it ends (OnFailure=, OnSuccess=). */
function triggered(record: ServiceRecord, context: FactContext): ServiceRecord[] {
  return (record.systemd?.triggers ?? []).flatMap((name) => unitNamed(name, record, context) ?? []);
}

export function triggeredPrograms(record: ServiceRecord, context: FactContext): string[] {
  return triggered(record, context).flatMap((unit) => mainFile(unit)?.path ?? []);
}

/** Units that it starts which no package owns, or whose program or script none owns; silent without a database. */
export function triggeredUnowned(record: ServiceRecord, context: FactContext): string[] {
  return triggered(record, context)
    .filter((unit) => {
      const files = [...(unit.definitions ?? []).slice(0, 1), ...unit.payloads.filter((p) => p.path !== '')];
      const main = mainFile(unit);
      if (main !== undefined) files.push(main as Payload);
      return files.some((file) => packageState(file, context) === 'not-owned');
    })
    .map((unit) => unit.name);
}

/** Those of them that run a file of nobody's package or, when the unit is nobody's, code in the command line; silent without a database. */
export function triggeredUnownedPrograms(record: ServiceRecord, context: FactContext): string[] {
  return triggered(record, context)
    .filter((unit) => {
      const main = mainFile(unit);
      const files = [
        ...unit.payloads.filter(({ path }) => path !== ''),
        ...(main === undefined ? [] : [main]),
      ];
      if (files.some((file) => packageState(file, context) === 'not-owned')) return true;
      const own = unit.definitions?.[0];
      if (own === undefined || packageState(own, context) !== 'not-owned') return false;
      return unit.payloads.some(({ role }) => role === 'inline-code');
    })
    .map((unit) => unit.name);
}

/** Names that systemd makes units of by itself. */
const MADE = /\.(?:device|scope|slice|mount|swap|automount|target)$|@/;

/** Units that it cannot start without and that are not there, or masked. */
export function brokenDependencies(record: ServiceRecord, context: FactContext): string[] {
  if (!context.filesComplete || record.systemd === undefined) return [];
  const found = new Set<string>();
  for (const key of ['Requires', 'BindsTo', 'Requisite']) {
    for (const name of settings(record, key).flatMap((value) => value.split(/\s+/))) {
      if (name === '' || name.includes('%') || MADE.test(name)) continue;
      const unit = unitNamed(name, record, context);
      const script = linuxIndex(context).scripts.has(name.replace(/\.service$/, ''));
      if (unit === undefined ? !script : isMasked(unit)) found.add(name);
    }
  }
  return [...found];
}

export function isMasked(record: ServiceRecord): boolean {
  return (record.systemd?.maskedBy ?? null) !== null;
}

/** Links enable it, and neither a unit file nor an init script of that name is there. */
export function enabledMissing(record: ServiceRecord, context: FactContext): boolean {
  const { systemd } = record;
  if (systemd === undefined || !context.filesComplete) return false;
  if (systemd.fragmentPath !== null || systemd.maskedBy !== null || systemd.enabledBy.length === 0)
    return false;
  // Generators make units at boot (systemd.generator(7)); those of init scripts are named after them.
  return !linuxIndex(context).scripts.has(systemd.unit.replace(/\.service$/, ''));
}

/** Live: executable of the main process that no Exec line and no payload names. */
export function runningElsewhere(record: ServiceRecord): string[] {
  const processes = record.systemd?.processes ?? [];
  const known = new Set(record.payloads.flatMap(({ path, evidencePath }) => [path, evidencePath ?? path]));
  if (record.image !== null) known.add(record.image.path).add(record.image.evidencePath ?? record.image.path);
  if (known.size === 0) return [];
  const names = new Set([...known].map(baseName));
  return processes
    .filter(({ main, executable }) => main && executable !== null && !known.has(executable))
    .map(({ executable }) => executable ?? '')
    .filter((path) => path !== '' && !(names.has(baseName(path)) && /^\/(?:usr|snap|lib)\//.test(path)));
}

export function runningUnowned(record: ServiceRecord, context: FactContext): string[] {
  const found = (record.systemd?.processes ?? [])
    .map(({ executable }) => executable)
    .filter((path): path is string => path !== null)
    .filter((path) => packageState({ path, evidencePath: path }, context) === 'not-owned');
  return [...new Set(found)];
}

/** Does the file that defines it come from a package as it is? absent where that cannot be told. */
export function definitionIsPackaged(record: ServiceRecord, context: FactContext): boolean | undefined {
  const definition = record.definitions?.[0];
  const state = definition === undefined ? undefined : packageState(definition, context);
  if (state === undefined || state === 'no-database') return undefined;
  return isOwnedUnchanged(state);
}
