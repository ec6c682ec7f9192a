import { describe, expect, it } from 'vitest';
import type { PackageEvent } from '../../../main/formats/package-log/package-event.ts';
import { rpmName } from '../../../main/formats/package-log/package-event.ts';
import { readAptHistory } from '../../../main/formats/package-log/read-apt-history.ts';
import { readDpkgLog } from '../../../main/formats/package-log/read-dpkg-log.ts';
import { readRpmLog } from '../../../main/formats/package-log/read-rpm-log.ts';
import { corpusAvailable, corpusFile } from '../../support/corpus.ts';
import { linesOf, sorted } from '../syslog/lines.ts';

const brief = (event: PackageEvent) => [
  event.time,
  event.operation,
  event.package,
  event.version,
  event.oldVersion,
];

describe('dpkg.log', () => {
  it('reads what was done to packages, in local time', () => {
    const { records, problems } = sorted(
      readDpkgLog(
        linesOf(
          [
            '2024-01-02 00:30:00 startup archives unpack',
            '2024-01-02 00:30:01 install nginx:amd64 <none> 1.18.0-6',
            '2024-01-02 00:30:01 status half-installed nginx:amd64 1.18.0-6',
            '2024-01-02 00:30:02 upgrade bash:amd64 5.1-1 5.1-2',
            '2024-01-02 00:30:03 upgrade bash:amd64 5.1-2 5.1-2',
            '2024-01-02 00:30:04 configure nginx:amd64 1.18.0-6 <none>',
            '2024-01-02 00:30:05 remove nginx:amd64 1.18.0-6 <none>',
            '2024-01-02 00:30:06 purge nginx:amd64 1.18.0-6 <none>',
            'garbage',
          ].join('\n'),
        ),
        60,
      ),
    );
    expect(problems).toEqual(['dpkg-line-malformed@9']);
    expect(records.map(brief)).toEqual([
      ['2024-01-01T23:30:00Z', 'other', null, null, null],
      ['2024-01-01T23:30:01Z', 'install', 'nginx', '1.18.0-6', null],
      ['2024-01-01T23:30:01Z', 'status', 'nginx', '1.18.0-6', null],
      ['2024-01-01T23:30:02Z', 'upgrade', 'bash', '5.1-2', '5.1-1'],
      ['2024-01-01T23:30:03Z', 'reinstall', 'bash', '5.1-2', '5.1-2'],
      ['2024-01-01T23:30:04Z', 'configure', 'nginx', '1.18.0-6', null],
      ['2024-01-01T23:30:05Z', 'remove', 'nginx', '1.18.0-6', null],
      ['2024-01-01T23:30:06Z', 'purge', 'nginx', '1.18.0-6', null],
    ]);
    expect(records[0]).toMatchObject({ word: 'startup', command: 'archives unpack', timeAssumed: ['zone'] });
    expect(records[2]).toMatchObject({ word: 'half-installed', architecture: 'amd64' });
  });

  it.skipIf(!corpusAvailable)('reads the log of the corpus', () => {
    const text = Buffer.from(corpusFile('syslog/plaso_dpkg.log')).toString('utf8');
    const { records, problems } = sorted(readDpkgLog(linesOf(text), 0));
    expect(problems).toEqual([]);
    expect(records.map(brief)).toEqual([
      ['2009-02-25T11:45:23Z', 'other', null, null, null],
      ['2016-08-03T15:25:53Z', 'other', null, null, null],
      ['2016-08-06T17:35:39Z', 'install', 'base-passwd', '3.5.33', null],
      ['2016-08-09T04:57:14Z', 'status', 'base-passwd', '3.5.33', null],
    ]);
  });
});

