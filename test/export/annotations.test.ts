import { describe, expect, test } from 'vitest';
import { annotatedResult } from '../../main/case/annotated-result.ts';
import { format as csv } from '../../main/export/formats/csv.ts';
import { format as ecs } from '../../main/export/formats/ecs.ts';
import { format as html } from '../../main/export/formats/html.ts';
import { format as jsonl } from '../../main/export/formats/jsonl.ts';
import { format as navigator } from '../../main/export/formats/navigator.ts';
import { format as stix } from '../../main/export/formats/stix.ts';
import { format as timesketch } from '../../main/export/formats/timesketch.ts';
import { exportFormats } from '../../main/export/formats.ts';
import { readHtml } from '../support/read-html.ts';
import { HOSTILE_TEXTS } from '../support/sample-result-hostile.ts';
import { readCsv } from './csv-reader.ts';
import { exported, richResult } from './export-results.ts';
import { hostileJudgements, JUDGEMENTS, judgedResult } from './judged-results.ts';
import { stixProblems } from './stix-checker.ts';

const COLUMNS = ['Verdict', 'Tags', 'Note', 'Reviewer', 'ReviewedAt'];
const lines = (text: string | undefined) => (text ?? '').split('\n').filter((line) => line !== '');

describe('without judgements', () => {
  test('every report is the same to the byte, also where a judgement says nothing or is of another subject', async () => {
    const plain = richResult();
    const [said] = JUDGEMENTS;
    if (said === undefined) throw new Error('there are judgements');
    const silent = annotatedResult(plain, [
      { ...said, verdict: 'unreviewed', tags: [], note: '' },
      { ...said, subject: 'windows:elsewhere' },
    ]);
    expect(silent.annotations).toBeUndefined();
    for (const format of await exportFormats()) {
      expect(exported(format, silent)).toEqual(exported(format, plain));
    }
  });
});

