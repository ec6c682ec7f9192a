import { describe, expect, it } from 'vitest';
import { source } from '../../../main/sources/logs/macos-logs.ts';
import { corpusAvailable, corpusFile } from '../../support/corpus.ts';
import { brief, collectLogs, logFile, MACOS_VOLUME } from '../logs-text/collect-logs.ts';

const collect = (tree: Parameters<typeof collectLogs>[1]) =>
  collectLogs(source, tree, { root: MACOS_VOLUME });
const LAUNCHD = '/private/var/log/com.apple.xpc.launchd/launchd.log';

it('tells of jobs that were loaded, started, ended and failed', () => {
  const { events } = collect({
    '/private/etc/localtime': { link: '/var/db/timezone/zoneinfo/America/New_York' },
    [LAUNCHD]: logFile(
      [
        '2023-06-08 10:00:00.000001 (system) <Notice>: Bootstrap by launchctl[812] for /Library/LaunchDaemons/com.example.x.plist succeeded (0: )',
        '2023-06-08 10:00:01.000001 (system/com.example.x [900]) <Notice>: xpcproxy spawned with pid 900',
        '2023-06-08 10:00:01.000002 (system/com.example.x [900]) <Notice>: service state: running',
        '2023-06-08 10:00:02.000001 (system/com.example.x [900]) <Notice>: exited due to exit(1), ran for 10ms',
        '2023-06-08 10:00:03.000001 (system/com.example.x [901]) <Notice>: exited due to SIGKILL | sent by kill[12]',
        '2023-06-08 10:00:04.000001 (system/com.example.x [902]) <Notice>: exited due to SIGSEGV',
        '2023-06-08 10:00:05.000001 (system/com.example.x) <Warning>: Service only ran for 0 seconds. Pushing respawn out by 10 seconds.',
        '2023-06-08 10:00:06.000001 (system) <Notice>: removing service: com.example.x',
        '2023-06-08 10:00:07.000001 (gui/501/com.example.y) <Error>: Could not import service from caller: path = /tmp/y.plist, caller = launchctl[9], error = 138: Service cannot be loaded on this hardware',
      ].join('\n'),
    ),
  });
  expect(events.map(brief)).toEqual([
    ['2023-06-08T14:00:00.000001Z', 'changed', 'bootstrap', 'com.example.x', null],
    ['2023-06-08T14:00:01.000001Z', 'started', 'spawned', 'com.example.x', null],
    ['2023-06-08T14:00:02.000001Z', 'failed', 'exited', 'com.example.x', null],
    ['2023-06-08T14:00:03.000001Z', 'stopped', 'exited', 'com.example.x', null],
    ['2023-06-08T14:00:04.000001Z', 'failed', 'exited', 'com.example.x', null],
    ['2023-06-08T14:00:05.000001Z', 'failed', 'throttled', 'com.example.x', null],
    ['2023-06-08T14:00:06.000001Z', 'stopped', 'removed', 'com.example.x', null],
    ['2023-06-08T14:00:07.000001Z', 'failed', 'load-failed', 'com.example.y', null],
  ]);
  expect(events[0]?.fields).toMatchObject({
    caller: 'launchctl',
    callerPid: 812,
    target: '/Library/LaunchDaemons/com.example.x.plist',
  });
  expect(events[3]?.fields).toMatchObject({ signal: 'SIGKILL', sentBy: 'kill[12]' });
  expect(events[7]?.fields).toMatchObject({ domain: 'gui/501', path: '/tmp/y.plist', caller: 'launchctl' });
  expect(events[0]).toMatchObject({
    id: `macos:log:${LAUNCHD}:1`,
    provider: 'launchd',
    channel: 'launchd.log',
    source: 'macos-logs',
  });
});

it('reads what system.log and install.log say', () => {
  const { events } = collect({
    '/private/var/log/system.log': logFile(
      [
        'Mar  1 10:00:00 mac com.apple.xpc.launchd[1] (com.example.x[123]): Service exited with abnormal code: 1',
        'Mar  1 10:00:01 mac com.apple.xpc.launchd[1] (com.example.x): Service only ran for 0 seconds. Pushing respawn out by 10 seconds.',
        'Mar  1 10:00:02 mac sudo[99]:     bob : TTY=ttys000 ; PWD=/ ; USER=root ; COMMAND=/bin/launchctl load -w /Library/LaunchDaemons/com.example.x.plist',
        'Mar  1 10:00:03 mac kernel[0]: x',
      ].join('\n'),
    ),
    '/private/var/log/install.log': logFile(
      '2023-06-08 14:51:38-07 mac installd[650]: Installed "Example Tool" (1.2.3)\n\tmore\n2023-06-08 14:51:39-07 mac Installer[12]: y: z\n',
    ),
  });
  expect(events.map(brief)).toEqual([
    ['2024-03-01T10:00:00Z', 'failed', 'exited', 'com.example.x', null],
    ['2024-03-01T10:00:01Z', 'failed', 'throttled', 'com.example.x', null],
    ['2024-03-01T10:00:02Z', 'changed', 'command-load', 'com.example.x', 'bob'],
    ['2023-06-08T21:51:38Z', 'other', 'package-install', null, null],
  ]);
  expect(events[3]?.fields).toMatchObject({ package: 'Example Tool', version: '1.2.3' });
});

it('says when there is none', () => {
  expect(collect({ '/Library/x': '' }).coverage).toMatchObject({ outcome: 'notPresent' });
});

describe.skipIf(!corpusAvailable)('the log of the corpus', () => {
  it('gives each start and end of a job', () => {
    const bytes = corpusFile('syslog/plaso_macos_launchd_first2000lines.log');
    const text = Buffer.from(bytes).toString('utf8');
    const count = (pattern: RegExp) => text.split('\n').filter((line) => pattern.test(line)).length;
    const { events, diagnostics, coverage } = collect({ [LAUNCHD]: logFile(bytes) });
    expect(diagnostics).toEqual([]);
    expect(coverage.counts).toMatchObject({ files: 1, lines: 2000 });
    const of = (operation: string) => events.filter(({ fields }) => fields['operation'] === operation);
    expect(of('spawned')).toHaveLength(count(/xpcproxy spawned with pid/));
    expect(of('exited')).toHaveLength(count(/exited due to/));
    expect(of('load-failed')).toHaveLength(count(/Failed to bootstrap path|Could not import service/));
    expect(events.filter(({ service }) => service === null)).toEqual([]);
    expect(of('spawned')[0]).toMatchObject({
      service: 'com.apple.logd',
      time: expect.stringMatching(/^2023-06-08T14:51:39/),
    });
  });
});
