import { describe, expect, it } from 'vitest';
import { firstYear } from '../../../main/formats/syslog/infer-years.ts';
import type { ZoneOffset } from '../../../main/formats/syslog/local-time.ts';
import { readSyslog } from '../../../main/formats/syslog/read-syslog.ts';
import { corpusAvailable, corpusFile } from '../../support/corpus.ts';
import { linesOf, sorted } from './lines.ts';

function read(text: string, modified: string | null = '2024-06-01T00:00:00Z', offsetMinutes: ZoneOffset = 0) {
  const year = firstYear(linesOf(text), modified, offsetMinutes);
  return sorted(readSyslog(linesOf(text), { firstYear: year, offsetMinutes }));
}

const times = (text: string, modified?: string | null, offset?: ZoneOffset) =>
  read(text, modified, offset).records.map(({ time }) => time);

describe('forms of lines', () => {
  it('reads RFC 3164, with what the time lacks said', () => {
    expect(read('Jan  2 03:04:05 host systemd[1]: Started x.\n')).toEqual({
      problems: [],
      records: [
        {
          line: 1,
          offset: 0,
          time: '2024-01-02T03:04:05Z',
          timeAssumed: ['year', 'zone'],
          priority: null,
          host: 'host',
          program: 'systemd',
          pid: 1,
          subject: null,
          level: null,
          structuredData: null,
          message: 'Started x.',
        },
      ],
    });
  });

  it('reads times of ISO 8601, whose zone counts more than the host’s', () => {
    const { records } = read(
      '2024-01-02T03:04:05.123456+02:00 h CRON[7]: a\n<30>2024-01-02T03:04:05Z h /usr/sbin/x: b\n2023-06-08 14:51:38-07 mac Installer[123]: c\n2024-01-02 03:04:05 h x: d\n',
      null,
      60,
    );
    expect(
      records.map(({ time, timeAssumed, program, priority }) => [time, timeAssumed, program, priority]),
    ).toEqual([
      ['2024-01-02T01:04:05.123456Z', [], 'CRON', null],
      ['2024-01-02T03:04:05Z', [], '/usr/sbin/x', 30],
      ['2023-06-08T21:51:38Z', [], 'Installer', null],
      ['2024-01-02T02:04:05Z', ['zone'], 'x', null],
    ]);
  });

  it('reads RFC 5424 (examples of its section 6.5)', () => {
    const { records, problems } = read(
      "<34>1 2003-10-11T22:14:15.003Z mymachine.example.com su - ID47 - \uFEFF'su root' failed for lonvick on /dev/pts/8\n" +
        "<165>1 2003-08-24T05:14:15.000003-07:00 192.0.2.1 myproc 8710 - - %% It's time to make the do-nuts.\n" +
        '<165>1 2003-10-11T22:14:15.003Z mymachine.example.com evntslog - ID47 [exampleSDID@32473 iut="3" eventSource="A]\\"p"][x@1 class="high"] An application event\n',
    );
    expect(problems).toEqual([]);
    expect(records).toMatchObject([
      {
        time: '2003-10-11T22:14:15.003Z',
        host: 'mymachine.example.com',
        program: 'su',
        pid: null,
        priority: 34,
        structuredData: null,
        message: "'su root' failed for lonvick on /dev/pts/8",
      },
      {
        time: '2003-08-24T12:14:15.000003Z',
        host: '192.0.2.1',
        program: 'myproc',
        pid: 8710,
        message: "%% It's time to make the do-nuts.",
      },
      {
        program: 'evntslog',
        structuredData: '[exampleSDID@32473 iut="3" eventSource="A]\\"p"][x@1 class="high"]',
        message: 'An application event',
      },
    ]);
  });

  it('reads what macOS adds: the job, the level, names with blanks, lines without host', () => {
    const { records } = read(
      'Mar  1 10:00:00 mac com.apple.xpc.launchd[1] (com.example.x[123]): Service exited with abnormal code: 1\n' +
        'Mar  1 10:00:00 mac com.apple.xpc.launchd[1] (com.apple.xpc.launchd.domain.user.501) <Warning>: y\n' +
        'Mar  1 10:00:01 mac Google Chrome[12]: z\n' +
        'Mar  1 10:00:02: --- last message repeated 5 times ---\n' +
        'Mar  1 10:00:03 kernel: [9.1] q: r\n',
    );
    expect(
      records.map(({ host, program, pid, subject, level, message }) => [
        host,
        program,
        pid,
        subject,
        level,
        message,
      ]),
    ).toEqual([
      ['mac', 'com.apple.xpc.launchd', 1, 'com.example.x[123]', null, 'Service exited with abnormal code: 1'],
      ['mac', 'com.apple.xpc.launchd', 1, 'com.apple.xpc.launchd.domain.user.501', 'Warning', 'y'],
      ['mac', 'Google Chrome', 12, null, null, 'z'],
      [null, null, null, null, null, '--- last message repeated 5 times ---'],
      [null, 'kernel', null, null, null, '[9.1] q: r'],
    ]);
  });

  it('joins lines that continue a message, and says which lines are none', () => {
    const { records, problems } = read(
      ' stray\nJan  1 00:00:00 h a[1]: one\n\ttwo\n\n three\nMMM  1 00:00:00 h a: no\nJan 32 00:00:00 h a: no\nJan  1 00:00:01 h a: four\n',
    );
    expect(records.map(({ line, message }) => [line, message])).toEqual([
      [2, 'one\n\ttwo\n three'],
      [8, 'four'],
    ]);
    expect(problems).toEqual([
      'syslog-line-malformed@1',
      'syslog-line-malformed@6',
      'syslog-line-malformed@7',
    ]);
  });

  it('says when a line is too long, or a time impossible', () => {
    expect(read(`Jan  1 00:00:00 h a: ${'x'.repeat(70_000)}\n`).problems).toEqual(['syslog-line-too-long@1']);
    expect(read('Apr 31 00:00:00 h a: x\n')).toMatchObject({
      records: [{ time: null }],
      problems: ['syslog-time-impossible@1'],
    });
  });
});

