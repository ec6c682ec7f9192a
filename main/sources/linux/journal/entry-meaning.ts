import { lookup } from '../../../../shared/lookup.ts';
import type { EventRecord } from '../../../../shared/model/event-record.ts';
import type { ServiceMeaning } from '../../logs-text/log-event.ts';
import { commandMeanings } from '../../logs-text/sudo-message.ts';
import { hostMeaning } from '../../logs-text/systemd-message.ts';
import { fieldText, type JournalFields } from './field-text.ts';
import { unitProcess } from './unit-process.ts';

/** What an entry says of a unit. */
export interface EntryMeaning {
  readonly action: EventRecord['action'];
  readonly service: string | null;
  readonly actor: string | null;
  /** What was done, more exactly than the action says. */
  readonly operation: string | null;
  readonly fields?: ServiceMeaning['fields'];
}

/** Message ids of the manager (systemd, sd-messages.h; systemd.journal-fields(7), MESSAGE_ID). */
const IDS: Readonly<Record<string, readonly [EventRecord['action'], string]>> = {
  '39f53479d3a045ac8e11786248231fbf': ['started', 'started'],
  '9d1aaa27d60140bd96365438aad20286': ['stopped', 'stopped'],
  be02cf6855d2428ba40df7e9d022f03d: ['failed', 'start-failed'],
  d9b373ed55a64feb8242e02dbe79a49c: ['failed', 'failed'],
  '7b05ebc668384222baa8881179cfda54': ['other', 'reloaded'],
  '98e322203f7a4ed290d09fe03c09fe15': ['other', 'process-exited'],
  '5eb03494b6584870a536b337290809b3': ['other', 'restart-scheduled'],
  '0e4284a0caca4bfc81c0bb6786972673': ['other', 'skipped'],
  fe6faa94e7774663a0da52717891d8ef: ['failed', 'out-of-memory'],
};

/** A process logs under a service that runs from an odd folder; told once for each file of a unit. */
export const PROCESS_LOGGED = 'process-logged';

/** Units that start programs; slices, scopes, targets, mounts and devices come and go by themselves. */
const SERVICE_UNIT = /\.(?:service|timer|socket|path)$/;

/** What an entry says of services, one meaning a service; empty when nothing. */
export function entryMeanings(fields: JournalFields): readonly EntryMeaning[] {
  if (fieldText(fields, 'SYSLOG_IDENTIFIER') === 'sudo') {
    return commandMeanings('sudo', fieldText(fields, 'MESSAGE')).map((meaning) => ({
      actor: null,
      ...meaning,
    }));
  }
  const meaning = entryMeaning(fields) ?? processMeaning(fields);
  return meaning === null ? [] : [meaning];
}

function processMeaning(fields: JournalFields): EntryMeaning | null {
  const found = unitProcess(fields);
  if (found === null) return null;
  const { unit, ofUser, executable } = found;
  const actor = ofUser ? fieldText(fields, '_UID') || null : null;
  return {
    action: 'other',
    service: unit,
    actor,
    operation: PROCESS_LOGGED,
    fields: { executable, userUnit: ofUser ? unit : null },
  };
}

function entryMeaning(fields: JournalFields): EntryMeaning | null {
  const message = fieldText(fields, 'MESSAGE');
  const unit = fieldText(fields, 'UNIT') || fieldText(fields, 'USER_UNIT');
  const host = hostOf(fields, message);
  if (host !== null) return host;
  const known = lookup(IDS, fieldText(fields, 'MESSAGE_ID'));
  if (known !== undefined && unit !== '') {
    if (!SERVICE_UNIT.test(unit)) return null;
    return { action: known[0], service: unit, actor: actorOf(fields), operation: known[1] };
  }
  const identifier = fieldText(fields, 'SYSLOG_IDENTIFIER');
  if (fieldText(fields, '_AUDIT_TYPE_NAME').startsWith('SERVICE_')) return auditMeaning(fields, message);
  if (identifier === 'systemd' && /^Reload(?:ing\.|ing requested)/.test(message)) {
    return { action: 'other', service: null, actor: actorOf(fields), operation: 'daemon-reload' };
  }
  return null;
}

/** Only of the manager with pid 1: those of users end with each logout. */
function hostOf(fields: JournalFields, message: string): EntryMeaning | null {
  const identifier = fieldText(fields, 'SYSLOG_IDENTIFIER');
  const tells = fieldText(fields, '_PID') === '1' || identifier === 'systemd-logind';
  const host = tells ? hostMeaning(identifier, message) : null;
  return host === null ? null : { ...host, service: null, actor: null };
}

/** The account that the entry was written for, where it is not the manager's own. */
function actorOf(fields: JournalFields): string | null {
  const login = fieldText(fields, '_AUDIT_LOGINUID');
  return login === '' || login === '4294967295' ? null : login;
}

/** SERVICE_START and SERVICE_STOP of the audit subsystem (linux/audit.h: 1130, 1131), as the journal keeps them. */
function auditMeaning(fields: JournalFields, message: string): EntryMeaning | null {
  const unit = /\bunit=(\S+)/.exec(message)?.[1];
  if (unit === undefined) return null;
  const stop = fieldText(fields, '_AUDIT_TYPE_NAME') === 'SERVICE_STOP';
  const failed = /\bres=failed\b/.test(message);
  return {
    action: failed ? 'failed' : stop ? 'stopped' : 'started',
    service: SERVICE_UNIT.test(unit) ? unit : `${unit}.service`,
    actor: actorOf(fields),
    operation: `${stop ? 'stop' : 'start'}${failed ? '-failed' : ''}`,
  };
}
