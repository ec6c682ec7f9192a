import type { Payload, ServiceRecord } from '../../../shared/model/service-record.ts';
import type { Setting } from '../../../shared/model/setting.ts';
import type { WindowsDetail } from '../../../shared/model/windows-detail.ts';

const EMPTY: WindowsDetail = {
  controlSet: 'ControlSet001',
  keyLastWrite: null,
  imagePath: null,
  start: null,
  type: null,
  typeFlags: [],
  errorControl: null,
  objectName: null,
  displayName: null,
  description: null,
  group: null,
  tag: null,
  delayedAutostart: null,
  dependOnService: null,
  dependOnGroup: null,
  serviceDll: null,
  serviceDllKey: null,
  serviceDllAtRoot: null,
  serviceMain: null,
  failureCommand: null,
  failureActions: null,
  failureActionsOnNonCrashFailures: null,
  rebootMessage: null,
  requiredPrivileges: null,
  serviceSidType: null,
  launchProtected: null,
  svcHostSplitDisable: null,
  triggers: [],
  environment: null,
  owners: null,
  deleteFlag: null,
  performanceLibrary: null,
  networkProvider: null,
  wrapper: null,
  svchostGroup: null,
  svchostGroupKnown: null,
  svchostGroupMember: null,
  hijackCandidates: [],
  security: null,
  keySecurity: null,
  parametersKeySecurity: null,
  subkeys: [],
  otherValues: [],
  fromLog: false,
  history: [],
};

const MODES = ['boot', 'system', 'auto', 'demand', 'disabled'] as const;

/** A service record from what a test cares for; the rest is empty. Paths are left unresolved unless given. */
export function service(
  name: string,
  windows: Partial<WindowsDetail> = {},
  record: Partial<ServiceRecord> = {},
): ServiceRecord {
  const detail = { ...EMPTY, ...windows };
  const type = detail.type;
  const start = detail.start;
  return {
    type: 'service',
    id: `windows:${name.toLowerCase()}`,
    platform: 'windows',
    kind: type === null ? 'other' : (type & 0x0b) !== 0 ? 'driver' : 'service',
    name,
    displayName: detail.displayName,
    description: detail.description,
    command: detail.imagePath,
    image: null,
    payloads: [],
    startMode: start === null ? null : (MODES[start] ?? null),
    enabled: start === null ? null : start !== 4,
    state: 'configured',
    account: detail.objectName,
    lastChanged: detail.keyLastWrite,
    provenance: [],
    windows: detail,
    ...record,
  };
}

export function payload(role: Payload['role'], path: string, more: Partial<Payload> = {}): Payload {
  return {
    role,
    from: role,
    raw: path,
    path,
    arguments: '',
    evidencePath: null,
    state: 'not-in-evidence',
    exists: null,
    sha256: null,
    ...more,
  };
}

export function setting(area: string, key: string, name: string, content: Partial<Setting> = {}): Setting {
  const list = content.list ?? null;
  return {
    id: `windows-setting:${key}\\${name}`.toLowerCase(),
    platform: 'windows',
    area,
    key,
    name,
    value: list === null ? null : list.join('\n'),
    number: null,
    list,
    provenance: [],
    ...content,
  };
}
