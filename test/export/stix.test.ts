import { beforeAll, describe, expect, test } from 'vitest';
import { format } from '../../main/export/formats/stix.ts';
import { loadableJson } from '../../main/export/loadable-json.ts';
import { fileObjects, pointerObjects } from '../../main/export/stix/observables.ts';
import { canonicalJson, observableId } from '../../main/export/stix/stix-id.ts';
import type { TriageResult } from '../../shared/model/triage-event.ts';
import { corpusAvailable } from '../support/corpus.ts';
import { sampleFinding, samplePointer, sampleResult } from '../support/sample-result.ts';
import { hostileResult } from '../support/sample-result-hostile.ts';
import { exported, linuxResult, richResult, windowsResult } from './export-results.ts';
import { stixProblems } from './stix-checker.ts';

interface Loose {
  readonly type: string;
  readonly id: string;
  readonly [property: string]: unknown;
}

const bundle = (result: TriageResult, attackVersion: number | null = null): string =>
  exported(format, result, { attackVersion }).get('stix-bundle.json') ?? '';
const objects = (text: string): Loose[] => (JSON.parse(text) as { objects: Loose[] }).objects;
const ofType = (text: string, type: string) => objects(text).filter((object) => object.type === type);

function expectSighted(result: TriageResult): void {
  const descriptions = ofType(bundle(result), 'sighting').map(({ description }) => String(description));
  const sentences = result.findings.map(({ why }) => JSON.parse(loadableJson(why)) as string);
  for (const why of sentences) expect(descriptions.some((text) => text.includes(why))).toBe(true);
  expect(descriptions.length).toBeGreaterThanOrEqual(result.findings.length);
}

describe('ids of observables', () => {
  test.each([
    ['ipv4-addr', '198.51.100.3', 'ipv4-addr--28bb3599-77cd-5a82-a950-b5bc3caf07c4'],
    ['ipv6-addr', '2001:db8::1', 'ipv6-addr--6469e3a9-b053-5e34-a025-9396ae051d26'],
    ['domain-name', 'example.com', 'domain-name--bedb4899-d24b-5401-bc86-8f6b4cc18ec7'],
  ])('%s: that which other producers give %s (the first is the example of the specification, section 2.9)', (type, value, id) => {
    expect(observableId(type, { value })).toBe(id);
  });

  test('are made from canonical JSON', () => {
    expect(canonicalJson({ b: [1, { d: null, c: 'ä"\n' }], a: true })).toBe(
      '{"a":true,"b":[1,{"c":"ä\\"\\n","d":null}]}',
    );
  });

  test('one file is one object, whoever names it; another folder makes another', () => {
    const [, first] = fileObjects('C:\\a\\x.exe', 'windows');
    const [, second] = fileObjects('C:\\b\\x.exe', 'windows');
    expect(fileObjects('C:\\a\\x.exe', 'windows')[1]).toEqual(first);
    expect(first?.['name']).toBe('x.exe');
    expect(second?.id).not.toBe(first?.id);
    expect(fileObjects('', 'linux')).toEqual([]);
    expect(fileObjects('/init', 'linux').map(({ path, name }) => path ?? name)).toEqual(['/', 'init']);
    expect(fileObjects('a\\b', 'linux')).toMatchObject([{ name: 'a\\b' }]);
  });

  test('hive names are written out; a key that the public schema would refuse is given as its file', () => {
    expect(pointerObjects(samplePointer('Spooler'))).toMatchObject([
      {
        key: 'HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet001\\Services\\Spooler',
        modified_time: '2018-03-27T09:38:47.5741960Z',
      },
    ]);
    expect(pointerObjects(samplePointer('HKU')).at(-1)).toMatchObject({ type: 'file', name: 'SYSTEM' });
  });
});

describe.each([
  ['sample', sampleResult()],
  ['rich', richResult()],
  ['hostile', hostileResult()],
  ['empty', sampleResult({ services: [], findings: [], events: [], binaries: [] })],
])('%s result', (_, result) => {
  test('is a bundle as STIX 2.1 wants it', () => expect(stixProblems(bundle(result))).toEqual([]));

  test('each finding is sighted, with its sentence', () => expectSighted(result));
});

