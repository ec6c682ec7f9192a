import { lookup } from '../../../shared/lookup.ts';
import { execArguments } from '../../formats/audit-log/audit-value.ts';
import type { AuditEvent, AuditRecord } from '../../formats/audit-log/read-audit-log.ts';
import type { ServiceMeaning } from './log-event.ts';
import { serviceCommands, unitName } from './service-command.ts';

/** Folders whose files configure services. */
const UNIT_FOLDER =
  /^(?:\/etc|\/usr\/lib|\/lib|\/usr\/local\/lib|\/run|\/home\/[^/]+\/\.config|\/root\/\.config)\/systemd\/(?:system|user)(?:\.control)?\//;
const SCRIPT_FOLDER = /^\/etc\/(?:rc\.d\/)?init\.d\/|^\/etc\/init\//;
/** Types of records that say something of services. */
const TOLD = new Set([
  'SERVICE_START',
  'SERVICE_STOP',
  'DAEMON_START',
  'DAEMON_END',
  'DAEMON_ABORT',
  'DAEMON_ERR',
  'DAEMON_CONFIG',
  'CONFIG_CHANGE',
  'EXECVE',
  'USER_CMD',
  'PATH',
  'SYSTEM_BOOT',
  'SYSTEM_SHUTDOWN',
]);
/** Something of each tool's name, also in hexadecimal: what has none of it is not taken apart. */
const TOOL_HINT =
  /ctl|systemd-run|systemd\/|73797374656D642F|73797374656D642D72756E|service|rc\.d|rc-|chkconfig|init\.d|63746C|73657276696365|72632E64|72632D|63686B636F6E666967|696E69742E64/;
const SUCCESS = /^(?:success|yes|1)$/;

/** One record of an event and what it says of services; the first meaning is null for a record that says nothing. */
export interface AuditMeaning {
  readonly record: AuditRecord;
  readonly meanings: readonly ServiceMeaning[];
}

/**
 * What the records of one event say of services: SERVICE_START and SERVICE_STOP, which systemd writes; auditd itself (DAEMON_…) and its
 * rules (CONFIG_CHANGE); that the host started or ends (SYSTEM_BOOT, SYSTEM_SHUTDOWN: systemd-update-utmp); commands on services (EXECVE of the tool, USER_CMD of sudo); files of units and init scripts that a watch
 * reports (PATH). The actor is the login user (auid), who stays the same through su and sudo.
 */
export function auditMeanings(
  event: AuditEvent,
  userName: (uid: number) => string | null,
): readonly AuditMeaning[] {
  const call = event.records.find(({ type }) => type === 'SYSCALL');
  const directory = event.records.find(({ type }) => type === 'CWD');
  const executed = event.records.filter(({ type }) => type === 'EXECVE');
  return event.records.map((record) => {
    // The parts of a long command line make one command.
    const isPart = record.type === 'EXECVE' && record !== executed[0];
    const found = isPart ? [] : meaningsOf(record, executed, call, directory);
    if (found.length === 0) return { record, meanings: found };
    const actor = actorOf(record, userName) ?? (call === undefined ? null : actorOf(call, userName));
    return { record, meanings: found.map((meaning) => ({ actor, ...meaning })) };
  });
}

function meaningsOf(
  record: AuditRecord,
  executed: readonly AuditRecord[],
  call: AuditRecord | undefined,
  directory: AuditRecord | undefined,
): readonly ServiceMeaning[] {
  const { type } = record;
  if (!TOLD.has(type)) return [];
  // Asked for only where needed: fields are taken apart when first looked at.
  const isFailed = (): boolean => !SUCCESS.test(record.fields.get('res') ?? 'success');
  switch (type) {
    case 'SERVICE_START':
    case 'SERVICE_STOP': {
      const unit = record.fields.get('unit');
      if (unit === undefined) return [];
      const failed = isFailed();
      const isStart = type === 'SERVICE_START';
      const action = failed ? 'failed' : isStart ? 'started' : 'stopped';
      const operation = `${isStart ? 'start' : 'stop'}${failed ? '-failed' : ''}`;
      return [{ action, operation, service: unitName(unit) }];
    }
    case 'DAEMON_START':
      return [auditd('started', 'daemon-start')];
    case 'DAEMON_END':
      return [auditd('stopped', 'daemon-end')];
    case 'DAEMON_ABORT':
    case 'DAEMON_ERR':
      return [auditd('failed', 'daemon-abort')];
    case 'DAEMON_CONFIG':
      return [auditd('changed', 'daemon-config')];
    case 'CONFIG_CHANGE':
      return [auditd('changed', configChange(record))];
    case 'EXECVE':
      if (executed.length === 1 && !TOOL_HINT.test(record.text)) return [];
      return commands(execArguments(executed).join(' '), call);
    case 'USER_CMD':
      return commands(record.fields.get('cmd') ?? '', undefined, isFailed());
    case 'SYSTEM_BOOT':
      return [{ action: 'other', operation: 'host-started', service: null }];
    case 'SYSTEM_SHUTDOWN':
      return [{ action: 'other', operation: 'host-ending', service: null }];
    case 'PATH':
      return watched(record, call, directory);
    default:
      return [];
  }
}

