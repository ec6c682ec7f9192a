import type { EventRecord } from '../../../shared/model/event-record.ts';
import type { ServiceMeaning } from './log-event.ts';

type Action = EventRecord['action'];

/** Kinds of units that say something of services. */
const SERVICE_UNIT = /^[A-Za-z0-9:_.\\@-]{1,246}\.(?:service|socket|timer|path)$/;
const ANY_UNIT =
  /^[A-Za-z0-9:_.\\@-]{1,246}\.(?:service|socket|timer|path|target|mount|automount|swap|slice|scope|device)$/;

/** What a finished job says of its unit (systemd's src/core/job.c and the units' status_message_formats). */
const JOBS: readonly (readonly [RegExp, Action, string])[] = [
  [/^Started (.+)$/s, 'started', 'started'],
  [/^Finished (.+)$/s, 'started', 'finished'],
  [/^Listening on (.+)$/s, 'started', 'listening'],
  [/^Stopped (?:\(with error\) )?(.+)$/s, 'stopped', 'stopped'],
  [/^Closed (.+)$/s, 'stopped', 'closed'],
  [/^Reloaded (.+)$/s, 'other', 'reloaded'],
  [/^Failed to start (.+)$/s, 'failed', 'start-failed'],
  [/^Failed to listen on (.+)$/s, 'failed', 'listen-failed'],
  [/^Reload failed for (.+)$/s, 'failed', 'reload-failed'],
  [/^Dependency failed for (.+)$/s, 'failed', 'dependency-failed'],
  [/^Timed out (?:starting|stopping|waiting for) (.+)$/s, 'failed', 'timed-out'],
];

/** Sessions and user managers come and go with every login. */
const LOGIN = /^(?:Session \S+ of [Uu]ser |User Manager for UID |User Runtime Directory |User Slice )/;

/**
 * What a message of systemd (pid 1 or a user's manager) says of a unit; null for other messages, and for units that are no
 * services, sockets, timers or paths. Where only the unit's description is logged (before systemd 249, or StatusUnitFormat=description)
 * `unitOf` is asked for the unit; the description is kept in the fields.
 */
export function systemdMeaning(
  message: string,
  unitOf: (description: string) => string | null,
): ServiceMeaning | null {
  const text = message.trimEnd();
  return managerMeaning(text) ?? unitMeaning(text) ?? jobMeaning(text, unitOf);
}

function jobMeaning(text: string, unitOf: (description: string) => string | null): ServiceMeaning | null {
  for (const [pattern, action, operation] of JOBS) {
    const subject = pattern.exec(text)?.[1]?.replace(/\.$/, '');
    if (subject === undefined) continue;
    if (text.endsWith('...') || LOGIN.test(subject)) return null;
    const [first = ''] = subject.split(' - ', 1);
    if (ANY_UNIT.test(first)) {
      const description = subject.slice(first.length + 3);
      return SERVICE_UNIT.test(first) ? { action, operation, service: first, fields: { description } } : null;
    }
    const service = unitOf(subject);
    if (service !== null && !SERVICE_UNIT.test(service)) return null;
    return { action, operation, service, fields: { description: subject } };
  }
  return null;
}

/**
 * What the manager with pid 1, logind or the kernel say of the host's own start and end; null for other messages. `Startup finished` comes
 * when all that the host starts has started; the targets are those of systemd.special(7).
 */
export function hostMeaning(program: string, message: string): HostMeaning | null {
  if (program === 'systemd') {
    if (/^Startup finished in /.test(message)) return { action: 'other', operation: 'host-started' };
    if (END_TARGET.test(message)) return { action: 'other', operation: 'host-ending' };
  }
  if (program === 'systemd-logind' && /^System is (?:rebooting|powering down|halting|rebooted)/.test(message))
    return { action: 'other', operation: 'host-ending' };
  if (program === 'kernel' && /^(?:\[[ \d.]{1,20}\] )?Linux version /.test(message))
    return { action: 'other', operation: 'host-started' };
  return null;
}

/** A mark of the host's own start or end. */
export interface HostMeaning {
  readonly action: 'other';
  readonly operation: 'host-started' | 'host-ending';
}

const END_TARGET =
  /^Reached target (?:(?:shutdown|reboot|poweroff|halt|kexec|final|umount)\.target\b|(?:System )?(?:Shutdown|Reboot|Power[- ]Off|Halt)\.?$|Final Step|Unmount All Filesystems)/i;

