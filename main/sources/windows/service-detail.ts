import { MAX_LISTED_SUBKEYS } from '../../../shared/limits.ts';
import type { WindowsDetail } from '../../../shared/model/windows-detail.ts';
import { filetimeToIso } from '../../../shared/time.ts';
import type { RegistryKey } from '../../formats/registry-tree.ts';
import { numberOf } from '../../formats/registry-value.ts';
import { decodeFailureActions } from '../../formats/service-failure-actions.ts';
import { decodeTriggerInfo, type TriggerInfo } from '../../formats/service-triggers.ts';
import { attempt, KeyValues } from './key-values.ts';
import type { ServiceKeys, ServiceScope } from './service-scope.ts';

/** Whoever is told of what cannot be read; most values need no more. */
type Reporting = Pick<ServiceScope, 'report'>;
type Describing = Pick<ServiceScope, 'report' | 'descriptors'>;

/** Values at the service's own key, as they are. Each is taken, so that what is left over has no field. */
export function readOwnValues({ values, parameterValues }: Pick<ServiceKeys, 'values' | 'parameterValues'>) {
  const dllInParameters = parameterValues.textOrFirst('servicedll');
  const dllAtRoot = values.textOrFirst('servicedll');
  const mainInParameters = parameterValues.text('servicemain');
  return {
    imagePath: values.textOrFirst('imagepath'),
    start: values.number('start'),
    type: values.number('type'),
    errorControl: values.number('errorcontrol'),
    objectName: values.text('objectname'),
    displayName: values.textOrFirst('displayname'),
    description: values.textOrFirst('description'),
    group: values.text('group'),
    tag: values.number('tag'),
    delayedAutostart: values.number('delayedautostart'),
    dependOnService: values.list('dependonservice'),
    dependOnGroup: values.list('dependongroup'),
    serviceDll: dllInParameters ?? dllAtRoot,
    serviceDllKey: dllInParameters !== null ? 'Parameters' : dllAtRoot !== null ? '' : null,
    serviceDllAtRoot: dllInParameters === null ? null : dllAtRoot,
    serviceMain: mainInParameters ?? values.text('servicemain'),
    failureCommand: values.text('failurecommand'),
    failureActionsOnNonCrashFailures: values.number('failureactionsonnoncrashfailures'),
    rebootMessage: values.text('rebootmessage'),
    requiredPrivileges: values.list('requiredprivileges'),
    serviceSidType: values.number('servicesidtype'),
    launchProtected: values.number('launchprotected'),
    svcHostSplitDisable: values.number('svchostsplitdisable'),
    environment: values.list('environment'),
    owners: values.list('owners'),
    deleteFlag: values.number('deleteflag'),
  };
}
export type OwnValues = ReturnType<typeof readOwnValues>;

/** `@%SystemRoot%\system32\wuaueng.dll,-105`, `@netrtl64.inf,%Service.DispName%;Driver` (Microsoft Learn, SHLoadIndirectString, "INF Strings section"). */
const INDIRECT = /^\s{0,8}@[^,]{1,512},\s{0,8}(?:-?\d|%)/;

/** Which texts of a service are references to resources. */
export function indirectTexts(
  own: Pick<OwnValues, 'displayName' | 'description' | 'rebootMessage'>,
): NonNullable<WindowsDetail['indirectTexts']> {
  const fields = ['displayName', 'description', 'rebootMessage'] as const;
  return fields.filter((field) => INDIRECT.test(own[field] ?? ''));
}

/**
 * WOW64 is 1 on older systems and the machine type (0x14c) on newer ones where the service is a 32-bit program. Seen on
 * Windows, not documented; it has no field, so it is read without being taken.
 */
export function isWow64({ values }: ServiceKeys, scope: Reporting): boolean {
  const value = values.get('wow64');
  return (
    value !== undefined && (attempt(() => numberOf(value), 0, scope.report, value.offset, 'WOW64') ?? 0) !== 0
  );
}

export function failureActions({ values }: ServiceKeys, scope: Reporting): WindowsDetail['failureActions'] {
  const bytes = values.bytes('failureactions');
  if (bytes === null || bytes.length === 0) return null;
  const offset = values.get('failureactions')?.offset ?? null;
  return attempt(() => decodeFailureActions(bytes), null, scope.report, offset, 'FailureActions');
}

export function triggers(service: ServiceKeys, scope: Reporting): TriggerInfo {
  const none: TriggerInfo = { triggers: [], data: [], problems: [] };
  const key = service.subkey('triggerinfo');
  if (key === undefined) return none;
  const info = attempt(() => decodeTriggerInfo(key), none, scope.report, key.offset, 'TriggerInfo');
  for (const { what, offset } of info.problems) scope.report(offset, what);
  return info;
}

export function performanceLibrary(service: ServiceKeys, scope: Reporting): string | null {
  const key = service.subkey('performance');
  return key === undefined ? null : new KeyValues(key, scope.report).textOrFirst('library');
}

export function networkProvider(service: ServiceKeys, scope: Reporting): WindowsDetail['networkProvider'] {
  const key = service.subkey('networkprovider');
  if (key === undefined) return null;
  const values = new KeyValues(key, scope.report);
  return {
    name: values.text('name'),
    providerPath: values.text('providerpath'),
    deviceName: values.text('devicename'),
  };
}

/** The service's own descriptor, which says who may query, start and reconfigure it. */
export function serviceSecurity(service: ServiceKeys, scope: Describing): string | null {
  const values = service.securityValues;
  const offset = values.get('security')?.offset ?? null;
  return scope.descriptors.sddl(
    values.bytes('security'),
    'service',
    scope.report,
    offset,
    'Security\\Security',
  );
}

export function keySecurity(key: RegistryKey | undefined, what: string, scope: Describing): string | null {
  if (key === undefined) return null;
  const bytes = attempt(() => key.security(), null, scope.report, key.offset, what);
  return scope.descriptors.sddl(bytes, 'key', scope.report, key.offset, what);
}

export function listSubkeys(service: ServiceKeys, scope: Reporting): WindowsDetail['subkeys'] {
  if (service.subkeys.length > MAX_LISTED_SUBKEYS) {
    const what = `${service.subkeys.length} subkeys: only ${MAX_LISTED_SUBKEYS} are listed`;
    scope.report(service.key.offset, what);
  }
  return service.subkeys.slice(0, MAX_LISTED_SUBKEYS).map((key) => ({
    name: key.name,
    lastWrite: attempt(() => filetimeToIso(key.lastWrite), null, scope.report, key.offset, 'last-write time'),
  }));
}
