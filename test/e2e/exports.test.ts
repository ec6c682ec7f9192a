import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RequestOf, Rows } from '../../shared/ipc/contract.ts';
import type { EventRecord } from '../../shared/model/event-record.ts';
import type { Finding } from '../../shared/model/finding.ts';
import type { ServiceRecord } from '../../shared/model/service-record.ts';
import { readCsv } from '../export/csv-reader.ts';
import { stixProblems } from '../export/stix-checker.ts';
import { readHtml } from '../support/read-html.ts';
import { pdfText } from '../support/read-pdf.ts';
import { type Asker, asker } from './support/asker.ts';
import { type Desktop, startDesktop, TOP } from './support/desktop.ts';
import { loggedHost } from './support/logged-host.ts';
import { writeTree } from './support/write-tree.ts';

/** What the Report view writes, file by file, against what the same window shows of the case. */
const ALL = { filter: '', levels: [], hideKnownGood: false, sort: [], offset: 0, limit: 1000 };
const NOTE = '=HYPERLINK("http://evil.example") </td><script>alert(1)</script>\nsecond line';
const FORMATS = ['HTML', 'CSV', 'JSONL', 'Timesketch', 'Navigator', 'STIX', 'ECS'];

let desktop: Desktop;
let program: Asker;
let out: string;
let findings: readonly Finding[];
let services: readonly ServiceRecord[];
let events: readonly EventRecord[];
beforeAll(async () => {
  desktop = await startDesktop();
  program = asker(desktop);
  const root = join(desktop.folder, 'root');
  out = join(desktop.folder, 'out');
  mkdirSync(out);
  writeTree(root, loggedHost());
  desktop.choose({ folder: root, 'output-folder': out });
  await desktop.page.getByRole('button', { name: 'Choose and scan…' }).click();
  await desktop.page.waitForSelector('.verdict');
  findings = await records<Finding>('findings');
  services = await records<ServiceRecord>('services');
  events = await records<EventRecord>('events');
  await program.answer('case:annotate', said('malicious', judged().subject.id, ['dropper', 'lab'], NOTE));
  await program.answer('case:annotate', said('benign', harmless().subject.id, [], 'ours'));
});
afterAll(() => desktop?.close());

async function records<T>(table: RequestOf<'case:record'>['table']): Promise<readonly T[]> {
  const { rows, total }: Rows = await program.answer('case:rows', { ...ALL, table });
  expect(rows).toHaveLength(total);
  const views = await Promise.all(rows.map(({ id }) => program.answer('case:record', { table, id })));
  return views.map(({ record }) => record as T);
}

const said = (
  verdict: RequestOf<'case:annotate'>['verdict'],
  subject: string,
  tags: string[],
  note: string,
): RequestOf<'case:annotate'> => ({ subject, verdict, tags, note, who: 'Kim' });
/** A finding on a service, and one on another subject. */
const judged = (): Finding => {
  const found = findings.find(({ subject }) => subject.kind === 'service' && subject.name === 'WinHelpSvc');
  if (found === undefined) throw new Error('no finding on WinHelpSvc');
  return found;
};
const harmless = (): Finding => {
  const found = findings.find(({ subject }) => subject.id !== judged().subject.id);
  if (found === undefined) throw new Error('all findings are on one subject');
  return found;
};
const on = (finding: Finding): readonly Finding[] =>
  findings.filter(({ subject }) => subject.id === finding.subject.id);

/** Presses the buttons of the view and gives the text of each file by name, having checked it against the manifest. */
async function exportOf(
  name: string,
  formats: readonly string[],
  scope: string,
): Promise<Map<string, string>> {
  const { page } = desktop;
  const parent = join(out, name);
  mkdirSync(parent);
  desktop.choose({ 'output-folder': parent });
  await page.keyboard.press('g');
  await page.keyboard.press('r');
  await page.waitForSelector('h1:text("Report")');
  for (const box of await page.locator('.report-format input').all()) await box.uncheck();
  for (const format of formats) await page.getByRole('checkbox', { name: format, exact: true }).check();
  await page.getByRole('radio', { name: scope }).check();
  await page.getByRole('button', { name: 'Export to a folder…' }).click();
  await page.locator('.report-result', { hasText: `/${name}/` }).waitFor();
  const [folder = ''] = readdirSync(parent);
  const bytes = (file: string) => readFileSync(join(parent, folder, file));
  const text = (file: string) => bytes(file).toString(file.endsWith('.pdf') ? 'latin1' : 'utf8');
  const { files } = JSON.parse(text('manifest.json')) as { files: { name: string; sha256: string }[] };
  for (const file of files) {
    expect(createHash('sha256').update(bytes(file.name)).digest('hex'), file.name).toBe(file.sha256);
  }
  return new Map(files.map((file) => [file.name, text(file.name)]));
}