/** `x.service: …` (src/core/service.c, unit.c, execute.c). */
function unitMeaning(text: string): ServiceMeaning | null {
  const [, service, rest = ''] = /^([^\s:]{1,256}(?::[^\s:]+)*): (.+)$/s.exec(text) ?? [];
  if (service === undefined) return null;
  if (!SERVICE_UNIT.test(service)) return null;
  const meaning = (
    action: Action,
    operation: string,
    fields: ServiceMeaning['fields'] = {},
  ): ServiceMeaning => ({
    action,
    operation,
    service,
    fields,
  });
  const exited = /^(\w[\w -]*) exited, code=(\w+),? ?status=(\d+)(?:\/(\S+))?/.exec(rest);
  if (exited !== null) {
    const [, process = '', code = '', status = '', name = null] = exited;
    const isClean = code === 'exited' ? status === '0' : code === 'killed' && /^(?:1|2|13|15)$/.test(status);
    const operation = `${process.trim().toLowerCase().replaceAll(' ', '-')}-exited`;
    return meaning(isClean ? 'stopped' : 'failed', operation, { code, status, statusName: name });
  }
  const result = /^Failed with result '([\w-]+)'/.exec(rest)?.[1];
  if (result !== undefined) return meaning('failed', 'failed', { result });
  const restarts = /^Scheduled restart job, restart counter is at (\d+)/.exec(rest)?.[1];
  if (restarts !== undefined) return meaning('other', 'restart-scheduled', { restarts: Number(restarts) });
  const step = /^Failed at step (\w+) spawning (.+?): (.+?)\.?$/.exec(rest);
  if (step !== null) {
    const [, name = null, executable = null, reason = null] = step;
    return meaning('failed', 'step-failed', { step: name, executable, reason });
  }
  const unable = /^(?:Unable to locate executable|Failed to locate executable) '?([^':]+)'?/.exec(rest)?.[1];
  if (unable !== undefined) return meaning('failed', 'executable-missing', { executable: unable });
  for (const [pattern, action, operation] of UNIT_MESSAGES) {
    if (pattern.test(rest)) return meaning(action, operation);
  }
  return null;
}

const UNIT_MESSAGES: readonly (readonly [RegExp, Action, string])[] = [
  [/^Deactivated successfully/, 'stopped', 'deactivated'],
  [/^Succeeded\b/, 'stopped', 'deactivated'],
  [/^Unit entered failed state/, 'failed', 'failed'],
  [/^Start request repeated too quickly/, 'failed', 'start-limit'],
  [/scheduling restart/, 'other', 'restart-scheduled'],
  [
    /^(?:Failed to execute|Failed to run|Failed to set up|Failed to load|Failed to create)/,
    'failed',
    'execute-failed',
  ],
  [/ (?:operation|job)? ?timed out\b/, 'failed', 'timed-out'],
  [/^Killing process \d+/, 'other', 'killing'],
  [/^Sent signal SIG\w+ to /, 'other', 'signal-sent'],
  [
    /^(?:Watchdog timeout|Main process died|A process of this unit has been killed by the OOM killer)/,
    'failed',
    'process-lost',
  ],
  [
    /^(?:Unit configuration has fatal error|Service has no ExecStart|Service lacks both ExecStart)/,
    'failed',
    'unit-malformed',
  ],
  [/^(?:Unknown key name|Unknown section|Failed to parse|Invalid )/, 'other', 'unit-file-problem'],
];

/** What systemd says of itself and of unit files: `/etc/systemd/system/x.service:12: Unknown lvalue …`. */
function managerMeaning(text: string): ServiceMeaning | null {
  const client =
    /^(Reloading|Reexecuting) requested from client PID (\d+)(?: \('([^']*)'\))?(?: \(unit ([^)]+)\))?/.exec(
      text,
    );
  if (client !== null) {
    const [, what, pid = '', program = null, unit = null] = client;
    const fields = { clientPid: Number(pid), clientProgram: program, clientUnit: unit };
    const operation = what === 'Reloading' ? 'daemon-reload' : 'daemon-reexec';
    return { action: 'other', operation, service: null, fields };
  }
  if (/^Reloading\.(?:\.\.)?$/.test(text))
    return { action: 'other', operation: 'daemon-reload', service: null };
  if (/^Reexecuting\.$/.test(text)) return { action: 'other', operation: 'daemon-reexec', service: null };
  const [, path, line = '', problem = null] = /^\[?(\/[^\s:\]]+):(\d+)\]?:? (.+)$/s.exec(text) ?? [];
  if (path === undefined) return null;
  const unit = path.slice(path.lastIndexOf('/') + 1);
  if (!SERVICE_UNIT.test(unit)) return null;
  const fields = { unitFile: path, unitFileLine: Number(line), problem };
  return { action: 'other', operation: 'unit-file-problem', service: unit, fields };
}

/** `nginx main process (123) terminated with status 1` of Upstart's init; null for other messages. */
export function upstartMeaning(message: string): ServiceMeaning | null {
  const ended =
    /^([\w.+-]{1,128})(?: \(([^)]{1,128})\))? (main|pre-start|post-start|pre-stop|post-stop) process \((\d+)\) (terminated with status (\d+)|killed by (\w+) signal)/.exec(
      message,
    );
  if (ended !== null) {
    const [, job = '', instance = null, process = '', pid = '', , status, signal = null] = ended;
    const isClean = status === '0' || signal === 'TERM';
    const fields = { instance, pid: Number(pid), status: status ?? null, signal };
    const action = isClean ? 'stopped' : 'failed';
    return { action, operation: `${process}-process-exited`, service: job, fields };
  }
  const [, job] =
    /^([\w.+-]{1,128})(?: \([^)]*\))? (?:main process ended, )?respawning( too fast, stopped)?/.exec(
      message,
    ) ?? [];
  if (job === undefined) return null;
  const tooFast = message.includes('too fast');
  return {
    action: tooFast ? 'failed' : 'other',
    operation: tooFast ? 'respawn-limit' : 'respawned',
    service: job,
  };
}
