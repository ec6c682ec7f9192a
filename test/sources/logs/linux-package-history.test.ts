import { expect, it } from 'vitest';
import { source } from '../../../main/sources/logs/linux-package-history.ts';
import { collectLogs, logFile } from '../logs-text/collect-logs.ts';

it('tells of packages once, with the command that asked for them', () => {
  const { events, coverage } = collectLogs(source, {
    '/etc/timezone': 'Europe/Berlin\n',
    '/var/log/dpkg.log': logFile(
      [
        '2024-01-02 03:04:06 startup archives unpack',
        '2024-01-02 03:04:07 install nginx:amd64 <none> 1.18.0-6',
        '2024-01-02 03:04:07 status half-installed nginx:amd64 1.18.0-6',
      ].join('\n'),
    ),
    '/var/log/apt/history.log': logFile(
      '\nStart-Date: 2024-01-02  03:04:05\nCommandline: apt install nginx libx\nRequested-By: bob (1000)\nInstall: nginx:amd64 (1.18.0-6), libx:amd64 (2, automatic)\nEnd-Date: 2024-01-02  03:04:09\n',
    ),
  });
  expect(
    events.map(({ id, time, action, provider, actor, fields }) => [
      id,
      time,
      action,
      provider,
      actor,
      fields['operation'],
      fields['package'],
      fields['version'],
    ]),
  ).toEqual([
    [
      'linux:log:/var/log/dpkg.log:2',
      '2024-01-02T02:04:07Z',
      'other',
      'dpkg',
      null,
      'package-install',
      'nginx',
      '1.18.0-6',
    ],
    [
      'linux:log:/var/log/apt/history.log:5',
      '2024-01-02T02:04:05Z',
      'other',
      'apt',
      'bob',
      'package-command',
      undefined,
      undefined,
    ],
    [
      'linux:log:/var/log/apt/history.log:5:1',
      '2024-01-02T02:04:05Z',
      'other',
      'apt',
      'bob',
      'package-install',
      'libx',
      '2',
    ],
  ]);
  expect(events[1]?.fields).toMatchObject({
    command: 'apt install nginx libx',
    timeAssumed: 'zone',
    timeZone: 'Europe/Berlin',
  });
  expect(coverage).toMatchObject({ outcome: 'collected', counts: { files: 2, events: 3, repeated: 1 } });
});

it('reads yum’s and dnf’s logs', () => {
  const { events } = collectLogs(source, {
    '/var/log/yum.log-20240101': logFile(
      'Dec 31 10:00:00 Erased: telnet-0.17-1.el7.x86_64\n',
      '2024-01-01T00:00:00Z',
    ),
    '/var/log/dnf.rpm.log': logFile(
      '2024-01-02T03:04:05+0000 SUBDEBUG Installed: nginx-1:1.20.1-14.el9.x86_64\n',
    ),
    '/var/log/dnf.log': logFile('2024-01-02T03:04:00+0000 DDEBUG Command: dnf install nginx \n'),
  });
  expect(
    events.map(({ time, channel, fields }) => [
      time,
      channel,
      fields['operation'],
      fields['package'] ?? fields['command'],
    ]),
  ).toEqual([
    ['2023-12-31T10:00:00Z', 'yum.log', 'package-remove', 'telnet'],
    ['2024-01-02T03:04:05Z', 'dnf.rpm.log', 'package-install', 'nginx'],
    ['2024-01-02T03:04:00Z', 'dnf.log', 'package-command', 'dnf install nginx'],
  ]);
});

it('says when there is none', () => {
  expect(collectLogs(source, { '/etc/passwd': '' }).coverage).toMatchObject({ outcome: 'notPresent' });
});
