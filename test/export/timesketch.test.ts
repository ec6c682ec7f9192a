import { beforeAll, describe, expect, test } from 'vitest';
import { isTime } from '../../main/export/evidence-time.ts';
import { format } from '../../main/export/formats/timesketch.ts';
import { TIMELINE_COLUMNS } from '../../main/export/timesketch/timeline-row.ts';
import type { TriageResult } from '../../shared/model/triage-event.ts';
import { corpusAvailable } from '../support/corpus.ts';
import { sampleResult, sampleService, sampleWindows } from '../support/sample-result.ts';
import { hostileResult } from '../support/sample-result-hostile.ts';
import { exported, linuxResult, loggedEvent, richResult, windowsResult } from './export-results.ts';

interface Row {
  readonly message: string;
  readonly datetime: string;
  readonly timestamp_desc: string;
  readonly tag?: readonly string[];
  readonly [column: string]: unknown;
}

const jsonl = (result: TriageResult): Row[] =>
  (exported(format, result).get('timesketch.jsonl') ?? '')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row);

/** RFC 4180 by the letter; the quoted fields of a row unquoted. */
function csv(result: TriageResult): string[][] {
  const text = exported(format, result).get('timesketch.csv') ?? '';
  const rows: string[][] = [];
  let row: string[] = [];
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  while (field.lastIndex < text.length) {
    const match = field.exec(text);
    if (match === null) throw new Error('not CSV');
    row.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] === '\r\n') rows.push(row.splice(0));
  }
  expect(row).toEqual([]);
  row = [];
  return rows;
}