const jsonLines = <T>(text: string | undefined): T[] =>
  (text ?? '').split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as T]));

/** Rows of a table as objects. */
function table(text: string | undefined): Record<string, string>[] {
  const [head = [], ...rows] = readCsv(text ?? '');
  return rows.map((row) => Object.fromEntries(head.map((name, index) => [name, row[index] ?? ''])));
}

const sorted = (items: readonly string[]): string[] => [...items].sort();
const techniques = (): Set<string> => new Set(findings.flatMap((finding) => finding.techniques));

describe('a report of everything, from the view', () => {
  let files: Map<string, string>;
  beforeAll(async () => {
    files = await exportOf('everything', FORMATS, 'Everything in the case');
  });

  it('events.csv has the records of the case, and services.csv and findings.csv the judgements', () => {
    const rows = table(files.get('events.csv'));
    const told = (time: string | null, action: string, service: string | null, id: number | null) =>
      [time ?? '', action, service ?? '', id ?? ''].join(' ');
    expect(sorted(rows.map((row) => `${row.Time} ${row.Action} ${row.Service} ${row.EventId}`))).toEqual(
      sorted(events.map((one) => told(one.time, one.action, one.service, one.eventId))),
    );
    expect(events.length).toBeGreaterThan(5);
    const judgedRows = table(files.get('findings.csv')).filter(({ Verdict }) => Verdict !== 'unreviewed');
    expect(sorted(judgedRows.map(({ Verdict, RuleId }) => `${Verdict} ${RuleId}`))).toEqual(
      sorted([
        ...on(judged()).map(({ ruleId }) => `malicious ${ruleId}`),
        ...on(harmless()).map(({ ruleId }) => `benign ${ruleId}`),
      ]),
    );
    expect(table(files.get('findings.csv'))).toHaveLength(findings.length);
    const service = table(files.get('services.csv')).find(({ Name }) => Name === 'WinHelpSvc');
    expect(service).toMatchObject({
      Verdict: 'malicious',
      Tags: 'dropper | lab',
      Note: `'${NOTE.replace('\n', '\\n')}`,
      Reviewer: 'Kim',
    });
  });

  it('JSONL has every record and what was said of them', () => {
    const lines = jsonLines<{ type: string; id: string; subject: unknown; verdict: string; note: string }>(
      files.get('daemonscope.jsonl'),
    );
    const ids = (type: string) => sorted(lines.filter((line) => line.type === type).map(({ id }) => id));
    expect(ids('finding')).toEqual(sorted(findings.map(({ id }) => id)));
    expect(ids('service')).toEqual(sorted(services.map(({ id }) => id)));
    expect(ids('event')).toEqual(sorted(events.map(({ id }) => id)));
    const annotations = lines.filter(({ type }) => type === 'annotation');
    expect(annotations).toHaveLength(2);
    expect(annotations.find(({ verdict }) => verdict === 'malicious')).toMatchObject({
      subject: { kind: 'service', id: judged().subject.id, name: 'WinHelpSvc' },
      note: NOTE,
      who: 'Kim',
    });
  });

  it('HTML shows the judgement and runs nothing of the note', () => {
    const source = files.get('report.html') ?? '';
    const { problems, text, elements } = readHtml(source);
    expect(problems).toEqual([]);
    expect(elements.map(({ name }) => name)).not.toContain('script');
    expect(text).toContain(
      `${on(judged()).length + on(harmless()).length} of ${findings.length} findings reviewed`,
    );
    const [first = '', second = ''] = NOTE.split('\n');
    for (const part of ['Analyst’s judgement', first, second, 'dropper', 'Kim', 'ours'])
      expect(text).toContain(part);
    for (const { why } of findings.filter(({ why }) => why.length <= 220)) expect(text).toContain(why);
  });

  it('Timesketch has a row for each time of an event, tagged', () => {
    const rows = jsonLines<{
      datetime: string;
      timestamp_desc: string;
      message: string;
      service?: string;
      event_id?: number;
      tag: string[];
      data_type: string;
    }>(files.get('timesketch.jsonl'));
    const timed = events.filter(({ time }) => time !== null);
    const logged = timed.filter(({ eventId }) => eventId !== null);
    expect(
      sorted(rows.flatMap((row) => (row.event_id === undefined ? [] : `${row.datetime} ${row.event_id}`))),
    ).toEqual(sorted(logged.map(({ time, eventId }) => `${time} ${eventId}`)));
    const malicious = rows.filter(({ tag }) => tag.includes('verdict:malicious'));
    expect(malicious.length).toBeGreaterThan(0);
    for (const row of malicious) expect(row).toMatchObject({ service: 'WinHelpSvc' });
    for (const row of malicious) expect(row.tag).toEqual(expect.arrayContaining(['dropper', 'lab']));
    const csv = (files.get('timesketch.csv') ?? '').split('\r\n');
    expect(csv[0]?.startsWith('message,datetime,timestamp_desc')).toBe(true);
    expect(csv.filter((line) => line !== '')).toHaveLength(rows.length + 1);
  });

  it('the Navigator has the techniques of the findings, scored, in its layers', () => {
    interface Layer {
      readonly domain: string;
      readonly versions: { readonly layer: string };
      readonly techniques: {
        readonly techniqueID: string;
        readonly score?: number;
        readonly comment: string;
      }[];
    }
    const layers = ['navigator-layer.json', 'navigator-layer-ics.json'].map(
      (name) => JSON.parse(files.get(name) ?? '') as Layer,
    );
    expect(layers.map(({ domain }) => domain)).toEqual(['enterprise-attack', 'ics-attack']);
    const cells = layers.flatMap((layer) => layer.techniques);
    const scored = cells.filter(({ score }) => score !== undefined && score > 0);
    expect(sorted(scored.map(({ techniqueID }) => techniqueID))).toEqual(sorted([...techniques()]));
    for (const { techniqueID, comment } of scored) {
      const own = findings.filter((finding) => finding.techniques.includes(techniqueID));
      const bad = own.filter(({ subject }) => subject.id === judged().subject.id).length;
      expect(comment.includes(`${bad} malicious`), `${techniqueID}: ${comment}`).toBe(bad > 0);
    }
  });

  it('STIX is a valid bundle with a sighting of each technique of each finding', () => {
    const text = files.get('stix-bundle.json') ?? '';
    expect(stixProblems(text)).toEqual([]);
    const { objects } = JSON.parse(text) as {
      objects: { type: string; labels?: string[]; description?: string }[];
    };
    const sightings = objects.filter(({ type }) => type === 'sighting');
    const due = (list: readonly Finding[]) =>
      list.reduce((sum, finding) => sum + Math.max(1, finding.techniques.length), 0);
    expect(sightings).toHaveLength(due(findings));
    const malicious = sightings.filter(({ labels }) => labels?.includes('verdict:malicious'));
    expect(malicious).toHaveLength(due(on(judged())));
    for (const { description } of malicious) expect(description).toContain(NOTE);
    for (const { why } of findings) {
      expect(
        sightings.some(({ description }) => description?.includes(why)),
        why,
      ).toBe(true);
    }
  });

  it('ECS has a document of every record, with the verdict among its tags', () => {
    const lines = jsonLines<Record<string, unknown>>(files.get('ecs.ndjson'));
    interface Document {
      readonly tags: string[];
      readonly event: { readonly dataset: string };
      readonly daemonscope: {
        readonly finding?: { readonly id: string };
        readonly review?: { note: string };
      };
    }
    const documents = lines.filter((_, index) => index % 2 === 1) as unknown as Document[];
    const of = (dataset: string) =>
      documents.filter(({ event }) => event.dataset === `daemonscope.${dataset}`);
    expect([of('service').length, of('event').length]).toEqual([services.length, events.length]);
    expect(sorted(of('finding').map(({ daemonscope }) => daemonscope.finding?.id ?? ''))).toEqual(
      sorted(findings.map(({ id }) => id)),
    );
    const malicious = documents.filter(({ tags }) => tags.includes('verdict:malicious'));
    expect(malicious).toHaveLength(on(judged()).length + 1);
    for (const { daemonscope } of malicious) expect(daemonscope.review?.note).toBe(NOTE);
    expect(JSON.parse(files.get('ecs-index-template.json') ?? '')).toMatchObject({
      index_patterns: ['daemonscope-*'],
    });
  });
});

