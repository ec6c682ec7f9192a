import type { Provenance } from '../../../shared/model/provenance.ts';
import type { ServiceKind, ServiceRecord } from '../../../shared/model/service-record.ts';
import { filetimeToIso } from '../../../shared/time.ts';
import type { RegistryKey } from '../../formats/registry-tree.ts';
import { binaryValues } from './binary-values.ts';
import { attempt } from './key-values.ts';
import { otherValues, suspectValues } from './other-values.ts';
import { plantedLibraries } from './planted-libraries.ts';
import { procrunProgram } from './procrun.ts';
import * as detail from './service-detail.ts';
import { serviceImage } from './service-image.ts';
import { otherPayloads } from './service-payloads.ts';
import { openService, type ServiceKeys, type ServiceScope } from './service-scope.ts';
import { serviceKind, startMode, typeFlags } from './service-type.ts';
import type { PathUse } from './windows-path.ts';
import { wrappedProgram } from './wrapper.ts';

/**
 * One subkey of Services as a record, whatever it holds. What cannot be read is reported and null; the rest stays.
 * `id` is given by the caller, who knows which names occur twice.
 */
export function serviceRecord(key: RegistryKey, id: string, scope: ServiceScope): ServiceRecord {
  const service = openService(key, scope.report);
  const own = detail.readOwnValues(service);
  const kind = serviceKind(own.type);
  // A driver is loaded by the kernel, which knows no redirection.
  const wow64 = kind !== 'driver' && detail.isWow64(service, scope);
  const name = key.name;
  const image = serviceImage(
    name,
    own.imagePath,
    pathUse(kind, own.imagePath),
    kind === 'driver',
    wow64,
    scope,
  );
  const wrapped =
    kind === 'driver'
      ? null
      : (procrunProgram(service, image.chosen?.command.arguments ?? '', scope) ??
        wrappedProgram(service, image.chosen?.found ?? null, scope));
  const performanceLibrary = detail.performanceLibrary(service, scope);
  const networkProvider = detail.networkProvider(service, scope);
  const networkProviderPath = networkProvider?.providerPath ?? null;
  const morePayloads = otherPayloads(
    { ...own, performanceLibrary, networkProviderPath },
    service,
    wow64,
    scope,
  );
  const planted = kind === 'driver' ? [] : plantedLibraries(name, image.image, scope);
  const { known, member } = scope.groups.membership(image.svchostGroup, name, wow64);
  const lastWrite = attempt(
    () => filetimeToIso(key.lastWrite),
    null,
    scope.report,
    key.offset,
    'last-write time',
  );
  const failureActions = detail.failureActions(service, scope);
  const triggers = detail.triggers(service, scope);
  const others = [
    ...otherValues(service.values, '', scope.report),
    ...suspectValues(service.parameterValues, 'Parameters\\', scope.report),
  ];
  return {
    type: 'service',
    id,
    platform: 'windows',
    kind,
    name,
    displayName: own.displayName,
    description: own.description,
    command: own.imagePath,
    image: image.image,
    payloads: [...image.payloads, ...(wrapped?.payloads ?? []), ...morePayloads, ...planted],
    startMode: startMode(own.start, own.delayedAutostart),
    enabled: own.start === null ? null : own.start !== 4,
    state: key.deleted ? 'deleted' : 'configured',
    account: own.objectName,
    lastChanged: lastWrite,
    provenance: provenance(service, scope, lastWrite),
    windows: {
      controlSet: scope.controlSet,
      keyLastWrite: lastWrite,
      imagePath: own.imagePath,
      start: own.start,
      type: own.type,
      typeFlags: typeFlags(own.type),
      errorControl: own.errorControl,
      objectName: own.objectName,
      displayName: own.displayName,
      description: own.description,
      group: own.group,
      tag: own.tag,
      delayedAutostart: own.delayedAutostart,
      dependOnService: own.dependOnService,
      dependOnGroup: own.dependOnGroup,
      serviceDll: own.serviceDll,
      serviceDllKey: own.serviceDllKey,
      serviceDllAtRoot: own.serviceDllAtRoot,
      serviceMain: own.serviceMain,
      failureCommand: own.failureCommand,
      failureActions,
      failureActionsOnNonCrashFailures: own.failureActionsOnNonCrashFailures,
      rebootMessage: own.rebootMessage,
      requiredPrivileges: own.requiredPrivileges,
      serviceSidType: own.serviceSidType,
      launchProtected: own.launchProtected,
      svcHostSplitDisable: own.svcHostSplitDisable,
      triggers: [...triggers.triggers],
      environment: own.environment,
      owners: own.owners,
      deleteFlag: own.deleteFlag,
      performanceLibrary,
      networkProvider,
      wrapper: wrapped?.wrapper ?? null,
      svchostGroup: image.svchostGroup,
      svchostGroupKnown: known,
      svchostGroupMember: member,
      hijackCandidates: image.hijackCandidates,
      security: detail.serviceSecurity(service, scope),
      keySecurity: detail.keySecurity(key, 'descriptor of the key', scope),
      parametersKeySecurity: detail.keySecurity(service.parameters, 'descriptor of Parameters', scope),
      subkeys: detail.listSubkeys(service, scope),
      otherValues: others,
      binaryValues: binaryValues(service, triggers, others, scope.report),
      indirectTexts: detail.indirectTexts(own),
      fromLog: scope.replayed && isFromLog(service),
      history: [],
    },
  };
}

/** A key without Type that names a .sys file was meant as a driver; everything else goes through CreateProcess. */
function pathUse(kind: ServiceKind, imagePath: string | null): PathUse {
  if (kind === 'driver') return 'driver';
  return kind === 'other' && imagePath !== null && /\.sys\s{0,8}$/i.test(imagePath) ? 'driver' : 'service';
}

/** The key, and the value of a ServiceDll in Parameters, which has a time of its own. */
function provenance(service: ServiceKeys, scope: ServiceScope, time: string | null): Provenance[] {
  const { key, parameters, parameterValues } = service;
  const locator = {
    kind: 'registry',
    key: `${scope.servicesKey}\\${key.name}`,
    value: null,
    offset: key.offset,
    fromLog: key.fromLog,
    deleted: key.deleted,
  } as const;
  const list: Provenance[] = [{ path: scope.hivePath, locator, time }];
  const dll = parameterValues.get('servicedll');
  if (parameters !== undefined && dll !== undefined) {
    list.push({
      path: scope.hivePath,
      locator: {
        ...locator,
        key: `${locator.key}\\${parameters.name}`,
        value: dll.name,
        offset: dll.offset,
        fromLog: dll.fromLog,
      },
      time: attempt(
        () => filetimeToIso(parameters.lastWrite),
        null,
        scope.report,
        parameters.offset,
        'last-write time',
      ),
    });
  }
  return list;
}

function isFromLog(service: ServiceKeys): boolean {
  return (
    service.key.fromLog ||
    service.subkeys.some((key) => key.fromLog) ||
    service.values.some((value) => value.fromLog) ||
    service.parameterValues.some((value) => value.fromLog)
  );
}
