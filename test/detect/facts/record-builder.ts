import type { Payload, ServiceRecord } from '../../../shared/model/service-record.ts';
import type { Setting } from '../../../shared/model/setting.ts';
import type { WindowsDetail } from '../../../shared/model/windows-detail.ts';
import { BLANK_WINDOWS_DETAIL } from '../../support/blank-windows-detail.ts';

const MODES = ['boot', 'system', 'auto', 'demand', 'disabled'] as const;

/** A service record from what a test cares for; the rest is empty. Paths are left unresolved unless given. */
export function service(
  name: string,
  windows: Partial<WindowsDetail> = {},
  record: Partial<ServiceRecord> = {},
): ServiceRecord {
  const detail = { ...BLANK_WINDOWS_DETAIL, ...windows };
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