it('passes over lines that are not wanted, with what continues them, and still counts the years', () => {
  const text =
    'Dec 31 00:00:00 h a: x\n\tmore of x\nDec 31 00:00:01 h b: wanted\n\tmore\nJan  1 00:00:00 h a: y\n more of y\nJan  2 00:00:00 h b: wanted\nwanted\n';
  const options = { firstYear: 2023, offsetMinutes: 0, wanted: (line: string) => line.includes('wanted') };
  const { records, problems } = sorted(readSyslog(linesOf(text), options));
  expect(records.map(({ line, time, message }) => [line, time, message])).toEqual([
    [3, '2023-12-31T00:00:01Z', 'wanted\n\tmore'],
    [7, '2024-01-02T00:00:00Z', 'wanted'],
  ]);
  expect(problems).toEqual(['syslog-line-malformed@8']);
});

describe('the year of lines without one', () => {
  it('is that of the file’s time, or the year before for what would be later', () => {
    expect(times('May 30 00:00:00 h a: x\n')).toEqual(['2024-05-30T00:00:00Z']);
    expect(times('Jul 30 00:00:00 h a: x\n')).toEqual(['2023-07-30T00:00:00Z']);
    // A clock may be a little ahead of that which wrote the file's time.
    expect(times('Jun  1 10:00:00 h a: x\n')).toEqual(['2024-06-01T10:00:00Z']);
  });

  it('goes back at each turn of the year', () => {
    expect(
      times(
        'Nov 30 00:00:00 h a: x\nMar  1 00:00:00 h a: y\nDec 31 23:59:59 h a: z\nJan  1 00:00:00 h a: q\n',
      ),
    ).toEqual([
      '2022-11-30T00:00:00Z',
      '2023-03-01T00:00:00Z',
      '2023-12-31T23:59:59Z',
      '2024-01-01T00:00:00Z',
    ]);
  });

  it('is not moved by lines out of order', () => {
    expect(
      times(
        'Dec 31 23:59:59 h a: x\nJan  1 00:00:00 h a: y\nDec 31 23:59:59 h a: late\nJan  1 00:00:01 h a: z\n',
      ),
    ).toEqual([
      '2023-12-31T23:59:59Z',
      '2024-01-01T00:00:00Z',
      '2023-12-31T23:59:59Z',
      '2024-01-01T00:00:01Z',
    ]);
  });

  it('knows leap days, whole dates in the same file, and when it knows nothing', () => {
    expect(times('Feb 29 01:00:00 h a: x\nMar  1 00:00:00 h a: y\n', '2023-06-01T00:00:00Z')).toEqual([
      '2020-02-29T01:00:00Z',
      '2020-03-01T00:00:00Z',
    ]);
    expect(
      times(
        'Dec 31 00:00:00 h a: x\nJan  1 00:00:00 h a: y\n2019-01-02T00:00:00Z h a: z\nJan  3 00:00:00 h a: q\n',
      ),
    ).toEqual([
      '2018-12-31T00:00:00Z',
      '2019-01-01T00:00:00Z',
      '2019-01-02T00:00:00Z',
      '2019-01-03T00:00:00Z',
    ]);
    expect(times('Dec 31 00:00:00 h a: x\n', null)).toEqual([null]);
  });

  it('follows the zone: the last hours of a year are the next in UTC', () => {
    expect(times('Dec 31 20:00:00 h a: x\n', '2024-01-01T01:00:00Z', -300)).toEqual(['2024-01-01T01:00:00Z']);
    const summer: ZoneOffset = (local) => (new Date(local).getUTCMonth() > 2 ? 120 : 60);
    expect(times('Jan  1 12:00:00 h a: x\nMay  1 12:00:00 h a: x\n', undefined, summer)).toEqual([
      '2024-01-01T11:00:00Z',
      '2024-05-01T10:00:00Z',
    ]);
  });
});

describe.skipIf(!corpusAvailable)('logs of the corpus', () => {
  const log = (name: string, modified: string) =>
    read(Buffer.from(corpusFile(`syslog/${name}`)).toString('utf8'), modified);

  it('reads the lines that are lines', () => {
    const { records, problems } = log('plaso_syslog', '2016-06-01T00:00:00Z');
    expect(problems).toEqual(['syslog-line-malformed@8']);
    expect(records).toHaveLength(16);
    expect(records.map(({ time }) => time).slice(5, 9)).toEqual([
      '2012-01-22T07:54:32Z',
      // The line says itself that it happened in 2012.
      '2012-02-29T01:15:43Z',
      '2012-12-18T17:54:32Z',
      '2013-03-23T23:01:18Z',
    ]);
    expect(log('plaso_syslog_ssh.log', '2016-06-01T00:00:00Z')).toMatchObject({
      problems: [],
      records: { length: 9 },
    });
    expect(log('plaso_syslog_cron.log', '2016-06-01T00:00:00Z')).toMatchObject({
      problems: [],
      records: { length: 9 },
    });
    const traditional = log('plaso_syslog_rsyslog_traditional', '2016-06-01T00:00:00Z');
    expect(traditional.records.map(({ program }) => program)).toEqual([
      null,
      'dhclient',
      null,
      'CRON',
      'AptDaemon',
      'com.canonical.Unity.Scope.Music',
      'org.debian.apt',
      'aprocess',
    ]);
  });
});