test('a finding can be followed from its technique to the file', () => {
  const text = bundle(sampleResult());
  const [sighting] = ofType(text, 'sighting');
  const [pattern] = ofType(text, 'attack-pattern');
  const [observed] = ofType(text, 'observed-data');
  const [process] = ofType(text, 'process');
  const file = ofType(text, 'file').find(({ name }) => name === 'updater.exe');
  expect(pattern?.['external_references']).toEqual([
    {
      source_name: 'mitre-attack',
      url: 'https://attack.mitre.org/techniques/T1543/003/',
      external_id: 'T1543.003',
    },
  ]);
  expect(sighting).toMatchObject({
    sighting_of_ref: pattern?.id,
    observed_data_refs: [observed?.id],
    confidence: 85,
    labels: ['high', 'service-creation', 'image_in_public'],
    first_seen: '2018-03-27T09:38:47.574Z',
  });
  expect(observed).toMatchObject({ first_observed: '2018-03-27T09:38:47.5741960Z', number_observed: 1 });
  expect(observed?.['object_refs']).toEqual(expect.arrayContaining([process?.id, file?.id]));
  expect(process).toMatchObject({
    command_line: 'C:\\Users\\Public\\updater.exe -svc',
    image_ref: file?.id,
    extensions: { 'windows-service-ext': { service_name: 'Updater', display_name: 'Updater display' } },
  });
  expect(file).toMatchObject({
    hashes: { MD5: '1'.repeat(32), 'SHA-1': '2'.repeat(40), 'SHA-256': '7'.repeat(64) },
    size: 4096,
    mtime: '2018-03-20T09:59:00.000Z',
  });
  expect(ofType(text, 'windows-registry-key')[0]).toMatchObject({
    key: 'HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet001\\Services\\Updater',
  });
  // A service without a finding is no intelligence.
  expect(text).not.toContain('Spooler');
});

test('a finding without a technique is a sighting of its rule', () => {
  const [service] = sampleResult().services;
  if (service === undefined) throw new Error('the sample has services');
  const finding = sampleFinding(service, { techniques: [] });
  const text = bundle(sampleResult({ findings: [finding] }));
  expect(stixProblems(text)).toEqual([]);
  expect(ofType(text, 'attack-pattern').map(({ name }) => name)).toEqual([finding.title]);
  expect(ofType(text, 'sighting').length).toBe(1);
});

test('techniques are those of the version asked for', () => {
  const names = (version: number) =>
    ofType(bundle(richResult(), version), 'attack-pattern').flatMap(({ external_references }) =>
      (external_references as { external_id: string }[]).map(({ external_id }) => external_id),
    );
  expect(names(14).toSorted()).toEqual(['T0881', 'T1543.003', 'T1546', 'T1562', 'T1562.001', 'T1574.002']);
  expect(names(19).toSorted()).toEqual(['T0881', 'T1543.003', 'T1546.017', 'T1574.001', 'T1685']);
});

test('the same evidence gives the same bytes, another host other ids of its own objects', () => {
  const sample = richResult();
  const run = { ...sample.header.run, startedAt: '2030-01-01T00:00:00.000Z' };
  expect(bundle({ ...sample, header: { ...sample.header, run } })).toBe(bundle(sample));
  const other = {
    ...sample,
    header: { ...sample.header, host: { ...sample.header.host, hostName: 'OTHER' } },
  };
  const shared = new Set(ofType(bundle(sample), 'sighting').map(({ id }) => id));
  for (const { id } of ofType(bundle(other), 'sighting')) expect(shared.has(id)).toBe(false);
  expect(ofType(bundle(other), 'file')).toEqual(ofType(bundle(sample), 'file'));
});

test('a Linux host', async () => {
  const result = await linuxResult();
  const text = bundle(result);
  expect(stixProblems(text)).toEqual([]);
  expect(ofType(text, 'process').map(({ command_line }) => String(command_line))).toEqual(
    expect.arrayContaining([expect.stringContaining('base64 -d')]),
  );
});

describe.skipIf(!corpusAvailable)('a real workstation (needs ../shared/corpus)', () => {
  let result: TriageResult;
  beforeAll(async () => {
    result = await windowsResult();
  }, 60_000);

  test('is a bundle as STIX 2.1 wants it, with each finding', () => {
    const text = bundle(result);
    expect(stixProblems(text)).toEqual([]);
    expect(result.findings.length).toBeGreaterThan(0);
    expectSighted(result);
  });
});
