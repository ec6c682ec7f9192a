import { expect, it } from 'vitest';
import { execArguments } from '../../../main/formats/audit-log/audit-value.ts';
import { type AuditItem, readAuditLog } from '../../../main/formats/audit-log/read-audit-log.ts';
import { linesOf } from '../syslog/lines.ts';

function read(text: string) {
  const items: AuditItem[] = [...readAuditLog(linesOf(text))];
  return {
    events: items.flatMap((item) => (item.kind === 'event' ? [item.event] : [])),
    problems: items.flatMap((item) => (item.kind === 'problem' ? [`${item.code}@${item.line}`] : [])),
  };
}

const fields = (text: string) => Object.fromEntries(read(text).events[0]?.records[0]?.fields ?? []);

it('reads a message of user space, its nested fields beside its own', () => {
  const line =
    'type=SERVICE_START msg=audit(1690000000.123:456): pid=1 uid=0 auid=4294967295 ses=4294967295 subj=system_u:system_r:init_t:s0 ' +
    `msg='unit=sshd comm="systemd" exe="/usr/lib/systemd/systemd" hostname=? addr=? terminal=? res=success'\x1dUID="root" AUID="unset"\n`;
  const { events, problems } = read(line);
  expect(problems).toEqual([]);
  expect(events).toMatchObject([
    {
      time: '2023-07-22T04:26:40.123Z',
      serial: 456,
      node: null,
      records: [{ type: 'SERVICE_START', line: 1, offset: 0 }],
    },
  ]);
  expect(fields(line)).toEqual({
    pid: '1',
    uid: '0',
    auid: '4294967295',
    ses: '4294967295',
    subj: 'system_u:system_r:init_t:s0',
    unit: 'sshd',
    comm: 'systemd',
    exe: '/usr/lib/systemd/systemd',
    hostname: '?',
    addr: '?',
    terminal: '?',
    res: 'success',
    UID: 'root',
    AUID: 'unset',
  });
});

it('decodes text in hexadecimal, and leaves numbers alone', () => {
  expect(
    fields(
      `type=USER_CMD msg=audit(1.000:1): pid=10 auid=1000 msg='cwd="/home/bob" cmd=73797374656D63746C20656E61626C65206576696C2E73657276696365 exe="/usr/bin/sudo" terminal=pts/0 res=success'`,
    ),
  ).toMatchObject({ cwd: '/home/bob', cmd: 'systemctl enable evil.service', pid: '10', terminal: 'pts/0' });
  expect(
    fields('type=SYSCALL msg=audit(1.000:1): a0=CAFE a1=10 comm=C3A42062 exe="/a" key=(null) syscall=59'),
  ).toEqual({
    a0: 'CAFE',
    a1: '10',
    comm: 'ä b',
    exe: '/a',
    key: '(null)',
    syscall: '59',
  });
  expect(fields('type=PROCTITLE msg=audit(1.000:1): proctitle=73797374656D63746C0073746F70')).toEqual({
    proctitle: 'systemctl stop',
  });
});

it('joins the records of one event, also mixed with those of another', () => {
  const { events } = read(
    [
      'type=SYSCALL msg=audit(1690000002.500:458): syscall=59 comm="systemctl" exe="/usr/bin/systemctl"',
      'type=CONFIG_CHANGE msg=audit(1690000003.000:460): auid=1000 ses=3 op=remove_rule key="systemd" list=4 res=1',
      'type=EXECVE msg=audit(1690000002.500:458): argc=3 a0="systemctl" a1="stop" a2=6576696C2031',
      'node=web1 type=PATH msg=audit(1690000002.500:458): item=0 name="/x"',
      'type=PATH msg=audit(1690000002.500:458): item=0 name="/usr/bin/systemctl" nametype=NORMAL',
    ].join('\n'),
  );
  expect(events.map(({ serial, node, records }) => [serial, node, records.map(({ type }) => type)])).toEqual([
    [458, null, ['SYSCALL', 'EXECVE', 'PATH']],
    [460, null, ['CONFIG_CHANGE']],
    [458, 'web1', ['PATH']],
  ]);
  expect(execArguments((events[0]?.records ?? []).filter(({ type }) => type === 'EXECVE'))).toEqual([
    'systemctl',
    'stop',
    'evil 1',
  ]);
});

it('puts long arguments together', () => {
  const { events } = read(
    'type=EXECVE msg=audit(1.000:1): argc=2 a0="sh" a1_len=8 a1[0]=61206263\ntype=EXECVE msg=audit(1.000:1): a1[1]="defg"\n',
  );
  expect(execArguments(events[0]?.records ?? [])).toEqual(['sh', 'a bcdefg']);
});

it('says which lines are none, and holds few events open', () => {
  expect(read('\nfoo\ntype=X msg=audit(99999999999999.1:1): a=b\ntype=X\n').problems).toEqual([
    'audit-line-malformed@2',
    'audit-line-malformed@3',
    'audit-line-malformed@4',
  ]);
  let given = 0;
  function* lines() {
    for (let serial = 1; serial <= 10_000; serial += 1) {
      given = serial;
      yield { line: serial, offset: 0, text: `type=EOE msg=audit(1.000:${serial}): `, cut: false };
    }
  }
  const first = readAuditLog(lines()).next();
  expect(first.value).toMatchObject({ event: { serial: 1 } });
  expect(given).toBeLessThan(100);
});
