import { describe, expect, it } from 'vitest';
import { entryMeanings } from '../../../../main/sources/linux/journal/entry-meaning.ts';

const STARTED = '39f53479d3a045ac8e11786248231fbf';
const STOPPED = '9d1aaa27d60140bd96365438aad20286';

const entryMeaning = (fields: Readonly<Record<string, string>>) => entryMeanings(fields)[0] ?? null;

describe('entries of the manager', () => {
  it.each([
    [STARTED, 'sshd.service', 'started'],
    [STOPPED, 'auditd.service', 'stopped'],
    ['be02cf6855d2428ba40df7e9d022f03d', 'x.timer', 'failed'],
    ['d9b373ed55a64feb8242e02dbe79a49c', 'x.service', 'failed'],
  ])('%s on %s: %s', (MESSAGE_ID, UNIT, action) => {
    expect(entryMeaning({ MESSAGE_ID, UNIT, SYSLOG_IDENTIFIER: 'systemd' })).toMatchObject({
      action,
      service: UNIT,
    });
  });

  it('on units of users', () => {
    expect(entryMeaning({ MESSAGE_ID: STARTED, USER_UNIT: 'miner.service' })?.service).toBe('miner.service');
  });

  it.each([
    'user.slice',
    'session-1.scope',
    'multi-user.target',
    'dev-sda.device',
    'tmp.mount',
  ])('not on %s', (UNIT) => {
    expect(entryMeaning({ MESSAGE_ID: STARTED, UNIT })).toBeNull();
  });

  it('not that a start has begun', () => {
    expect(entryMeaning({ MESSAGE_ID: '7d4958e842da4a758f6c1cdc7b36dcc5', UNIT: 'x.service' })).toBeNull();
  });

  it('that units were read anew', () => {
    expect(entryMeaning({ SYSLOG_IDENTIFIER: 'systemd', MESSAGE: 'Reloading.' })?.operation).toBe(
      'daemon-reload',
    );
  });
});

describe('other entries', () => {
  it('of the audit subsystem', () => {
    const entry = {
      _AUDIT_TYPE_NAME: 'SERVICE_STOP',
      _AUDIT_LOGINUID: '1000',
      MESSAGE: 'SERVICE_STOP pid=1 uid=0 auid=4294967295 msg=\'unit=rsyslog comm="systemd" res=success\'',
    };
    expect(entryMeaning(entry)).toEqual({
      action: 'stopped',
      service: 'rsyslog.service',
      actor: '1000',
      operation: 'stop',
    });
  });

  it.each([
    ['systemctl disable --now auditd', 'changed', 'auditd.service', 'command-disable'],
    ['/usr/bin/systemctl stop ufw.service', 'other', 'ufw.service', 'command-stop'],
    ['/bin/systemctl --user enable evil.timer', 'changed', 'evil.timer', 'command-enable'],
  ])('sudo: %s', (command, action, service, operation) => {
    const MESSAGE = `     bob : TTY=pts/0 ; PWD=/home/bob ; USER=root ; COMMAND=${command}`;
    expect(entryMeaning({ SYSLOG_IDENTIFIER: 'sudo', MESSAGE })).toMatchObject({
      action,
      service,
      actor: 'bob',
      operation,
      fields: { command, runAs: 'root' },
    });
  });

  it.each([
    '/usr/bin/apt update',
    '/usr/bin/systemctl status sshd',
    '/usr/bin/vi systemctl.txt',
  ])('not %s', (command) => {
    const MESSAGE = `bob : TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=${command}`;
    expect(entryMeaning({ SYSLOG_IDENTIFIER: 'sudo', MESSAGE })).toBeNull();
  });
});

describe('processes of units', () => {
  it.each([
    [{ _EXE: '/dev/shm/x', _SYSTEMD_UNIT: 'a.service' }, 'a.service', '/dev/shm/x'],
    [
      { _EXE: '/usr/bin/python3.11', _CMDLINE: 'python3 -u /var/tmp/x.py -c 1', _SYSTEMD_UNIT: 'a.service' },
      'a.service',
      '/var/tmp/x.py',
    ],
    [
      { _EXE: '/home/bob/x', _SYSTEMD_UNIT: 'user@1000.service', _SYSTEMD_USER_UNIT: 'b.service' },
      'b.service',
      '/home/bob/x',
    ],
  ])('%o', (fields, service, executable) => {
    expect(entryMeaning(fields)).toMatchObject({
      action: 'other',
      service,
      operation: 'process-logged',
      fields: { executable },
    });
  });

  it.each([
    { _EXE: '/usr/bin/x', _CMDLINE: 'x /tmp/y', _SYSTEMD_UNIT: 'a.service' },
    { _EXE: '/usr/bin/bash', _CMDLINE: 'bash -c /tmp/y', _SYSTEMD_UNIT: 'a.service' },
    { _EXE: '/tmp/x', _SYSTEMD_UNIT: 'session-1.scope' },
    { _EXE: '/tmp/x', _SYSTEMD_UNIT: 'user@1000.service' },
    { _EXE: '/tmp/x' },
    { EXE: '/tmp/x', SYSTEMD_UNIT: 'a.service' },
  ])('not %o', (fields) => {
    expect(entryMeaning(fields)).toBeNull();
  });
});

describe('the end of the host', () => {
  const target = {
    MESSAGE_ID: STARTED,
    MESSAGE: 'Reached target shutdown.target - Shutdown.',
    SYSLOG_IDENTIFIER: 'systemd',
  };
  it('of the manager and of logind', () => {
    expect(entryMeaning({ ...target, UNIT: 'shutdown.target', _PID: '1' })?.operation).toBe('host-ending');
    expect(
      entryMeaning({ SYSLOG_IDENTIFIER: 'systemd-logind', MESSAGE: 'System is rebooting.' })?.operation,
    ).toBe('host-ending');
    expect(
      entryMeaning({ SYSLOG_IDENTIFIER: 'systemd', _PID: '1', MESSAGE: 'Startup finished in 3s.' })
        ?.operation,
    ).toBe('host-started');
  });

  it('not of the manager of a user who logs out', () => {
    expect(entryMeaning({ ...target, USER_UNIT: 'shutdown.target', _PID: '901' })).toBeNull();
  });
});
