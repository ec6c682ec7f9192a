import type { BinaryRecord } from '../../../shared/model/binary-record.ts';
import type { ServiceRecord } from '../../../shared/model/service-record.ts';
import type { WindowsDetail } from '../../../shared/model/windows-detail.ts';
import { fileObjects, pointerObjects, type StixObject } from './observables.ts';
import { ownId } from './stix-id.ts';

/** SERVICE_* of `start` 0 to 4 (windows-service-start-type-enum); the enumeration has this word for SERVICE_SYSTEM_START. */
const START_TYPES = [
  'SERVICE_BOOT_START',
  'SERVICE_SYSTEM_ALERT',
  'SERVICE_AUTO_START',
  'SERVICE_DEMAND_START',
  'SERVICE_DISABLED',
];
/** windows-service-type-enum by the bits of `type`. */
const SERVICE_TYPES = [
  [0x01, 'SERVICE_KERNEL_DRIVER'],
  [0x02, 'SERVICE_FILE_SYSTEM_DRIVER'],
  [0x10, 'SERVICE_WIN32_OWN_PROCESS'],
  [0x20, 'SERVICE_WIN32_SHARE_PROCESS'],
] as const;

/**
 * A service as the process that it would be (STIX 2.1, section 6.13: a Windows service is an extension of one; systemd and launchd
 * have no object of their own), with its files. The process is last; there is none for a unit that runs nothing.
 */
export function serviceObjects(
  service: ServiceRecord,
  host: string,
  binaries: ReadonlyMap<string, BinaryRecord>,
): StixObject[] {
  const { platform, image, windows, command } = service;
  const file = (path: string) => fileObjects(path, platform, binaries.get(path));
  const images = image === null ? [] : file(image.path);
  const dlls = service.payloads.filter(({ role }) => role === 'service-dll').map(({ path }) => file(path));
  const others = [
    ...service.payloads
      .filter(({ role, path }) => role !== 'service-dll' && path !== '')
      .flatMap(({ path }) => file(path)),
    ...(service.definitions ?? []).flatMap(({ path }) => file(path)),
    ...service.provenance.flatMap(pointerObjects),
  ];
  const imageId = images.at(-1)?.id;
  const said = {
    ...(command === null || command === '' ? {} : { command_line: command }),
    ...(imageId === undefined ? {} : { image_ref: imageId }),
    ...(windows === undefined
      ? {}
      : {
          extensions: {
            'windows-service-ext': extension(
              service,
              windows,
              dlls.flatMap((dll) => dll.at(-1)?.id ?? []),
            ),
          },
        }),
  };
  const files = [...images, ...dlls.flat(), ...others];
  if (Object.keys(said).length === 0) return files;
  return [
    ...files,
    { type: 'process', spec_version: '2.1', id: ownId('process', host, service.id), ...said },
  ];
}

function extension(
  { name, displayName, description, state }: ServiceRecord,
  { start, type, group }: WindowsDetail,
  dlls: readonly string[],
): object {
  const startType = start === null ? undefined : START_TYPES[start];
  const serviceType = SERVICE_TYPES.find(([bit]) => ((type ?? 0) & bit) !== 0)?.[1];
  const status = { running: 'SERVICE_RUNNING', inactive: 'SERVICE_STOPPED' }[String(state)];
  return {
    service_name: name,
    ...(description === null ? {} : { descriptions: [description] }),
    ...(displayName === null ? {} : { display_name: displayName }),
    ...(group === null ? {} : { group_name: group }),
    ...(startType === undefined ? {} : { start_type: startType }),
    ...(dlls.length === 0 ? {} : { service_dll_refs: dlls }),
    ...(serviceType === undefined ? {} : { service_type: serviceType }),
    ...(status === undefined ? {} : { service_status: status }),
  };
}