describe('CSV', () => {
  const plain = exported(csv, richResult());
  const judged = exported(csv, judgedResult());

  test.each([
    ['services.csv', 'Name', 'Updater', ['malicious', 'dropper | a, b', "'=cmd is no formula here", 'Robin']],
    ['services.csv', 'Name', 'Spooler', ['unreviewed', '', '', '']],
    ['findings.csv', 'Subject', 'evil', ['benign', 'installer', 'Rolled out by us.\\nSee ticket 7.', 'Kim']],
  ])('%s: five columns at the end, %s %s', (file, column, name, expected) => {
    const [head = [], ...rows] = readCsv(judged.get(file) ?? '');
    expect(head.slice(-5)).toEqual(COLUMNS);
    const row = rows.find((cells) => cells[head.indexOf(column)] === name);
    expect(row?.slice(-5, -1)).toEqual(expected);
    expect(rows.map((cells) => cells.slice(0, -5))).toEqual(readCsv(plain.get(file) ?? '').slice(1));
  });

  test('log records and files have them too', () => {
    const [head = [], ...rows] = readCsv(judged.get('events.csv') ?? '');
    expect(head.slice(-5)).toEqual(COLUMNS);
    const said = rows.map((cells) => cells.slice(-5, -2)).filter(([verdict]) => verdict !== 'unreviewed');
    expect(said).toEqual([['benign', 'installer', 'Rolled out by us.\\nSee ticket 7.']]);
    const [first] = richResult().binaries;
    const [judgement] = JUDGEMENTS;
    if (first === undefined || judgement === undefined) throw new Error('there are files and judgements');
    const files = readCsv(
      exported(csv, judgedResult([{ ...judgement, subject: first.id }])).get('binaries.csv') ?? '',
    );
    expect(files.filter((cells) => cells.at(-5) === 'benign')).toHaveLength(1);
    expect(files[0]?.slice(-5)).toEqual(COLUMNS);
  });

  test('no note computes', () => {
    const [, ...rows] = readCsv(exported(csv, hostileJudgements()).get('services.csv') ?? '');
    for (const cell of rows.flatMap((row) => row.slice(-5))) {
      expect(cell).not.toMatch(/^[\s"]*[=+\-@＝＋－＠]/);
    }
  });
});

describe('JSONL', () => {
  test('lines of their own after the findings, under the version that knows them', () => {
    const text = exported(jsonl, judgedResult()).get('daemonscope.jsonl');
    const records = lines(text).map((line) => JSON.parse(line) as { type: string; schemaVersion?: string });
    expect(records[0]?.schemaVersion).toBe('1.1.0');
    expect(records.filter(({ type }) => type === 'annotation')).toEqual(
      JUDGEMENTS.map(({ subject, ...said }) => ({
        type: 'annotation',
        subject:
          subject === 'windows:updater'
            ? { kind: 'service', id: subject, name: 'Updater', platform: 'windows' }
            : { kind: 'event', id: subject, name: 'evil', platform: 'windows' },
        ...said,
      })),
    );
    const before = lines(exported(jsonl, richResult()).get('daemonscope.jsonl'));
    expect(
      lines(text)
        .filter((line) => !line.startsWith('{"type":"annotation"'))
        .slice(1),
    ).toEqual(before.slice(1));
  });
});

describe('HTML', () => {
  const page = (result = judgedResult()) => readHtml(exported(html, result).get('report.html') ?? '');

  test('what the analyst made of it stands after the verdict, with benign findings counted apart', () => {
    const { text } = page();
    const at = (part: string) => text.indexOf(part);
    expect(at('Analyst’s judgement')).toBeGreaterThan(at('critical'));
    expect(at('Analyst’s judgement')).toBeLessThan(at('What is wrong'));
    expect(text).toContain('3 of 3 findings reviewed.');
    expect(text).toContain('✗ malicious 2 findings on 1 subject: Updater');
    expect(text).toContain('✓ benign 1 finding on 1 subject: evil');
    expect(text).toContain('1 judged benign');
    expect(text).toContain('; 1 of them judged benign, and marked.');
  });

  test('verdict, tags, note, who and when stand with each finding and service', () => {
    const { elements, text } = page();
    const classes = elements.map(({ attributes }) => attributes.get('class') ?? '');
    expect(classes.filter((one) => one === 'finding medium benign')).toHaveLength(1);
    expect(classes.filter((one) => /^finding .*benign$/.test(one))).toHaveLength(1);
    for (const part of ['installer', 'Rolled out by us.See ticket 7.', 'Kim, 2026-02-03 04:05:06 UTC']) {
      expect(text).toContain(part);
    }
    const inventory = text.slice(text.indexOf('services, the worst first'));
    expect(inventory).toContain('✗ malicious dropper a, b =cmd is no formula here');
  });

  test('a subject that only has a note is not reviewed', () => {
    const [, said] = JUDGEMENTS;
    if (said === undefined) throw new Error('there are two');
    const { text } = page(judgedResult([{ ...said, verdict: 'unreviewed', note: 'look again' }]));
    expect(text).toContain('0 of 3 findings reviewed, 3 not.');
    expect(text).toContain('2 findings on 1 subject with tags or a note: Updater');
    expect(text).toContain('look again');
  });

  test('a hostile note is shown and nothing else', () => {
    const source = exported(html, hostileJudgements()).get('report.html') ?? '';
    expect(source).not.toMatch(/<script|<img|<iframe|<base|<svg onload/i);
    const { text, problems } = readHtml(source);
    expect(problems).toEqual([]);
    for (const name of ['image', 'attribute', 'style', 'details', 'template'] as const) {
      expect(text).toContain(HOSTILE_TEXTS[name]);
    }
  });
});

describe('other programs', () => {
  test('Timesketch: tags of rows of the service, the record and their findings', () => {
    const files = exported(timesketch, judgedResult());
    const rows = lines(files.get('timesketch.jsonl')).map(
      (line) => JSON.parse(line) as { service?: string; data_type: string; tag: string[] },
    );
    const tagged = (tag: string) => rows.filter((row) => row.tag.includes(tag));
    expect(tagged('verdict:malicious').length).toBeGreaterThanOrEqual(3);
    for (const row of tagged('verdict:malicious')) expect(row).toMatchObject({ service: 'Updater' });
    for (const row of tagged('verdict:malicious')) expect(row.tag).toContain('a, b');
    expect(
      tagged('verdict:benign')
        .map(({ data_type }) => data_type)
        .toSorted(),
    ).toEqual(['daemonscope:finding', 'windows:evtx:record']);
    expect(files.get('timesketch.csv')).toContain('verdict:malicious,dropper,a  b');
  });

  test('ECS: tags that are searched, and the rest to read', () => {
    const documents = lines(exported(ecs, judgedResult()).get('ecs.ndjson'))
      .map((line) => JSON.parse(line) as { tags?: string[]; daemonscope?: Record<string, unknown> })
      .filter(({ tags }) => tags?.includes('verdict:malicious'));
    expect(documents.map(({ daemonscope }) => daemonscope?.record)).toEqual([
      'service',
      'finding',
      'finding',
    ]);
    for (const { daemonscope } of documents) {
      expect(daemonscope?.review).toEqual({
        verdict: 'malicious',
        tags: ['dropper', 'a, b'],
        note: '=cmd is no formula here',
        reviewer: 'Robin',
        reviewed: '2026-02-03T05:00:00.000Z',
      });
    }
  });

  test.each([
    ['judged', judgedResult()],
    ['judged by a hostile hand', hostileJudgements()],
  ])('STIX, %s: sightings of a later version with labels and the note', (name, result) => {
    const text = exported(stix, result).get('stix-bundle.json') ?? '';
    expect(stixProblems(text)).toEqual([]);
    if (name !== 'judged') return;
    const { objects } = JSON.parse(text) as {
      objects: { type: string; labels?: string[]; modified: string; created: string; description: string }[];
    };
    const benign = objects.filter(({ labels }) => labels?.includes('verdict:benign'));
    expect(benign).toHaveLength(2);
    for (const sighting of benign) {
      expect(sighting.modified).toBe('2026-02-03T04:05:06.789Z');
      expect(sighting.created < sighting.modified).toBe(true);
      expect(sighting.description).toContain(
        'Judged benign (Kim, 2026-02-03T04:05:06.789Z).\nRolled out by us.\nSee ticket 7.',
      );
    }
  });

  test('Navigator: the comment counts verdicts, the score stays that of the finding', () => {
    const cells = (result = judgedResult()) =>
      (
        JSON.parse(exported(navigator, result).get('navigator-layer.json') ?? '') as {
          techniques: { techniqueID: string; comment: string; score?: number }[];
        }
      ).techniques;
    const service = cells().find(({ techniqueID }) => techniqueID === 'T1543.003');
    expect(service?.comment).toMatch(/\. Judged: 1 malicious, 1 benign$/);
    expect(cells().map(({ score }) => score)).toEqual(cells(richResult()).map(({ score }) => score));
  });
});
