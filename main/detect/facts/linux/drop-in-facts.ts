import type { ServiceRecord } from '../../../../shared/model/service-record.ts';
import type { SystemdDetail } from '../../../../shared/model/systemd-detail.ts';
import type { FactContext } from '../fact-context.ts';
import { packageState } from '../unix/file-facts.ts';
import { inlineCode } from '../unix/programs.ts';
import { isVendorPath } from './linux-path.ts';
import { execCommands } from './unit-commands.ts';

/** Definition of the record by its evidence path, so that its package can be asked for. */
function stateOf(path: string, record: ServiceRecord, context: FactContext) {
  const definition = record.definitions?.find((one) => one.path === path || one.evidencePath === path);
  return packageState(definition ?? { path, evidencePath: path }, context);
}

/** Is a unit file or drop-in somebody else's than a package's? Without a database its folder decides. */
export function isForeign(path: string, record: ServiceRecord, context: FactContext): boolean {
  const state = stateOf(path, record, context);
  if (state === undefined || state === 'no-database') return !isVendorPath(path);
  return state === 'not-owned' || state === 'owned-changed' || state === 'conffile-changed';
}

/** Paths of drop-ins that no package brought so. */
export function foreignDropIns(record: ServiceRecord, context: FactContext): string[] {
  return (record.systemd?.dropIns ?? [])
    .map(({ path }) => path)
    .filter((path) => isForeign(path, record, context));
}

/** Settings that such drop-ins make, `Service.ExecStart`. */
export function dropInDirectives(record: ServiceRecord, context: FactContext): string[] {
  return directivesOf(record, new Set(foreignDropIns(record, context)));
}

/** Shell and script code in commands that such drop-ins alone add. */
export function dropInInlineCode(record: ServiceRecord, context: FactContext): string[] {
  const foreign = new Set(foreignDropIns(record, context));
  if (foreign.size === 0) return [];
  const added: Record<string, Record<string, SystemdDetail['sections'][string][string]>> = {};
  for (const [section, settings] of Object.entries(record.systemd?.sections ?? {})) {
    added[section] = Object.fromEntries(
      Object.entries(settings).map(([key, values]) => [key, values.filter(({ path }) => foreign.has(path))]),
    );
  }
  return inlineCode(execCommands({ sections: added }).map(({ command }) => command));
}

/** The same of those drop-ins alone that stand for many units at once: for a type, or for a prefix of names. */
export function sharedDropInDirectives(record: ServiceRecord, context: FactContext): string[] {
  const shared = new Set(
    record.systemd?.dropIns.flatMap(({ path, level }) =>
      level === 'type' || level === 'prefix' ? [path] : [],
    ),
  );
  return directivesOf(record, new Set(foreignDropIns(record, context).filter((path) => shared.has(path))));
}

function directivesOf(record: ServiceRecord, foreign: ReadonlySet<string>): string[] {
  if (foreign.size === 0) return [];
  const found = new Set<string>();
  for (const [section, settings] of Object.entries(record.systemd?.sections ?? {})) {
    for (const [key, values] of Object.entries(settings)) {
      if (values.some(({ path }) => foreign.has(path))) found.add(`${section}.${key}`);
    }
  }
  for (const { section, key, by } of record.systemd?.replaced ?? []) {
    if (by !== null && foreign.has(by)) found.add(`${section}.${key}`);
  }
  return [...found];
}

/** Settings whose earlier value such a drop-in took away. */
export function replacedDirectives(record: ServiceRecord, context: FactContext): string[] {
  const found = new Set<string>();
  for (const { section, key, by } of record.systemd?.replaced ?? []) {
    if (by !== null && isForeign(by, record, context)) found.add(`${section}.${key}`);
  }
  return [...found];
}

/** Settings that decide what runs, with whose rights and what is loaded. */
const DECISIVE =
  /\.(?:Exec\w+|Environment|EnvironmentFile|PassEnvironment|User|RootDirectory|RootImage|BindPaths|BindReadOnlyPaths|PAMName|Unit|OnFailure|OnSuccess|Listen\w+|On\w+Sec|OnCalendar|Path\w+)$/;

/** Does a drop-in of nobody's package change what runs, or what that loads? */
export function isAltered(record: ServiceRecord, context: FactContext): boolean {
  return dropInDirectives(record, context).some((directive) => DECISIVE.test(directive));
}

/** Does the unit hide a file of the same name that a package brought? */
export function shadowsPackaged(record: ServiceRecord, context: FactContext): boolean {
  const { systemd } = record;
  if (systemd === undefined || systemd.shadowed.length === 0) return false;
  const own = systemd.fragmentPath ?? systemd.maskedBy;
  if (own !== null && !isForeign(own, record, context)) return false;
  return systemd.shadowed.some((path) => {
    const state = packageState({ path, evidencePath: path }, context);
    return state === undefined || state === 'no-database' ? isVendorPath(path) : state !== 'not-owned';
  });
}
