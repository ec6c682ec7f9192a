import type { BinaryRecord } from '../../../../shared/model/binary-record.ts';
import type { PackageState } from '../../../../shared/model/package-ownership.ts';
import type { Payload, ServiceRecord } from '../../../../shared/model/service-record.ts';
import type { SystemdDetail, UnitProcess } from '../../../../shared/model/systemd-detail.ts';

const BLANK: SystemdDetail = {
  unit: '',
  type: 'service',
  scope: 'system',
  user: null,
  fragmentPath: null,
  searchFolder: null,
  dropIns: [],
  shadowed: [],
  unitFileState: null,
  preset: null,
  maskedBy: null,
  aliases: [],
  template: null,
  instance: null,
  enabledBy: [],
  triggeredBy: [],
  triggers: [],
  linger: null,
  lastTriggered: null,
  sections: {},
  replaced: [],
  unread: [],
  refused: null,
  activeState: null,
  subState: null,
  processes: [],
};

/** Settings as `{Service: {ExecStart: ['/x']}}`, all of one file. */
export function sections(
  settings: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>,
  path: string,
): SystemdDetail['sections'] {
  const found: SystemdDetail['sections'] = {};
  for (const [section, keys] of Object.entries(settings)) {
    found[section] = {};
    for (const [key, values] of Object.entries(keys)) {
      found[section][key] = values.map((value, line) => ({ value, path, line: line + 1 }));
    }
  }
  return found;
}

/** A unit of the administrator with one program, from what a test cares for. */
export function unit(
  name: string,
  program: string | null,
  systemd: Partial<SystemdDetail> = {},
  record: Partial<ServiceRecord> = {},
): ServiceRecord {
  const path = systemd.fragmentPath === undefined ? `/etc/systemd/system/${name}` : systemd.fragmentPath;
  const file = program?.split(' ')[0] ?? '';
  return {
    type: 'service',
    id: `linux:systemd:system:${name}`,
    platform: 'linux',
    kind: 'service',
    name,
    displayName: null,
    description: null,
    command: program,
    image:
      program === null
        ? null
        : { path: file, evidencePath: file, state: 'found', exists: true, sha256: null },
    payloads: program === null ? [] : [payload('exec-start', file, { raw: program })],
    startMode: 'auto',
    enabled: true,
    state: 'configured',
    account: 'root',
    lastChanged: null,
    provenance: [],
    definitions: path === null ? [] : [{ role: 'unit', path, evidencePath: path }],
    systemd: {
      ...BLANK,
      unit: name,
      type: name.slice(name.lastIndexOf('.') + 1),
      fragmentPath: path,
      searchFolder: '/etc/systemd/system',
      sections: sections(program === null ? {} : { Service: { ExecStart: [program] } }, path ?? ''),
      ...systemd,
    },
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
    evidencePath: path === '' ? null : path,
    state: 'found',
    exists: true,
    sha256: null,
    ...more,
  };
}

export function process(executable: string, more: Partial<UnitProcess> = {}): UnitProcess {
  return {
    pid: 100,
    parentPid: 1,
    executable,
    executableDeleted: false,
    sha256: null,
    commandLine: [executable],
    user: 'root',
    started: null,
    main: true,
    ...more,
  };
}

/** What is known of a file: its package state, and who may write it. */
export function file(
  path: string,
  state: PackageState | null,
  more: Partial<BinaryRecord> = {},
): BinaryRecord {
  return {
    type: 'binary',
    id: `file:${path}`,
    platform: 'linux',
    path,
    evidencePath: path,
    state: 'found',
    exists: true,
    size: 1,
    modified: null,
    changed: null,
    created: null,
    mode: '0644',
    uid: 0,
    gid: 0,
    owner: 'root',
    group: 'root',
    writableBy: [],
    hashState: 'hashed',
    md5: null,
    sha1: null,
    sha256: null,
    package:
      state === null
        ? null
        : {
            state,
            database: 'dpkg',
            package: null,
            version: null,
            conffile: false,
            diverted: null,
            algorithm: null,
            recorded: null,
          },
    usedBy: [],
    ...more,
  };
}