describe('apt’s history.log', () => {
  it('makes a record of each package, with command and who asked', () => {
    const { records, problems } = sorted(
      readAptHistory(
        linesOf(
          `
Start-Date: 2024-01-02  03:04:05
Commandline: apt install nginx
Requested-By: bob (1000)
Install: nginx:amd64 (1.18.0-6), libx:amd64 (1:2.0~rc1-3, automatic)
Upgrade: bash:amd64 (5.1-1, 5.1-2)
Remove: telnet:all (0.17)
End-Date: 2024-01-02  03:04:09

Commandline: stray

Start-Date: 2024-01-03  03:04:05
Commandline: /usr/bin/unattended-upgrade
Error: Sub-process /usr/bin/dpkg returned an error code (1)
`,
        ),
        0,
      ),
    );
    expect(problems).toEqual(['apt-history-malformed@10']);
    expect(records.map((record) => [...brief(record), record.line])).toEqual([
      ['2024-01-02T03:04:05Z', 'install', 'nginx', '1.18.0-6', null, 5],
      ['2024-01-02T03:04:05Z', 'install', 'libx', '1:2.0~rc1-3', null, 5],
      ['2024-01-02T03:04:05Z', 'upgrade', 'bash', '5.1-2', '5.1-1', 6],
      ['2024-01-02T03:04:05Z', 'remove', 'telnet', '0.17', null, 7],
      ['2024-01-03T03:04:05Z', 'command', null, null, null, 12],
    ]);
    expect(records[0]).toMatchObject({
      command: 'apt install nginx',
      requestedBy: 'bob (1000)',
      architecture: 'amd64',
    });
  });
});

describe('logs of yum and dnf', () => {
  const read = (text: string, firstYear: number | null = 2019) =>
    sorted(readRpmLog(linesOf(text), { firstYear, offsetMinutes: 0 })).records;

  it('reads yum.log, whose times have no year', () => {
    const text =
      'Dec 31 10:00:00 Installed: 1:dbus-1.10.24-13.el7_6.x86_64\nJan 01 10:00:01 Updated: bash-4.2.46-33.el7.x86_64\nJan 01 10:00:02 Erased: telnet\n';
    expect(read(text).map(brief)).toEqual([
      ['2019-12-31T10:00:00Z', 'install', 'dbus', '1:1.10.24-13.el7_6', null],
      ['2020-01-01T10:00:01Z', 'upgrade', 'bash', '4.2.46-33.el7', null],
      ['2020-01-01T10:00:02Z', 'remove', 'telnet', null, null],
    ]);
    expect(read(text, null).map(({ time }) => time)).toEqual([null, null, null]);
  });

  it('reads dnf’s logs', () => {
    const text = [
      '2023-05-01T12:00:00+0200 INFO --- logging initialized ---',
      '2023-05-01T12:00:00+0200 DDEBUG Command: dnf -y install nginx ',
      '2023-05-01T12:00:01+0200 SUBDEBUG Installed: nginx-1:1.20.1-14.el9.x86_64',
      '2023-05-01T10:00:02Z INFO Upgrade: bash-5.1.8-6.el9.x86_64',
      '2023-05-01T10:00:02Z SUBDEBUG Upgraded: bash-5.1.8-5.el9.x86_64',
      'Traceback (most recent call last):',
      '2023-05-01T10:00:03Z SUBDEBUG Erase: telnet-0.17-85.el9.noarch',
    ].join('\n');
    expect(read(text).map((record) => [...brief(record), record.architecture])).toEqual([
      ['2023-05-01T10:00:00Z', 'command', null, null, null, null],
      ['2023-05-01T10:00:01Z', 'install', 'nginx', '1:1.20.1-14.el9', null, 'x86_64'],
      ['2023-05-01T10:00:02Z', 'upgrade', 'bash', '5.1.8-6.el9', null, 'x86_64'],
      ['2023-05-01T10:00:02Z', 'status', 'bash', '5.1.8-5.el9', null, 'x86_64'],
      ['2023-05-01T10:00:03Z', 'remove', 'telnet', '0.17-85.el9', null, 'noarch'],
    ]);
    expect(read(text)[0]?.command).toBe('dnf -y install nginx');
  });

  it('takes names of packages apart', () => {
    expect(rpmName('java-1.8.0-openjdk-headless-1.8.0.372.b07-1.el7_9.x86_64')).toEqual({
      package: 'java-1.8.0-openjdk-headless',
      version: '1.8.0.372.b07-1.el7_9',
      architecture: 'x86_64',
    });
    expect(rpmName('word')).toEqual({ package: 'word', version: null, architecture: null });
  });
});
