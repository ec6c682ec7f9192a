import { spawnSync } from 'node:child_process';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { source } from '../../../main/sources/logs/linux-text-logs.ts';
import { brief, collectLogs, LINUX_LOGS, logFile } from '../logs-text/collect-logs.ts';

const BERLIN = { '/etc/localtime': { link: '/usr/share/zoneinfo/Europe/Berlin' } };

describe('linux-text-logs', () => {
  it('makes events of systemd’s messages, in UTC by the host’s zone', () => {
    const { events, coverage, diagnostics } = collectLogs(source, {
      ...BERLIN,
      '/var/log/syslog': logFile(
        [
          'Mar 31 00:59:59 web systemd[1]: Started nginx.service - A web server.',
          'Mar 31 03:00:00 web systemd[1]: nginx.service: Main process exited, code=exited, status=1/FAILURE',
          "Mar 31 03:00:01 web systemd[1]: nginx.service: Failed with result 'exit-code'.",
          'Mar 31 03:00:02 web CRON[7]: (root) CMD (true)',
          'Mar 31 03:00:03 web systemd[1]: Created slice user-1000.slice.',
        ].join('\n'),
      ),
    });
    expect(diagnostics).toEqual([]);
    expect(events.map(brief)).toEqual([
      ['2024-03-30T23:59:59Z', 'started', 'started', 'nginx.service', null],
      // Summer time began between the two.
      ['2024-03-31T01:00:00Z', 'failed', 'main-process-exited', 'nginx.service', null],
      ['2024-03-31T01:00:01Z', 'failed', 'failed', 'nginx.service', null],
    ]);
    expect(events[1]).toEqual({
      type: 'event',
      id: 'linux:log:/var/log/syslog:2',
      time: '2024-03-31T01:00:00Z',
      platform: 'linux',
      source: 'linux-text-logs',
      eventId: null,
      provider: 'systemd',
      channel: 'syslog',
      computer: 'web',
      action: 'failed',
      service: 'nginx.service',
      actor: null,
      fields: {
        message: 'nginx.service: Main process exited, code=exited, status=1/FAILURE',
        pid: 1,
        timeAssumed: 'year, zone',
        timeZone: 'Europe/Berlin',
        operation: 'main-process-exited',
        code: 'exited',
        status: '1',
        statusName: 'FAILURE',
      },
      provenance: [
        {
          path: '/var/log/syslog',
          locator: { kind: 'line', section: null, key: null, line: 2 },
          time: '2024-03-31T01:00:00Z',
        },
      ],
    });
    expect(coverage).toEqual({
      type: 'coverage',
      source: 'linux-text-logs',
      outcome: 'collected',
      counts: { files: 1, lines: 5, events: 3, repeated: 0, filesFailed: 0 },
      reason: 'covers 2024-03-30T23:59:59Z to 2024-03-31T01:00:01Z',
    });
  });

  it('finds the unit by its description where systemd logged only that', () => {
    const { events } = collectLogs(source, {
      '/usr/lib/systemd/system/cron.service':
        '[Unit]\nDescription=Regular background program processing daemon\n',
      '/usr/lib/systemd/system/a.service': '[Unit]\nDescription=Twice\n',
      '/usr/lib/systemd/system/b.service': '[Unit]\nDescription=Twice\n',
      '/usr/lib/systemd/system/x.mount': '[Unit]\nDescription=A mount\n',
      '/var/log/messages': logFile(
        [
          'Mar  1 00:00:00 h systemd: Stopping Regular background program processing daemon...',
          'Mar  1 00:00:00 h systemd: Stopped Regular background program processing daemon.',
          'Mar  1 00:00:01 h systemd: Started Twice.',
          'Mar  1 00:00:02 h systemd: Started A mount.',
          'Mar  1 00:00:03 h systemd: Started Session 1 of user bob.',
        ].join('\n'),
      ),
    });
    expect(events.map((event) => [...brief(event), event.fields['description']])).toEqual([
      [
        '2024-03-01T00:00:00Z',
        'stopped',
        'stopped',
        'cron.service',
        null,
        'Regular background program processing daemon',
      ],
      ['2024-03-01T00:00:01Z', 'started', 'started', null, null, 'Twice'],
    ]);
    expect(events[0]?.fields['timeZone']).toBe('not known, taken for UTC');
  });

  it('names who gave a command on a service', () => {
    const { events } = collectLogs(source, {
      '/var/log/auth.log': logFile(
        [
          'Mar  1 00:00:00 h sudo:      bob : TTY=pts/0 ; PWD=/home/bob ; USER=root ; COMMAND=/usr/bin/systemctl enable --now evil.service other',
          'Mar  1 00:00:01 h sudo:      bob : TTY=pts/0 ; PWD=/home/bob ; USER=root ; COMMAND=/usr/bin/systemctl status ssh',
          'Mar  1 00:00:02 h sudo:      eve : user NOT in sudoers ; TTY=pts/1 ; PWD=/ ; USER=root ; COMMAND=/bin/sh -c systemctl stop auditd',
          'Mar  1 00:00:03 h polkitd(authority=local): Operator of unix-session:2 successfully authenticated as unix-user:root to gain ONE-SHOT authorization for action org.freedesktop.systemd1.manage-units for system-bus-name::1.81 [systemctl restart ssh] (owned by unix-user:bob)',
          'Mar  1 00:00:04 h sshd[3]: Accepted password for bob from 192.0.2.1 port 1 ssh2',
        ].join('\n'),
      ),
    });
    expect(events.map(brief)).toEqual([
      ['2024-03-01T00:00:00Z', 'changed', 'command-enable', 'evil.service', 'bob'],
      ['2024-03-01T00:00:00Z', 'changed', 'command-enable', 'other.service', 'bob'],
      ['2024-03-01T00:00:02Z', 'failed', 'refused-stop', 'auditd.service', 'eve'],
      ['2024-03-01T00:00:03Z', 'other', 'command-restart', 'ssh.service', 'bob'],
    ]);
    expect(events[0]?.fields).toMatchObject({ runAs: 'root', tty: 'pts/0', directory: '/home/bob' });
    expect(events[2]?.fields['refusal']).toBe('user NOT in sudoers');
    expect(events.map(({ id }) => id).slice(0, 2)).toEqual([
      'linux:log:/var/log/auth.log:1',
      'linux:log:/var/log/auth.log:1:1',
    ]);
  });

  it('reads rotated and packed logs, and tells a line of two logs once', () => {
    const line = (second: number) => `Mar  1 00:00:0${second} h systemd[1]: Started a.service - A.\n`;
    const { events, coverage } = collectLogs(source, {
      '/var/log/syslog': logFile(line(3) + line(3)),
      '/var/log/daemon.log': logFile(line(3) + line(3) + line(3)),
      '/var/log/syslog.1': logFile(line(2)),
      '/var/log/syslog.2.gz': logFile(gzipSync(line(1))),
      '/var/log/syslog-20240301.gz': logFile(gzipSync(line(1))),
      '/var/log/syslogd.conf': line(9),
    });
    expect(events.map(({ id }) => id)).toEqual([
      'linux:log:/var/log/syslog:1',
      'linux:log:/var/log/syslog:2',
      'linux:log:/var/log/syslog-20240301.gz:1',
      'linux:log:/var/log/syslog.1:1',
      'linux:log:/var/log/daemon.log:3',
    ]);
    expect(coverage.counts).toMatchObject({ files: 5, events: 5, repeated: 3 });
  });

  it('gives every line where a rule asks, those of services once as such', () => {
    const text = 'Mar  1 00:00:00 h sshd[3]: x\nMar  1 00:00:01 h systemd[1]: Stopped a.service - A.\n';
    const { events, others } = collectLogs(
      source,
      { '/var/log/syslog': logFile(text), '/var/log/daemon.log': logFile(text) },
      { wanted: true },
    );
    expect(events).toHaveLength(1);
    expect(others.map(({ provider, channel, fields }) => [provider, channel, fields['message']])).toEqual([
      ['sshd', 'syslog', 'x'],
      ['sshd', 'daemon.log', 'x'],
      ['systemd', 'daemon.log', 'Stopped a.service - A.'],
    ]);
  });

  it('gives the lines of the programs that rules ask for, and no others', () => {
    const text = [
      'Mar  1 00:00:00 h sshd[3]: x for cron',
      'Mar  1 00:00:01 h CRON[4]: y',
      'Mar  1 00:00:02 h kernel: z',
      'Mar  1 00:00:03 h cron',
    ].join('\n');
    const { others } = collectLogs(source, { '/var/log/syslog': logFile(`${text}\n`) }, { wanted: ['cron'] });
    expect(others.map(({ provider, fields }) => [provider, fields['message']])).toEqual([['CRON', 'y']]);
  });

  it('finds logs in a plain folder of logs, at its top or below', () => {
    const text = 'Mar  1 00:00:00 h systemd[1]: Started a.service - A.\n';
    const tree = {
      '/messages-20240301': logFile(text),
      '/host/logs/auth.log.1': logFile(text.replace('00:00', '00:01')),
    };
    const { events } = collectLogs(source, tree, { root: LINUX_LOGS });
    expect(events.map(({ id }) => id)).toEqual([
      'linux:log:/messages-20240301:1',
      'linux:log:/host/logs/auth.log.1:1',
    ]);
  });

  it('says when there is no log, when none can be read, and what of one could not be', () => {
    expect(collectLogs(source, { '/etc/passwd': '' }).coverage).toMatchObject({ outcome: 'notPresent' });
    const failed = collectLogs(source, { '/var/log/syslog': { unreadable: 'no permission' } });
    expect(failed.coverage).toMatchObject({ outcome: 'failed' });
    expect(failed.diagnostics).toMatchObject([{ code: 'log-unreadable', path: '/var/log/syslog' }]);
    const partly = collectLogs(source, {
      '/var/log/syslog': logFile('garbage\nmore\nMar  1 00:00:00 h systemd[1]: Started a.service - A.\n'),
      '/var/log/syslog.1.lzma': logFile('x'),
      '/var/log/syslog.1.xz': logFile('x'),
      '/var/log/syslog.2.gz': logFile('no gzip'),
      '/var/log/syslog.3.gz': logFile(
        gzipSync('Mar  1 00:00:01 h systemd[1]: Started b.service - B.\n').subarray(0, 60),
      ),
    });
    expect(partly.events.map(({ service }) => service)).toEqual(['a.service', 'b.service']);
    expect(partly.diagnostics.map(({ code, what }) => [code, what])).toEqual([
      ['syslog-line-malformed', 'line 1: begins with no time, and 1 more lines like it'],
      ['log-packing-unsupported', 'packed as .lzma, which is not unpacked here'],
      ['log-not-read', expect.stringContaining('XZ stream')],
      ['log-not-read', 'gzip header at offset 0x0: no signature 1F 8B 08'],
      ['log-packed-damaged', expect.stringContaining('could be unpacked: the file is cut short')],
    ]);
    expect(partly.coverage).toMatchObject({ outcome: 'collected', counts: { files: 5, filesFailed: 3 } });
  });

  for (const [suffix, tool] of Object.entries({ xz: 'xz', bz2: 'bzip2', zst: 'zstd', lz4: 'lz4' })) {
    const missing = spawnSync(tool, ['--version']).error !== undefined;
    it.skipIf(missing)(`reads rotated logs that are packed as .${suffix} (needs the program ${tool})`, () => {
      const packed = spawnSync(tool, ['-c', '-q'], {
        input: 'Mar  1 00:00:00 h systemd[1]: Started a.service - A.\n',
      });
      const { events, diagnostics } = collectLogs(source, {
        [`/var/log/syslog-20240301.${suffix}`]: logFile(new Uint8Array(packed.stdout)),
      });
      expect([events.map(({ service }) => service), diagnostics]).toEqual([['a.service'], []]);
    });
  }

  it('applies to Linux roots but not to bare units', () => {
    expect(source.applies(LINUX_LOGS)).toBe(true);
    expect(source.applies({ ...LINUX_LOGS, layout: 'linux-units' })).toBe(false);
    expect(source.applies({ ...LINUX_LOGS, platform: 'windows', layout: 'windows-logs' })).toBe(false);
  });
});
