import type { FieldValue } from '../sigma/sigma.ts';
import type { EventStream } from './stream.ts';
import { WINDOWS_CHANNELS } from './windows-channels.ts';

const SYSMON = ['microsoft-windows-sysmon/operational'];
const SECURITY = ['security'];

/** Sigma's categories and the ids of Sysmon that they stand for (SigmaHQ, "Generic log sources"). */
const SYSMON_CATEGORIES: readonly (readonly [string, readonly number[]])[] = [
  ['process_creation', [1]],
  ['file_change', [2]],
  ['network_connection', [3]],
  ['sysmon_status', [4, 16]],
  ['process_termination', [5]],
  ['driver_load', [6]],
  ['image_load', [7]],
  ['create_remote_thread', [8]],
  ['raw_access_thread', [9]],
  ['process_access', [10]],
  ['file_event', [11]],
  ['registry_add', [12]],
  ['registry_delete', [12]],
  ['registry_set', [13]],
  ['registry_rename', [14]],
  ['registry_event', [12, 13, 14]],
  ['create_stream_hash', [15]],
  ['pipe_created', [17, 18]],
  ['wmi_event', [19, 20, 21]],
  ['dns_query', [22]],
  ['file_delete', [23, 26]],
  ['clipboard_capture', [24]],
  ['process_tampering', [25]],
  ['file_block_executable', [27]],
  ['file_block_shredding', [28]],
  ['file_executable_detected', [29]],
  ['sysmon_error', [255]],
];

const POWERSHELL: readonly (readonly [string, readonly string[], readonly number[]])[] = [
  ['ps_module', ['microsoft-windows-powershell/operational', 'powershellcore/operational'], [4103]],
  ['ps_script', ['microsoft-windows-powershell/operational', 'powershellcore/operational'], [4104]],
  ['ps_classic_start', ['windows powershell'], [400]],
  ['ps_classic_provider_start', ['windows powershell'], [600]],
  ['ps_classic_script', ['windows powershell'], [800]],
];

/** 4688 under the names of process_creation, as public rules expect it. */
function processCreation(own: Readonly<Record<string, FieldValue>>): Record<string, FieldValue> {
  return {
    ...own,
    Image: own.NewProcessName,
    ParentImage: own.ParentProcessName,
    ProcessId: own.NewProcessId,
    ParentProcessId: own.ProcessId,
    User: own.SubjectUserName,
    LogonId: own.SubjectLogonId,
    IntegrityLevel: own.MandatoryLabel,
  };
}

/** 4657 under the names of registry_set. */
function registrySet(own: Readonly<Record<string, FieldValue>>): Record<string, FieldValue> {
  const key = String(own.ObjectName ?? '').replace(/^\\REGISTRY\\MACHINE\\/i, 'HKLM\\');
  const name = own.ObjectValueName;
  return {
    ...own,
    Image: own.ProcessName,
    TargetObject: name === undefined || name === '' || name === null ? key : `${key}\\${String(name)}`,
    Details: own.NewValue,
    EventType: 'SetValue',
    User: own.SubjectUserName,
  };
}

/** Every log source of Windows that records are provided for. */
export const WINDOWS_STREAMS: readonly EventStream[] = [
  ...Object.entries(WINDOWS_CHANNELS).map(([service, channels]) => ({
    source: { product: 'windows', service },
    channels: channels.map((channel) => channel.toLowerCase()),
    ids: null,
  })),
  ...SYSMON_CATEGORIES.map(([category, ids]) => ({
    source: { product: 'windows', category },
    channels: SYSMON,
    ids,
  })),
  ...POWERSHELL.map(([category, channels, ids]) => ({
    source: { product: 'windows', category },
    channels,
    ids,
  })),
  // For rules that name the product and nothing else: every record of every channel.
  {
    source: { product: 'windows' },
    channels: null,
    ids: null,
    accepts: ({ platform, channel }) => platform === 'windows' && channel !== null,
  },
  {
    source: { product: 'windows', category: 'process_creation' },
    channels: SECURITY,
    ids: [4688],
    fields: processCreation,
  },
  {
    source: { product: 'windows', category: 'registry_set' },
    channels: SECURITY,
    ids: [4657],
    fields: registrySet,
  },
  {
    source: { product: 'windows', category: 'registry_event' },
    channels: SECURITY,
    ids: [4657],
    fields: registrySet,
  },
];
