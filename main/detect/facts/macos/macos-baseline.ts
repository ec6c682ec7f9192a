import type { ServiceRecord } from '../../../../shared/model/service-record.ts';
import type { MacosServiceField } from '../../taxonomy/macos.ts';
import type { BaselineResult } from '../baseline.ts';
import type { FactContext } from '../fact-context.ts';

type Compared = readonly [field: MacosServiceField, value: (record: ServiceRecord) => unknown];

/** Fields that only change when somebody changes them. */
const COMPARED: readonly Compared[] = [
  ['PlistPath', (r) => r.definitions?.[0]?.path ?? r.launchd?.plistPath],
  ['Kind', (r) => r.kind],
  ['CommandLine', (r) => r.command],
  ['Program', (r) => r.launchd?.program],
  ['ProgramArguments', (r) => r.launchd?.programArguments],
  ['BundleProgram', (r) => r.launchd?.bundleProgram],
  ['Account', (r) => r.account],
  ['StartMode', (r) => r.startMode],
  ['Enabled', (r) => r.enabled],
  ['RunAtLoad', (r) => r.launchd?.runAtLoad],
  ['KeepAlive', (r) => r.launchd?.keepAlive],
  ['StartInterval', (r) => r.launchd?.startInterval],
  ['HasCalendarInterval', (r) => r.launchd?.startCalendarInterval],
  ['WatchPaths', (r) => r.launchd?.watchPaths],
  ['QueueDirectories', (r) => r.launchd?.queueDirectories],
  ['Sockets', (r) => r.launchd?.sockets],
  ['LaunchEvents', (r) => r.launchd?.launchEvents],
  ['Environment', (r) => r.launchd?.environment],
  ['RootDirectory', (r) => r.launchd?.rootDirectory],
  ['WorkingDirectory', (r) => r.launchd?.workingDirectory],
  ['Trigger', (r) => r.activator?.trigger],
  ['InlineCode', (r) => r.payloads.filter(({ role }) => role === 'inline-code').map(({ raw }) => raw)],
];

const text = (value: unknown): string => JSON.stringify(value ?? null);

function hashes(record: ServiceRecord): Map<string, string> {
  const files = record.image === null ? record.payloads : [record.image, ...record.payloads];
  return new Map(
    files.flatMap(({ path, sha256 }) => (sha256 === null || path === '' ? [] : [[path, sha256] as const])),
  );
}

/**
 * How a job differs from what an earlier run has of it. The file decides which one that is, since several may bear one label; a job
 * that moved is found by its label.
 */
export function macosBaseline(
  record: ServiceRecord,
  { baseline, baselineById }: FactContext,
): BaselineResult | undefined {
  if (baseline === null) return undefined;
  const before = baselineById?.get(record.id) ?? baseline.get(record.name.toLowerCase());
  if (before === undefined) return { state: 'new', changes: [] };
  const changes: string[] = COMPARED.filter(([, value]) => text(value(record)) !== text(value(before))).map(
    ([field]) => field,
  );
  const known = hashes(before);
  // Only a file that both runs hashed can have changed.
  if ([...hashes(record)].some(([path, hash]) => (known.get(path) ?? hash) !== hash)) changes.push('sha256');
  return { state: changes.length === 0 ? 'same' : 'changed', changes };
}
