import { beforeAll, describe, expect, test } from 'vitest';
import { ECS_FIELDS } from '../../main/export/ecs/index-template.ts';
import { isTime } from '../../main/export/evidence-time.ts';
import { format } from '../../main/export/formats/ecs.ts';
import type { TriageResult } from '../../shared/model/triage-event.ts';
import { corpusAvailable } from '../support/corpus.ts';
import { sampleResult, sampleService } from '../support/sample-result.ts';
import { hostileResult } from '../support/sample-result-hostile.ts';
import { exported, linuxResult, loggedEvent, richResult, windowsResult } from './export-results.ts';

interface Document {
  readonly '@timestamp': string;
  readonly tags: readonly string[];
  readonly event: {
    readonly kind: string;
    readonly dataset: string;
    readonly category?: readonly string[];
    readonly type?: readonly string[];
  };
  readonly [field: string]: unknown;
}

/** Pairs of lines as the bulk interface reads them. */
function bulk(
  result: TriageResult,
  attackVersion: number | null = null,
): { readonly id: string; readonly document: Document }[] {
  const text = exported(format, result, { attackVersion }).get('ecs.ndjson') ?? '';
  expect(text.endsWith('\n')).toBe(true);
  const lines = text.slice(0, -1).split('\n');
  expect(lines.length % 2).toBe(0);
  const pairs = [];
  for (let index = 0; index < lines.length; index += 2) {
    const action = JSON.parse(lines[index] ?? '') as { index: { _id: string } };
    expect(Object.keys(action)).toEqual(['index']);
    expect(Object.keys(action.index)).toEqual(['_id']);
    pairs.push({ id: action.index._id, document: JSON.parse(lines[index + 1] ?? '') as Document });
  }
  return pairs;
}

function leaves(value: unknown, name = ''): [name: string, leaf: unknown][] {
  if (Array.isArray(value)) return value.flatMap((item) => leaves(item, name));
  if (typeof value !== 'object' || value === null) return [[name, value]];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, name === '' ? key : `${name}.${key}`));
}

/** ECS, "Event categorization fields": the allowed words that we use, with the types expected of each category. */
const EXPECTED_TYPES: Readonly<Record<string, readonly string[]>> = {
  configuration: ['access', 'change', 'creation', 'deletion', 'info'],
  driver: ['change', 'end', 'info', 'start'],
  file: ['access', 'change', 'creation', 'deletion', 'info'],
  host: ['access', 'change', 'end', 'info', 'start'],
  process: ['access', 'change', 'end', 'info', 'start'],
};

function expectDocuments(result: TriageResult): void {
  const pairs = bulk(result);
  const { services, events, binaries, findings, diagnostics, coverage } = result;
  const count = [services, events, binaries, findings, diagnostics, coverage].reduce(
    (sum, { length }) => sum + length,
    0,
  );
  expect(pairs.length).toBe(count);
  expect(new Set(pairs.map(({ id }) => id)).size).toBe(count);
  for (const { document } of pairs) {
    expect(isTime(document['@timestamp'])).toBe(true);
    expect(['alert', 'event', 'state', 'pipeline_error']).toContain(document.event.kind);
    for (const category of document.event.category ?? []) {
      for (const type of document.event.type ?? []) expect(EXPECTED_TYPES[category]).toContain(type);
    }
    for (const [name, leaf] of leaves(document)) {
      const type = ECS_FIELDS[name];
      const wanted = type === 'long' ? 'number' : type === 'boolean' ? 'boolean' : 'string';
      expect([name, type === undefined ? 'not in the template' : typeof leaf]).toEqual([name, wanted]);
      if (type === 'date') expect(isTime(String(leaf))).toBe(true);
    }
  }
}