/** What Timesketch itself checks and does (timesketch/lib/utils.py: mandatory fields, tags, one form of time in a chunk). */
function expectLoadable(result: TriageResult): void {
  const rows = jsonl(result);
  for (const row of rows) {
    expect([typeof row.message, typeof row.timestamp_desc, isTime(row.datetime)]).toEqual([
      'string',
      'string',
      true,
    ]);
    expect(row.message).not.toBe('');
    for (const reserved of ['_id', '_type', '_index', '_source', '__ts_timeline_id'])
      expect(row).not.toHaveProperty(reserved);
  }
  const [head, ...cells] = csv(result);
  expect(head).toEqual([...TIMELINE_COLUMNS]);
  expect(cells.length).toBe(rows.length);
  for (const row of cells) {
    expect(row.length).toBe(TIMELINE_COLUMNS.length);
    expect(row[1]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
    expect(row[6]).toMatch(/^daemonscope(,|$)/);
  }
}

describe('the sample', () => {
  test('one row a time, with the precision of its source', () => {
    const rows = jsonl(richResult());
    expect(
      rows.map(({ datetime, timestamp_desc, data_type }) => `${datetime} ${timestamp_desc} ${data_type}`),
    ).toEqual([
      '2017-09-29T06:49:45Z System Installed daemonscope:host',
      '2018-03-27T21:45:28.0567018Z System Shutdown daemonscope:host',
      '2018-03-27T09:38:47.5741960Z Registry Key Last Written windows:registry:service',
      '2018-03-27T09:38:47.5741960Z Registry Key Last Written windows:registry:service',
      '2018-03-20T10:00:00.0000000Z Registry Key Last Written windows:registry:service',
      '2021-06-02T10:11:12.3456789Z Service Created (event 7045) windows:evtx:record',
      '2018-03-20T09:59:00.000Z File Modified fs:stat',
      '2018-03-27T09:38:47.5741960Z Time of Evidence daemonscope:finding',
      '2018-03-27T09:38:47.5741960Z Time of Evidence daemonscope:finding',
      '2021-06-02T10:11:12.3456789Z Time of Evidence daemonscope:finding',
    ]);
  });

  test('an event says what, whose and by whom, and keeps its fields', () => {
    const row = jsonl(richResult()).find(({ event_id }) => event_id === 7045);
    expect(row).toMatchObject({
      message:
        'Service created: evil by S-1-5-21-1-2-3-500 (Service Control Manager 7045): ServiceName: evil; ImagePath: C:\\Windows\\Temp\\evil.exe; StartType: auto start',
      tag: ['daemonscope', 'medium', 'installed_from_temp'],
      level: 'medium',
      source_locator: 'record 1',
    });
    expect(JSON.parse(String(row?.['fields']))).toEqual(loggedEvent(1).fields);
  });

  test('a service carries its worst level and its rules', () => {
    const row = jsonl(richResult()).find(
      ({ service, data_type }) => service === 'Updater' && data_type === 'windows:registry:service',
    );
    expect(row?.tag).toEqual(['daemonscope', 'critical', 'security_service_disabled', 'image_in_public']);
    const cells = csv(richResult()).find((cell) =>
      cell.includes('daemonscope,critical,security_service_disabled,image_in_public'),
    );
    expect(cells).toBeDefined();
  });

  test('other control sets and subkeys have times of their own; the same write is one row', () => {
    const windows = sampleWindows({
      subkeys: [{ name: 'Parameters', lastWrite: '2018-01-01T00:00:00.0000000Z' }],
      history: [
        {
          where: 'ControlSet002',
          path: 'x',
          keyLastWrite: '2017-01-01T00:00:00.0000000Z',
          present: true,
          differences: [{ field: 'imagePath', there: 'a', here: 'b' }],
        },
        {
          where: 'RegBack',
          path: 'x',
          keyLastWrite: '2018-03-27T09:38:47.5741960Z',
          present: true,
          differences: [],
        },
      ],
    });
    const rows = jsonl(
      sampleResult({ services: [sampleService('a', { windows })], findings: [], events: [], binaries: [] }),
    );
    expect(rows.map(({ datetime }) => datetime).slice(2)).toEqual([
      '2018-03-27T09:38:47.5741960Z',
      '2017-01-01T00:00:00.0000000Z',
      '2018-01-01T00:00:00.0000000Z',
    ]);
    expect(rows[3]?.message).toContain('as in ControlSet002, where these differ: imagePath');
  });
});

describe.each([
  ['rich', richResult()],
  ['hostile', hostileResult()],
])('%s result', (_, result) => {
  test('loads', () => expectLoadable(result));

  test('no cell of the CSV computes', () => {
    for (const row of csv(result).slice(1)) {
      for (const cell of row.filter((text) => text !== '-'))
        expect(cell).not.toMatch(/^[\s"]*[=+\-@＝＋－＠]|[\0-\x1f]/);
    }
  });
});

test('hostile text comes out of JSONL as it was', () => {
  const messages = jsonl(hostileResult()).map(({ command }) => command);
  expect(messages).toContain("=cmd|' /C calc'!A0");
  expect(messages).toContain('a\0b\u0007c\u001b[31md\r\ne\tf\u0085g');
  expect(messages).toContain('x\\u{D800}y\\u{DC00}z \u{1F600}');
});

test('two runs over the same evidence give the same bytes', () => {
  const sample = richResult();
  const run = { ...sample.header.run, startedAt: '2030-01-01T00:00:00.000Z', target: '/elsewhere' };
  expect(exported(format, { ...sample, header: { ...sample.header, run } })).toEqual(
    exported(format, sample),
  );
});

test('a Linux host: every service of it that has a time', async () => {
  const result = await linuxResult();
  expectLoadable(result);
  const rows = jsonl(result);
  const evil = rows.filter(({ service, data_type }) => service === 'evil.service' && data_type !== 'fs:stat');
  expect(evil.map(({ data_type }) => data_type)).toContain('linux:systemd:unit');
});

describe.skipIf(!corpusAvailable)('a real workstation (needs ../shared/corpus)', () => {
  let result: TriageResult;
  beforeAll(async () => {
    result = await windowsResult();
  }, 60_000);

  test('every time of every service is a row', () => {
    expectLoadable(result);
    const rows = jsonl(result);
    const keys = new Set(rows.map(({ service, datetime }) => `${service} ${datetime}`));
    const timed = result.services.filter(({ lastChanged }) => lastChanged !== null);
    expect(timed.length).toBeGreaterThan(400);
    for (const { name, lastChanged } of timed) expect(keys).toContain(`${name} ${lastChanged}`);
    expect(rows.filter(({ action }) => action !== undefined).length).toBe(
      result.events.filter(({ time }) => isTime(time)).length,
    );
  });
});