function auditd(action: ServiceMeaning['action'], operation: string): ServiceMeaning {
  return { action, operation, service: 'auditd.service' };
}

/** `op=remove_rule`, or `audit_enabled=0 old=1` of older kernels: 0 turns auditing off. */
function configChange({ fields }: AuditRecord): string {
  const op = fields.get('op');
  const enabled = fields.get('audit_enabled');
  if (enabled === '0') return 'audit-disabled';
  return op === undefined || op === 'set' ? 'audit-set' : `audit-${op.replaceAll('_', '-')}`;
}

function commands(
  command: string,
  call: AuditRecord | undefined,
  refused = false,
): readonly ServiceMeaning[] {
  const failed = refused || (call !== undefined && call.fields.get('success') === 'no');
  return serviceCommands(command).flatMap(({ services, action, verb }) =>
    (services.length === 0 ? [null] : services).map((service) => ({
      action: failed ? 'failed' : action,
      operation: `${failed ? 'refused' : 'command'}-${verb}`,
      service,
      fields: { command },
    })),
  );
}

/** `systemd` or `init`, also in hexadecimal. */
const PATH_HINT = /systemd|init|73797374656D64|696E6974/;
type WatchAction = 'created' | 'deleted' | 'changed';
const NAME_TYPES: Readonly<Record<string, WatchAction>> = {
  CREATE: 'created',
  DELETE: 'deleted',
  NORMAL: 'changed',
};

/** A watch reports what its rule asks for, so an ordinary file is one that was opened for writing or whose attributes changed. */
function watched(
  record: AuditRecord,
  call: AuditRecord | undefined,
  cwd: AuditRecord | undefined,
): readonly ServiceMeaning[] {
  if (!PATH_HINT.test(record.text) && (cwd === undefined || !PATH_HINT.test(cwd.text))) return [];
  const { fields } = record;
  const name = fields.get('name') ?? '';
  const directory = cwd?.fields.get('cwd');
  const path = name.startsWith('/') || directory === undefined ? name : `${directory}/${name}`;
  const action = lookup(NAME_TYPES, fields.get('nametype') ?? '');
  const key = call?.fields.get('key') ?? '(null)';
  // Every exec and open of a rule on system calls has its paths too; only those of changes are of interest.
  if (action === undefined || call?.fields.get('success') !== 'yes' || key === '(null)') return [];
  if (action === 'changed' && executes(call)) return [];
  const base = path.slice(path.lastIndexOf('/') + 1);
  if (base === '') return [];
  if (SCRIPT_FOLDER.test(path)) {
    return [
      {
        action,
        operation: `script-${action}`,
        service: unitName(base.replace(/\.(?:conf|override)$/, '')),
        fields: { path },
      },
    ];
  }
  if (!UNIT_FOLDER.test(path)) return [];
  const unit = /\/([^/]+\.(?:service|socket|timer|path))(?:\.d\/[^/]+\.conf)?$/.exec(path)?.[1];
  if (unit === undefined) return [];
  const isLink = /\/[^/]+\.(?:wants|requires|upholds)\/[^/]+$/.test(path);
  const what = isLink ? 'enablement' : path.endsWith('.conf') ? 'drop-in' : 'unit-file';
  return [
    { action: isLink ? 'changed' : action, operation: `${what}-${action}`, service: unit, fields: { path } },
  ];
}

/** execve and execveat of x86-64, i386 and AArch64, or by name in an interpreted log. */
function executes(call: AuditRecord): boolean {
  const number = call.fields.get('syscall') ?? '';
  if (/^exec/.test(number)) return true;
  const arch = call.fields.get('arch') ?? '';
  const numbers = arch === 'c000003e' ? ['59', '322'] : arch === 'c00000b7' ? ['221', '281'] : ['11', '358'];
  return numbers.includes(number);
}

const UNSET = new Set(['4294967295', '-1', 'unset']);

function actorOf({ fields }: AuditRecord, userName: (uid: number) => string | null): string | null {
  const named = fields.get('AUID');
  if (named !== undefined && !UNSET.has(named)) return named;
  const id = fields.get('auid');
  if (id === undefined || UNSET.has(id)) return null;
  return /^\d{1,10}$/.test(id) ? (userName(Number(id)) ?? id) : id;
}
