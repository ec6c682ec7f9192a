import type { ServiceRecord } from '../../../shared/model/service-record.ts';
import { withoutSessionSuffix } from '../inbox/inbox.ts';

export type BaselineState = 'new' | 'changed' | 'same';

export interface BaselineResult {
  readonly state: BaselineState;
  /** Names of fields as in the taxonomy, and `sha256`. */
  readonly changes: readonly string[];
}

/** Services of an earlier run by name in lower case; an instance for one session stands under its template's name too. */
export function baselineIndex(records: readonly ServiceRecord[]): ReadonlyMap<string, ServiceRecord> {
  const found = new Map<string, ServiceRecord>();
  for (const record of records) {
    if (record.state === 'deleted') continue;
    const name = record.name.toLowerCase();
    found.set(name, record);
    const template = sessionKey(name, record);
    if (template !== name && !found.has(template)) found.set(template, record);
  }
  return found;
}

/** Instances get another suffix at every log-on, so they are compared with any instance. */
function sessionKey(name: string, record: ServiceRecord): string {
  return ((record.windows?.type ?? 0) & 0x80) === 0 ? name : `${withoutSessionSuffix(name)}_*`;
}

type Compared = readonly [field: string, value: (record: ServiceRecord) => unknown];

/** Last-write times, start counters and the like are left out: they differ without anybody's doing. */
const COMPARED: readonly Compared[] = [
  ['DisplayName', (r) => (isSession(r) ? null : r.displayName)],
  ['Description', (r) => r.description],
  ['ImagePath', (r) => r.windows?.imagePath ?? r.command],
  ['ServiceDll', (r) => r.windows?.serviceDll],
  ['ServiceMain', (r) => r.windows?.serviceMain],
  ['FailureCommand', (r) => r.windows?.failureCommand],
  ['FailureActionTypes', (r) => r.windows?.failureActions?.actions.map((action) => action.type)],
  ['ObjectName', (r) => r.windows?.objectName ?? r.account],
  ['Start', (r) => r.windows?.start ?? r.startMode],
  ['DelayedAutostart', (r) => r.windows?.delayedAutostart],
  ['Type', (r) => r.windows?.type],
  ['ErrorControl', (r) => r.windows?.errorControl],
  ['Group', (r) => r.windows?.group],
  ['DependOnService', (r) => r.windows?.dependOnService],
  ['Environment', (r) => r.windows?.environment],
  ['RequiredPrivileges', (r) => r.windows?.requiredPrivileges],
  ['ServiceSidType', (r) => r.windows?.serviceSidType],
  ['LaunchProtected', (r) => r.windows?.launchProtected],
  ['TriggerTypes', (r) => r.windows?.triggers.map((trigger) => trigger.type)],
  ['PerformanceLibrary', (r) => r.windows?.performanceLibrary],
  ['NetworkProviderPath', (r) => r.windows?.networkProvider?.providerPath],
  ['WrappedCommand', (r) => [r.windows?.wrapper?.application ?? null, r.windows?.wrapper?.arguments ?? null]],
  ['Security', (r) => r.windows?.security],
  ['KeySecurity', (r) => (isSession(r) ? null : r.windows?.keySecurity)],
];

function isSession(record: ServiceRecord): boolean {
  return ((record.windows?.type ?? 0) & 0x80) !== 0;
}

function text(value: unknown): string {
  return JSON.stringify(value ?? null);
}

/** SHA-256 by path in lower case, of what was hashed. */
function hashes(record: ServiceRecord): Map<string, string> {
  const found = new Map<string, string>();
  for (const { path, sha256 } of record.payloads) if (sha256 !== null) found.set(path.toLowerCase(), sha256);
  const image = record.image;
  if (image !== null && image.sha256 !== null) found.set(image.path.toLowerCase(), image.sha256);
  return found;
}

/** How a record differs from the one that an earlier run has under its name. */
export function compareWithBaseline(
  record: ServiceRecord,
  baseline: ReadonlyMap<string, ServiceRecord>,
): BaselineResult {
  const name = record.name.toLowerCase();
  const before = baseline.get(name) ?? baseline.get(sessionKey(name, record));
  if (before === undefined) return { state: 'new', changes: [] };
  const changes = COMPARED.filter(([, value]) => text(value(record)) !== text(value(before))).map(
    ([field]) => field,
  );
  const known = hashes(before);
  // Only a file that both runs hashed can have changed.
  const rewritten = [...hashes(record)].some(([path, hash]) => (known.get(path) ?? hash) !== hash);
  if (rewritten) changes.push('sha256');
  return { state: changes.length === 0 ? 'same' : 'changed', changes };
}