describe('a report of a part, from the view', () => {
  it('by tag: what was tagged, and nothing else that was said', async () => {
    const files = await exportOf('tagged', ['CSV', 'JSONL'], 'What you have tagged');
    const rows = table(files.get('findings.csv'));
    expect(sorted(rows.map(({ RuleId }) => RuleId ?? ''))).toEqual(
      sorted(on(judged()).map(({ ruleId }) => ruleId)),
    );
    for (const { Tags, Subject } of rows) expect([Tags, Subject]).toEqual(['dropper | lab', 'WinHelpSvc']);
    const lines = jsonLines<{ type: string; verdict: string }>(files.get('daemonscope.jsonl'));
    expect(lines.flatMap(({ type, verdict }) => (type === 'annotation' ? verdict : []))).toEqual([
      'malicious',
    ]);
  });

  it('by verdict: the same findings as the window filters by that verdict', async () => {
    const files = await exportOf('judged', ['CSV'], 'By your verdict');
    const shown = await Promise.all(
      ['suspicious', 'malicious'].map((verdict) =>
        program.answer('case:rows', { ...ALL, table: 'findings', filter: `Verdict:${verdict}` }),
      ),
    );
    const rows = table(files.get('findings.csv'));
    expect(rows).toHaveLength(shown.reduce((sum, { total }) => sum + total, 0));
    expect(new Set(rows.map(({ Verdict }) => Verdict))).toEqual(new Set(['malicious']));
    expect(table(files.get('services.csv')).map(({ Name }) => Name)).toEqual(['WinHelpSvc']);
    expect(desktop.problems).toEqual([]);
  });
});

