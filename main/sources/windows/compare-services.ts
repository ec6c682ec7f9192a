import type { WindowsDetail } from '../../../shared/model/windows-detail.ts';
import { filetimeToIso } from '../../../shared/time.ts';
import type { RegistryKey } from '../../formats/registry-tree.ts';
import type { DescriptorCache } from './descriptor-cache.ts';
import { attempt, type KeyValues, type ReportProblem } from './key-values.ts';
import * as detail from './service-detail.ts';
import { openService } from './service-scope.ts';

/** Values of the service's key and of Parameters that are compared as they are. */
const VALUES = [
  'imagePath',
  'start',
  'type',
  'objectName',
  'serviceDll',
  'serviceDllAtRoot',
  'serviceMain',
  'failureCommand',
  'displayName',
  'description',
  'dependOnService',
  'dependOnGroup',
  'delayedAutostart',
  'errorControl',
  'group',
  'tag',
  'failureActionsOnNonCrashFailures',
  'rebootMessage',
  'requiredPrivileges',
  'serviceSidType',
  'launchProtected',
  'svcHostSplitDisable',
  'environment',
  'owners',
  'deleteFlag',
] as const satisfies readonly (keyof detail.OwnValues)[];

/** What is decoded or lies in another subkey than Parameters. */
type Decoded = Pick<
  WindowsDetail,
  'failureActions' | 'triggers' | 'security' | 'performanceLibrary' | 'networkProvider'
>;

/** The subkey that holds a field's value and has a time of its own; the others lie at the service's key. */
const SUBKEYS: Readonly<Record<string, string>> = {
  serviceDll: 'Parameters',
  serviceMain: 'Parameters',
  application: 'Parameters',
  appParameters: 'Parameters',
  security: 'Security',
  triggers: 'TriggerInfo',
  performanceLibrary: 'Performance',
  networkProvider: 'NetworkProvider',
};

/** One state of a service, as far as it is compared; null for a value that is not set. */
export interface Comparable {
  readonly key: RegistryKey;
  readonly fields: ReadonlyMap<string, string | null>;
}

/** Another state of a service, every field of it. */
export function comparable(
  key: RegistryKey,
  scope: { readonly report: ReportProblem; readonly descriptors: DescriptorCache },
): Comparable {
  const service = openService(key, scope.report);
  const fields = valueFields(detail.readOwnValues(service));
  wrapperFields(service.parameterValues, fields);
  decodedFields(
    {
      failureActions: detail.failureActions(service, scope),
      triggers: [...detail.triggers(service, scope).triggers],
      security: detail.serviceSecurity(service, scope),
      performanceLibrary: detail.performanceLibrary(service, scope),
      networkProvider: detail.networkProvider(service, scope),
    },
    fields,
  );
  return { key, fields };
}

/** The values alone, without what other subkeys than Parameters hold: of a remnant these may be another key's by now. */
export function comparableValues(key: RegistryKey, report: ReportProblem): Comparable {
  return { key, fields: valueFields(detail.readOwnValues(openService(key, report))) };
}

/** The same of a record that was already made; its key is read again only for what a wrapper runs. */
export function comparableRecord(
  key: RegistryKey,
  record: Pick<WindowsDetail, (typeof VALUES)[number] | 'wrapper'> & Decoded,
  report: ReportProblem,
): Comparable {
  const fields = valueFields(record);
  if (record.wrapper !== null) wrapperFields(openService(key, report).parameterValues, fields);
  decodedFields(record, fields);
  return { key, fields };
}

function valueFields(values: Pick<detail.OwnValues, (typeof VALUES)[number]>): Map<string, string | null> {
  const fields = new Map<string, string | null>();
  for (const field of VALUES) {
    const value = values[field];
    fields.set(field, value === null ? null : Array.isArray(value) ? value.join(', ') : String(value));
  }
  return fields;
}

/** NSSM and srvany keep the program they run in Parameters (nssm.cc, "Usage"). */
function wrapperFields(parameters: KeyValues, fields: Map<string, string | null>): void {
  fields.set('application', parameters.textOrFirst('application'));
  fields.set('appParameters', parameters.textOrFirst('appparameters'));
}

function decodedFields(decoded: Decoded, fields: Map<string, string | null>): void {
  const { failureActions, triggers, networkProvider } = decoded;
  const actions = failureActions?.actions.map(
    ({ type, typeCode, delayMilliseconds }) =>
      `${type === 'unknown' ? typeCode : type} after ${delayMilliseconds} ms`,
  );
  const reset = failureActions === null ? '' : `count reset after ${failureActions.resetPeriodSeconds} s`;
  fields.set('failureActions', actions === undefined ? null : [...actions, reset].join('; '));
  const shown = triggers.map(({ type, typeCode, action, guid, data }) =>
    [
      action,
      type === 'unknown' ? String(typeCode) : type,
      guid ?? '',
      ...data.map(({ text, hex }) => text ?? hex ?? ''),
    ]
      .filter((part) => part !== '')
      .join(' '),
  );
  fields.set('triggers', shown.length === 0 ? null : shown.join('; '));
  fields.set('security', decoded.security);
  fields.set('performanceLibrary', decoded.performanceLibrary);
  fields.set('networkProvider', networkProvider?.providerPath ?? null);
}

/** Fields that only one side was asked for say nothing. */
export function differences(
  there: Comparable,
  here: Comparable,
): WindowsDetail['history'][number]['differences'] {
  const found: WindowsDetail['history'][number]['differences'] = [];
  for (const [field, value] of here.fields) {
    const other = there.fields.get(field);
    if (other !== undefined && other !== value) found.push({ field, there: other, here: value });
  }
  return found;
}

/** Last write of the key that holds a field on either side, the newer one. */
export function changeTime(field: string, there: RegistryKey, here: RegistryKey): string | null {
  const [a, b] = [lastWriteOf(field, there), lastWriteOf(field, here)];
  return filetimeToIso(a > b ? a : b);
}

function lastWriteOf(field: string, key: RegistryKey): bigint {
  const name = SUBKEYS[field];
  const silent = (): void => undefined;
  const holder =
    name === undefined ? undefined : attempt(() => key.subkey(name), undefined, silent, null, '');
  if (holder === undefined) return key.lastWrite;
  if (field !== 'triggers') return holder.lastWrite;
  // Each trigger is a key of its own.
  return attempt(() => holder.subkeys(), [], silent, null, '').reduce(
    (newest, { lastWrite }) => (lastWrite > newest ? lastWrite : newest),
    holder.lastWrite,
  );
}
