import type { LaunchdDetail } from '../../../../shared/model/launchd-detail.ts';
import type { Payload, ServiceRecord } from '../../../../shared/model/service-record.ts';
import type { FactContext } from '../fact-context.ts';
import { iocMatches } from '../ioc.ts';
import { argvOf } from './command-facts.ts';
import { hashesOf } from './file-facts.ts';
import { baseName, canonicalMacosPath } from './macos-path.ts';

/** Path of the property list or other file that defines it; empty when no file does. */
export function definingPath(record: ServiceRecord): string {
  return record.definitions?.[0]?.path ?? record.launchd?.plistPath ?? record.provenance[0]?.path ?? '';
}

/** Resolved path of what is started; the word as written where it could not be resolved. */
export function mainProgram(record: ServiceRecord): string | undefined {
  const path = record.image?.path ?? record.payloads.find((one) => one.path !== '')?.path;
  return path || argvOf(record)[0] || undefined;
}

/** A BundleProgram that leads out of its bundle, as `..` in it does; undefined for a job without one. */
export function bundleProgramOutside(
  { launchd }: ServiceRecord,
  program: string | undefined,
): boolean | undefined {
  const bundle = launchd?.bundle ?? null;
  if (bundle === null || launchd?.bundleProgram == null || program === undefined) return undefined;
  return !canonicalMacosPath(program).startsWith(`${canonicalMacosPath(bundle)}/`);
}

export function mechanism(record: ServiceRecord): string | undefined {
  return record.activator?.mechanism ?? (record.launchd === undefined ? undefined : 'launchd');
}

/** A job whose file does not end in `.plist`: launchctl(1) loads a folder's files by that ending, so it hides or is loaded by name. */
export function extensionOdd(record: ServiceRecord, plistPath: string): boolean | undefined {
  const { launchd } = record;
  if (launchd === undefined || launchd.location === 'privileged-helper') return undefined;
  return !/\.plist$/.test(baseName(plistPath));
}

function isDictionary(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** KeepAlive is true, or a dictionary of conditions; undefined when it is not set. */
export function keepsAlive(record: ServiceRecord): boolean | undefined {
  const value = record.launchd?.keepAlive ?? null;
  if (value === null) return undefined;
  return value === true || isDictionary(value);
}

/** Conditions of a KeepAlive dictionary; those that take names with each name, `PathState:/tmp/x`. */
export function keepAliveConditions(record: ServiceRecord): string[] {
  const value = record.launchd?.keepAlive;
  if (!isDictionary(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    isDictionary(inner) ? Object.keys(inner).map((name) => `${key}:${name}`) : [key],
  );
}

type TriggerTest = readonly [kind: string, test: (launchd: LaunchdDetail) => boolean];

const TRIGGERS: readonly TriggerTest[] = [
  ['run-at-load', (one) => one.runAtLoad === true],
  ['keep-alive', (one) => one.keepAlive === true || isDictionary(one.keepAlive)],
  ['interval', (one) => one.startInterval !== null],
  ['calendar', (one) => one.startCalendarInterval.length > 0],
  ['watch-path', (one) => one.watchPaths.length > 0],
  ['queue-directory', (one) => one.queueDirectories.length > 0],
  ['mount', (one) => one.startOnMount === true],
  ['socket', (one) => one.sockets.length > 0],
  ['mach-service', (one) => one.machServices.length > 0],
  ['launch-event', (one) => one.launchEvents.length > 0],
];

/** What starts a job, launchd.plist(5). */
export function triggerKinds(record: ServiceRecord): string[] {
  const { launchd } = record;
  if (launchd === undefined) return [];
  return TRIGGERS.filter(([, test]) => test(launchd)).map(([kind]) => kind);
}

/** Dispositions of the background items that belong to it. */
export function backgroundItemStates(record: ServiceRecord): string[] {
  const own = (record.activator?.properties['dispositionText'] ?? '').split(', ').filter((one) => one !== '');
  const items = record.launchd?.backgroundItems ?? [];
  return [...new Set([...items.flatMap(({ disposition }) => disposition), ...own])];
}

export function backgroundTexts(record: ServiceRecord, key: 'developer' | 'teamIdentifier'): string[] {
  const items = record.launchd?.backgroundItems ?? [];
  const properties = record.activator?.mechanism === 'background-item' ? record.activator.properties : {};
  const own = properties[key === 'developer' ? 'developerName' : key];
  const texts = [...items.map((item) => item[key]), own];
  return [...new Set(texts.filter((one): one is string => typeof one === 'string' && one !== ''))];
}

/** Entries of the indicators that match its names, or a path, name or hash of what runs for it or defines it. */
export function iocEntries(record: ServiceRecord, context: FactContext): string[] {
  if (context.iocs.size === 0) return [];
  const defining = (record.definitions ?? []).map(
    ({ path, evidencePath }): Payload => ({
      role: 'script',
      from: '',
      raw: path,
      path,
      arguments: '',
      evidencePath,
      state: 'found',
      exists: true,
      sha256: null,
    }),
  );
  const whole = { ...record, payloads: [...record.payloads, ...defining] };
  return iocMatches(whole, context.iocs, (path) => hashesOf(path, context));
}