describe('documents', () => {
  test('are ECS and in the template: the sample', () => expectDocuments(richResult()));
  test('are ECS and in the template: hostile text', () => expectDocuments(hostileResult()));
  test('are ECS and in the template: a Linux host', async () => expectDocuments(await linuxResult()));

  test('an event record', () => {
    const pair = bulk(richResult()).find(
      ({ document }) => (document.event as { code?: string }).code === '7045',
    );
    expect(pair?.document).toMatchObject({
      '@timestamp': '2021-06-02T10:11:12.3456789Z',
      tags: ['daemonscope'],
      labels: { case: 'IR-2026-014', evidence: 'E-03' },
      event: {
        kind: 'event',
        category: ['configuration'],
        type: ['creation'],
        dataset: 'daemonscope.event',
        action: 'service-created',
        provider: 'Service Control Manager',
      },
      host: { name: 'DESKTOP-X', os: { type: 'windows' } },
      service: { name: 'evil' },
      user: { name: 'S-1-5-21-1-2-3-500' },
      log: { file: { path: 'Windows/System32/winevt/Logs/System.evtx' } },
      daemonscope: {
        level: 'medium',
        rules: ['installed_from_temp'],
        event: {
          fields: ['ServiceName: evil', 'ImagePath: C:\\Windows\\Temp\\evil.exe', 'StartType: auto start'],
        },
      },
    });
  });

  test('a finding, with techniques and sub-techniques apart, in the version asked for', () => {
    const threat = (version: number) =>
      bulk(richResult(), version).find(
        ({ document }) =>
          JSON.stringify(document).includes('"security_service_disabled"') && document.event.kind === 'alert',
      )?.document['threat'];
    expect(threat(18)).toMatchObject({
      framework: 'MITRE ATT&CK',
      technique: {
        id: ['T1562', 'T0881', 'T1574'],
        subtechnique: {
          id: ['T1562.001', 'T1574.001'],
          reference: [
            'https://attack.mitre.org/techniques/T1562/001/',
            'https://attack.mitre.org/techniques/T1574/001/',
          ],
        },
      },
    });
    expect(threat(19)).toMatchObject({
      technique: { id: ['T1685', 'T0881', 'T1574'], subtechnique: { id: ['T1574.001'] } },
    });
  });

  test('a record without a time has that of the host, and says so', () => {
    const [pair] = bulk(sampleResult({ services: [sampleService('a', { lastChanged: null })] }));
    expect(pair?.document).toMatchObject({
      '@timestamp': '2018-03-27T21:45:28.0567018Z',
      tags: ['daemonscope', 'time-unknown'],
    });
  });

  test('field names of the evidence make no field of the index', () => {
    const names = new Set(
      bulk(hostileResult()).flatMap(({ document }) => leaves(document).map(([name]) => name)),
    );
    for (const name of names) expect(Object.keys(ECS_FIELDS)).toContain(name);
  });
});

describe('ids', () => {
  const ids = (result: TriageResult) => bulk(result).map(({ id }) => id);

  test('stay when the run is another, so that loading twice changes nothing', () => {
    const sample = richResult();
    const run = { ...sample.header.run, startedAt: '2030-01-01T00:00:00.000Z' };
    expect(exported(format, { ...sample, header: { ...sample.header, run } })).toEqual(
      exported(format, sample),
    );
  });

  test('differ between hosts, and between two states of one', () => {
    const sample = richResult();
    const { header } = sample;
    const own = new Set(ids(sample));
    const inputs = header.host.inputs.map((input) => ({ ...input, sha256: 'e'.repeat(64) }));
    for (const change of [{ hostName: 'OTHER' }, { inputs }]) {
      for (const id of ids({ ...sample, header: { ...header, host: { ...header.host, ...change } } }))
        expect(own.has(id)).toBe(false);
    }
  });
});

test('the template maps what it lists with types that both programs know', () => {
  const template = JSON.parse(exported(format, sampleResult()).get('ecs-index-template.json') ?? '') as {
    index_patterns: string[];
    template: { mappings: { dynamic: boolean; properties: object } };
  };
  expect(template.index_patterns).toEqual(['daemonscope-*']);
  expect(template.template.mappings.dynamic).toBe(false);
  const mapped: [name: string, type: string][] = [];
  const visit = (properties: object, prefix: string): void => {
    for (const [name, field] of Object.entries(properties) as [
      string,
      { type?: string; properties?: object; ignore_above?: number },
    ][]) {
      if (field.properties !== undefined) visit(field.properties, `${prefix}${name}.`);
      else mapped.push([`${prefix}${name}`, field.type ?? '']);
      // 32,766 bytes are Lucene's limit of a term, four bytes UTF-8's of a character.
      if (field.type === 'keyword')
        expect((field.ignore_above ?? Number.POSITIVE_INFINITY) * 4).toBeLessThanOrEqual(32_766);
    }
  };
  visit(template.template.mappings.properties, '');
  expect(mapped.map(([name]) => name).toSorted()).toEqual(Object.keys(ECS_FIELDS).toSorted());
  expect(new Set(mapped.map(([, type]) => type))).toEqual(
    new Set(['keyword', 'text', 'date', 'long', 'boolean']),
  );
});

test('events of a large log go through in pieces', () => {
  const events = {
    length: 20_000,
    *[Symbol.iterator]() {
      for (let index = 0; index < 20_000; index += 1) yield loggedEvent(index);
    },
  };
  const result = { ...sampleResult(), events: events as unknown as TriageResult['events'] };
  let longest = 0;
  let pieces = 0;
  for (const file of format.files(result)) {
    for (const piece of file.text) {
      pieces += 1;
      longest = Math.max(longest, piece.length);
    }
  }
  expect(pieces).toBeGreaterThan(20_000);
  expect(longest).toBeLessThan(100_000);
}, 60_000);

describe.skipIf(!corpusAvailable)('a real workstation (needs ../shared/corpus)', () => {
  let result: TriageResult;
  beforeAll(async () => {
    result = await windowsResult();
  }, 60_000);

  test('every record is a document', () => expectDocuments(result));
});
