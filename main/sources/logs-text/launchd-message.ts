import type { EventRecord } from '../../../shared/model/event-record.ts';
import type { ServiceMeaning } from './log-event.ts';
import { jobName } from './service-command.ts';

type Action = EventRecord['action'];

/** Signals that a program gets for its own fault (signal(3)); others were sent to end it. */
const FAULTS =
  /^(?:SIG)?(?:ABRT|BUS|FPE|ILL|SEGV|SYS|TRAP)\b|^(?:Abort trap|Bus error|Illegal instruction|Segmentation fault|Trace\/BPT)/;

/**
 * What a message of launchd says of a job: of its own log since macOS 10.12, or of system.log before it. `label` is the job that the
 * line is about; null where it is about a domain or launchd, and the message may name the job. null for other messages.
 */
export function launchdMeaning(message: string, label: string | null): ServiceMeaning | null {
  const meaning = (
    action: Action,
    operation: string,
    fields: ServiceMeaning['fields'] = {},
    service = label,
  ): ServiceMeaning => ({ action, operation, service, fields });

  const command =
    /^(Bootstrap|Bootout|Enable|Disable|Kickstart|Load|Unload|Remove|Submit) by (.{1,256}?)(?:\[(\d+)\])? for (.{1,1024}?) (succeeded|failed)(?: \((.*)\))?$/is.exec(
      message,
    );
  if (command !== null) {
    const [, verb = '', caller = null, pid, target = '', result = '', error = null] = command;
    const failed = result.toLowerCase() === 'failed';
    const fields = {
      caller,
      callerPid: pid === undefined ? null : Number(pid),
      target,
      error: failed ? error : null,
    };
    const operation = `${verb.toLowerCase()}${failed ? '-failed' : ''}`;
    return meaning(failed ? 'failed' : 'changed', operation, fields, jobName(target));
  }
  const pathed =
    /^(?:Failed to bootstrap path|Could not import service from caller): path = (.+?), (?:caller = (.+?)\[(\d+)\], )?error = (.+)$/s.exec(
      message,
    );
  if (pathed !== null) {
    const [, path = '', caller = null, pid, error = null] = pathed;
    const fields = { path, caller, callerPid: pid === undefined ? null : Number(pid), error };
    return meaning('failed', 'load-failed', fields, label ?? jobName(path));
  }
  const exit =
    /^(?:exited due to|Service exited due to signal: |Service exited due to |Exited with code: |Service exited with abnormal code: |Exited abnormally: )\s*(.+)$/s.exec(
      message,
    )?.[1];
  if (exit !== undefined) return exited(exit, meaning);
  const spawned = /^xpcproxy spawned with pid (\d+)/.exec(message)?.[1];
  if (spawned !== undefined) return meaning('started', 'spawned', { pid: Number(spawned) });
  const ended = /^(removing service|service inactive): (.+)$/s.exec(message);
  if (ended !== null) {
    const operation = ended[1] === 'removing service' ? 'removed' : 'inactive';
    return meaning('stopped', operation, {}, ended[2] ?? label);
  }
  if (label === null) return null;
  const throttled = /(?:Service only ran for|Throttling respawn|Pushing respawn out by)/.test(message)
    ? /\b(\d{1,10}) seconds?\D{0,64}$/.exec(message)
    : null;
  if (throttled !== null) return meaning('failed', 'throttled', { seconds: Number(throttled[1]) });
  for (const [pattern, action, operation] of MESSAGES) {
    if (pattern.test(message)) return meaning(action, operation);
  }
  return null;
}

const MESSAGES: readonly (readonly [RegExp, Action, string])[] = [
  [
    /^(?:Missing executable detected|Could not find and\/or execute program|posix_spawn\(|Executable path does not exist)/i,
    'failed',
    'executable-missing',
  ],
  [
    /^(?:Service could not initialize|Could not initialize|Trampoline was terminated|Service setup event to handle failure)/i,
    'failed',
    'initialise-failed',
  ],
  [
    /(?:improperly signed|code signing|signature of executable|Code Signature Invalid)/i,
    'failed',
    'signature-invalid',
  ],
  [
    /^(?:Dubious ownership on file|Path not allowed|Dubious permissions on file)/i,
    'failed',
    'ownership-refused',
  ],
  [/^Service cannot be loaded/i, 'failed', 'load-failed'],
  [/^service (?:is )?disabled/i, 'changed', 'disabled'],
  [/^service (?:is )?enabled/i, 'changed', 'enabled'],
];

function exited(
  how: string,
  meaning: (action: Action, operation: string, fields?: ServiceMeaning['fields']) => ServiceMeaning,
): ServiceMeaning {
  const [, end = how, ranFor = null] = /^(.*?)(?:, ran for (.{1,64}))?$/s.exec(how) ?? [];
  const code = /^(?:exit\()?(-?\d{1,10})\)?$/.exec(end.trim())?.[1];
  if (code !== undefined) {
    return meaning(code === '0' ? 'stopped' : 'failed', 'exited', { exitCode: Number(code), ranFor });
  }
  const at = end.indexOf('sent by ');
  const signal = (at === -1 ? end : end.slice(0, at)).replace(/[ |]+$/, '');
  const sentBy = at === -1 ? null : end.slice(at + 'sent by '.length);
  return meaning(FAULTS.test(signal) ? 'failed' : 'stopped', 'exited', { signal, sentBy, ranFor });
}