describe('a report in print, and by command line', () => {
  it('PDF shows the judgements that HTML shows, and has nothing to run', async () => {
    const files = await exportOf('printed', ['HTML', 'PDF'], 'Everything in the case');
    const pdf = files.get('report.pdf') ?? '';
    const printed = pdfText(Buffer.from(pdf, 'latin1'));
    const shown = readHtml(files.get('report.html') ?? '').text.replace(/\s+/g, '');
    const squeezed = (text: string) => text.replace(/\s+/g, '');
    const count = (text: string, part: string) => text.split(squeezed(part)).length - 1;
    const [first = '', second = ''] = NOTE.split('\n');
    const reviewed = `${on(judged()).length + on(harmless()).length} of ${findings.length} findings reviewed`;
    for (const part of ['Analyst’s judgement', first, second, reviewed, 'dropper', 'Kim']) {
      expect(count(printed, part), part).toBeGreaterThan(0);
      expect(count(printed, part), part).toBe(count(shown, part));
    }
    expect(pdf).not.toMatch(/\/(?:JavaScript|JS|OpenAction|Launch|EmbeddedFile)\b/);
  });

  it('the command that the view shows writes the same files, byte for byte', async () => {
    const file = join(desktop.folder, 'a case.daemonscope');
    await program.answer('case:save', { handle: await program.chosen('save-case', file) });
    const own = await exportOf('shown', ['HTML', 'CSV', 'JSONL', 'STIX'], 'By your verdict');
    const result = desktop.page.locator('.report-result');
    const line = (await result.locator('h3 + p code, h3 + p .code').first().textContent()) ?? '';
    expect(line).toContain('--verdict malicious,suspicious');
    const again = join(out, 'again');
    mkdirSync(again);
    const cli = join(TOP, 'out', 'cli.js');
    const run = spawnSync(
      '/bin/sh',
      ['-c', line.replace(/^daemonscope /, `"$0" '${cli}' `), process.execPath],
      {
        cwd: again,
        encoding: 'utf8',
      },
    );
    expect(run.status, run.stderr).toBe(0);
    const [folder = ''] = readdirSync(again);
    expect(readdirSync(join(again, folder)).sort()).toEqual([...own.keys(), 'manifest.json'].sort());
    for (const [name, text] of own)
      expect(readFileSync(join(again, folder, name), 'utf8') === text, name).toBe(true);
  });
});
