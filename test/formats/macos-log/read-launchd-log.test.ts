import { describe, expect, it } from 'vitest';
import { readLaunchdLog } from '../../../main/formats/macos-log/read-launchd-log.ts';
import { corpusAvailable, corpusFile } from '../../support/corpus.ts';
import { linesOf, sorted } from '../syslog/lines.ts';

const read = (text: string, zone: number | null = 0) => sorted(readLaunchdLog(linesOf(text), zone));

it('takes the parts of a line', () => {
  const { records, problems } = read(
    [
      '2023-06-08 10:51:40.134661 (system/com.apple.nfsconf [90]) <Notice>: service state: exited',
      '2023-06-08 10:51:40.141678 (gui/501/com.example.a b) <Error>: x (y): z',
      '2023-06-08 10:51:40.229726 (pid/189 [findmydeviced]) <Notice>: created',
      '2023-06-08 10:51:40 (com.example.x) <Error>: q',
      '2023-06-08 10:51:40.000001 <Notice>: launchd UUID: 1',
      'no line',
    ].join('\n'),
    -240,
  );
  expect(problems).toEqual(['launchd-line-malformed@6']);
  expect(records[0]).toEqual({
    line: 1,
    offset: 0,
    time: '2023-06-08T14:51:40.134661Z',
    zoneAssumed: true,
    subject: 'system/com.apple.nfsconf [90]',
    domain: 'system',
    label: 'com.apple.nfsconf',
    pid: 90,
    level: 'Notice',
    message: 'service state: exited',
  });
  expect(records.map(({ domain, label, pid, message }) => [domain, label, pid, message]).slice(1)).toEqual([
    ['gui/501', 'com.example.a b', null, 'x (y): z'],
    ['pid/189', null, null, 'created'],
    [null, 'com.example.x', null, 'q'],
    [null, null, null, 'launchd UUID: 1'],
  ]);
});

const boot = (hour: string, then: string, day = '08') =>
  [
    `2023-06-${day} ${hour}:51:38.1 (mount) <Notice>: Doing boot task`,
    `2023-06-${day} ${hour}:51:39.0 <Notice>: swap enabled`,
    `2023-06-${day} ${hour}:51:39.1 (tzinit) <Notice>: Doing boot task`,
    `2023-06-${day} ${then}:51:39.2 (dirhelper) <Notice>: Doing boot task`,
    `2023-06-${day} ${then}:51:40.0 (system) <Notice>: entering bootstrap mode`,
    '',
  ].join('\n');

it('takes the beginning of a boot for UTC where the clock steps when the zone is set', () => {
  const two = boot('14', '10') + boot('15', '11', '09');
  expect(read(two, null).records.map(({ time, zoneAssumed }) => [time, zoneAssumed])).toEqual([
    ['2023-06-08T14:51:38.1Z', false],
    ['2023-06-08T14:51:39.0Z', false],
    ['2023-06-08T14:51:39.1Z', false],
    ['2023-06-08T14:51:39.2Z', true],
    ['2023-06-08T14:51:40.0Z', true],
    ['2023-06-09T15:51:38.1Z', false],
    ['2023-06-09T15:51:39.0Z', false],
    ['2023-06-09T15:51:39.1Z', false],
    ['2023-06-09T15:51:39.2Z', true],
    ['2023-06-09T15:51:40.0Z', true],
  ]);
  // The host's zone counts for the rest when it is known.
  expect(read(two, -240).records.map(({ time }) => time)).toEqual(
    read(two, null).records.map(({ time }) => time),
  );
});

it('leaves local time alone where the clock does not step', () => {
  expect(read(boot('14', '14'), 120).records.map(({ time }) => time)).toEqual([
    '2023-06-08T12:51:38.1Z',
    '2023-06-08T12:51:39.0Z',
    '2023-06-08T12:51:39.1Z',
    '2023-06-08T12:51:39.2Z',
    '2023-06-08T12:51:40.0Z',
  ]);
});

describe.skipIf(!corpusAvailable)('the log of the corpus', () => {
  const text = () =>
    Buffer.from(corpusFile('syslog/plaso_macos_launchd_first2000lines.log')).toString('utf8');

  it('is read whole, each line in its place', () => {
    const { records, problems } = read(text(), null);
    expect(problems).toEqual([]);
    expect(records.map(({ line }) => line)).toEqual(Array.from({ length: 2000 }, (_, index) => index + 1));
    expect(records.filter(({ zoneAssumed }) => !zoneAssumed)).toHaveLength(19);
  });

  it('goes on without a step once the zone is known', () => {
    const { records } = read(text(), null);
    // Threads of launchd write some lines milliseconds out of order.
    const seconds = records.map(({ time }) => Date.parse(time ?? '') / 1000);
    const steps = seconds.map((second, index) => second - (seconds[index - 1] ?? second));
    expect(Math.min(...steps)).toBeGreaterThan(-0.1);
    expect(records[19]?.time).toBe('2023-06-08T14:51:39.214934Z');
  });
});
