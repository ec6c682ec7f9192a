import { expect, it } from 'vitest';
import { source } from '../../../main/sources/logs/linux-audit.ts';
import { brief, collectLogs, LINUX_LOGS, logFile } from '../logs-text/collect-logs.ts';

const log = (...lines: string[]) => logFile(`${lines.join('\n')}\n`);
const at = (serial: number) => `msg=audit(1690000000.123:${serial}):`;
const TIME = '2023-07-22T04:26:40.123Z';
const SYSCALL =
  'arch=c000003e syscall=257 success=yes exit=3 items=2 ppid=1 pid=9 auid=1000 uid=0 tty=pts0 ses=3 comm="vim" exe="/usr/bin/vim" key="systemd"';

it('makes events of what systemd told the audit log', () => {
  const { events, coverage } = collectLogs(source, {
    '/var/log/audit/audit.log': log(
      `type=SERVICE_START ${at(1)} pid=1 uid=0 auid=4294967295 ses=4294967295 msg='unit=sshd comm="systemd" exe="/usr/lib/systemd/systemd" hostname=? addr=? terminal=? res=success'`,
      `type=SERVICE_STOP ${at(2)} pid=1 uid=0 auid=4294967295 ses=4294967295 msg='unit=firewalld comm="systemd" exe="/usr/lib/systemd/systemd" res=success'`,
      `type=SERVICE_START ${at(3)} pid=1 uid=0 auid=4294967295 msg='unit=x.timer comm="systemd" exe="/usr/lib/systemd/systemd" res=failed'`,
      `type=USER_LOGIN ${at(4)} pid=1 uid=0 auid=1000 msg='op=login res=success'`,
    ),
  });
  expect(events.map(brief)).toEqual([
    [TIME, 'started', 'start', 'sshd.service', null],
    [TIME, 'stopped', 'stop', 'firewalld.service', null],
    [TIME, 'failed', 'start-failed', 'x.timer', null],
  ]);
  expect(events[0]).toMatchObject({
    id: 'linux:log:/var/log/audit/audit.log:1',
    provider: 'auditd',
    channel: 'audit.log',
    fields: {
      type: 'SERVICE_START',
      unit: 'sshd',
      comm: 'systemd',
      exe: '/usr/lib/systemd/systemd',
      res: 'success',
      auid: '4294967295',
    },
  });
  expect(coverage).toMatchObject({
    outcome: 'collected',
    counts: { files: 1, lines: 4, auditEvents: 4, events: 3 },
  });
});

it('names who gave a command or changed a unit, by auid', () => {
  const { events } = collectLogs(source, {
    '/etc/passwd': 'bob:x:1000:1000::/home/bob:/bin/sh\n',
    '/var/log/audit/audit.log': log(
      `type=SYSCALL ${at(1)} ${SYSCALL.replace('257', '59')}`,
      `type=EXECVE ${at(1)} argc=3 a0="systemctl" a1="stop" a2="auditd"`,
      `type=PATH ${at(1)} item=0 name="/usr/bin/systemctl" nametype=NORMAL`,
      `type=SYSCALL ${at(2)} ${SYSCALL}`,
      `type=CWD ${at(2)} cwd="/etc/systemd/system"`,
      `type=PATH ${at(2)} item=0 name="/etc/systemd/system/" nametype=PARENT`,
      `type=PATH ${at(2)} item=1 name="evil.service" nametype=CREATE`,
      `type=SYSCALL ${at(3)} ${SYSCALL}`,
      `type=PATH ${at(3)} item=1 name="/etc/systemd/system/multi-user.target.wants/evil.service" nametype=CREATE`,
      `type=SYSCALL ${at(4)} ${SYSCALL}`,
      `type=PATH ${at(4)} item=0 name="/etc/systemd/system/ssh.service.d/x.conf" nametype=DELETE`,
      `type=USER_CMD ${at(5)} pid=1000 uid=1001 auid=1001 msg='cwd="/home/bob" cmd=73797374656D63746C20656E61626C65206576696C exe="/usr/bin/sudo" terminal=pts/0 res=failed'\x1dAUID="eve"`,
      `type=SYSCALL ${at(6)} ${SYSCALL.replace('yes', 'no')}`,
      `type=PATH ${at(6)} item=0 name="/etc/systemd/system/a.service" nametype=NORMAL`,
    ),
  });
  expect(events.map(brief)).toEqual([
    [TIME, 'other', 'command-stop', 'auditd.service', 'bob'],
    [TIME, 'created', 'unit-file-created', 'evil.service', 'bob'],
    [TIME, 'changed', 'enablement-created', 'evil.service', 'bob'],
    [TIME, 'deleted', 'drop-in-deleted', 'ssh.service', 'bob'],
    [TIME, 'failed', 'refused-enable', 'evil.service', 'eve'],
  ]);
  expect(events[0]?.fields).toMatchObject({
    type: 'EXECVE',
    a1: 'stop',
    exe: '/usr/bin/vim',
    auid: '1000',
    command: 'systemctl stop auditd',
  });
  expect(events[1]?.fields).toMatchObject({
    path: '/etc/systemd/system/evil.service',
    nametype: 'CREATE',
    key: 'systemd',
  });
});

it('finds a command inside a shell’s argument, which the kernel writes in hexadecimal', () => {
  const argument = Buffer.from('cd /; systemctl mask auditd').toString('hex').toUpperCase();
  const { events } = collectLogs(source, {
    '/var/log/audit/audit.log': log(
      `type=SYSCALL ${at(1)} ${SYSCALL}`,
      `type=EXECVE ${at(1)} argc=3 a0="sh" a1="-c" a2=${argument}`,
      `type=EXECVE ${at(2)} argc=2 a0="ls" a1="/etc"`,
    ),
  });
  expect(events.map(brief)).toEqual([[TIME, 'changed', 'command-mask', 'auditd.service', '1000']]);
});

it('tells what became of auditing itself', () => {
  const { events } = collectLogs(source, {
    '/var/log/audit/audit.log.1': log(
      'type=DAEMON_START msg=audit(1690000000.123:1): op=start ver=3.0.7 auid=4294967295 pid=820 uid=0 ses=4294967295 res=success',
      'type=CONFIG_CHANGE msg=audit(1690000000.123:2): auid=1000 ses=3 op=remove_rule key="systemd" list=4 res=1',
      'type=CONFIG_CHANGE msg=audit(1690000000.123:3): op=set audit_enabled=0 old=1 auid=1000 ses=3 res=1',
      'type=DAEMON_END msg=audit(1690000000.123:4): op=terminate auid=0 uid=0 ses=3 pid=1 res=success',
    ),
  });
  expect(events.map(brief)).toEqual([
    [TIME, 'started', 'daemon-start', 'auditd.service', null],
    [TIME, 'changed', 'audit-remove-rule', 'auditd.service', '1000'],
    [TIME, 'changed', 'audit-disabled', 'auditd.service', '1000'],
    [TIME, 'stopped', 'daemon-end', 'auditd.service', 'root'],
  ]);
});

it('gives every record where a rule asks, and is read from a plain folder', () => {
  const { events, others } = collectLogs(
    source,
    {
      '/audit.log': log(
        `type=SYSCALL ${at(1)} ${SYSCALL}`,
        `type=PATH ${at(1)} item=0 name="/x" nametype=NORMAL`,
        'x',
      ),
    },
    { root: LINUX_LOGS, wanted: true },
  );
  expect(events).toEqual([]);
  expect(others.map(({ fields }) => [fields['type'], fields['name'], fields['exe']])).toEqual([
    ['SYSCALL', undefined, '/usr/bin/vim'],
    ['PATH', '/x', '/usr/bin/vim'],
  ]);
});

it('says when there is none', () => {
  expect(collectLogs(source, { '/etc/passwd': '' }).coverage).toMatchObject({
    outcome: 'notPresent',
    counts: {},
  });
});

it('tells of the start and the end of the host, which systemd-update-utmp records', () => {
  const marks = ['SYSTEM_BOOT', 'SYSTEM_SHUTDOWN', 'SYSTEM_RUNLEVEL'].map(
    (type, index) =>
      `type=${type} ${at(index)} pid=701 uid=0 auid=4294967295 ses=4294967295 msg=' comm="systemd-update-utmp" exe="/usr/lib/systemd/systemd-update-utmp" hostname=? addr=? terminal=? res=success'`,
  );
  const { events } = collectLogs(source, { '/var/log/audit/audit.log': log(...marks) });
  expect(events.map(brief)).toEqual([
    [TIME, 'other', 'host-started', null, null],
    [TIME, 'other', 'host-ending', null, null],
  ]);
});
