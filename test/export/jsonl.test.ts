import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { format, jsonLine, jsonLines } from '../../main/export/formats/jsonl.ts';
import { RECORD_SCHEMAS, type RecordType } from '../../scripts/schema/record-schemas.ts';
import { sampleHeader, sampleResult, sampleService } from '../support/sample-result.ts';
import { HOSTILE_TEXTS, hostileResult } from '../support/sample-result-hostile.ts';
import { hostileJudgements, judgedResult } from './judged-results.ts';

interface Line {
  readonly type: RecordType;
}

const parse = (text: string): Line => JSON.parse(text) as Line;

describe.each([
  ['plain', sampleResult()],
  ['hostile', hostileResult()],
  ['judged', judgedResult()],
  ['judged by a hostile hand', hostileJudgements()],
])('%s result', (_, result) => {
  const lines = [...jsonLines(result)];

  test('every line is one object that its schema accepts', () => {
    for (const line of lines) {
      expect(line.endsWith('\n')).toBe(true);
      expect(line.slice(0, -1)).not.toContain('\n');
      const record = parse(line);
      const checked = RECORD_SCHEMAS[record.type].safeParse(record);
      expect(checked.success ? null : checked.error.message).toBeNull();
    }
  });

  test('header first, record types in the order of the contract, summary last', () => {
    const order = Object.keys(RECORD_SCHEMAS);
    const positions = lines.map((line) => order.indexOf(parse(line).type));
    expect(positions).toEqual(positions.toSorted((a, b) => a - b));
    expect(positions[0]).toBe(0);
    expect(positions.at(-1)).toBe(order.length - 1);
  });

  test('nothing is lost: what is read back is what was given', () => {
    const { header, services, events, binaries, findings, diagnostics, coverage, summary } = result;
    const judged = result.annotations !== undefined;
    const given = [
      judged ? { ...header, schemaVersion: '1.1.0' } : header,
      ...services,
      ...events,
      ...binaries,
      ...findings,
      ...(result.annotations ?? []),
      ...diagnostics,
      ...coverage,
      summary,
    ];
    expect(lines.map(parse)).toEqual(given);
  });
});

describe('key order', () => {
  test('is that of the schema, however a record was put together', () => {
    const lines = [...jsonLines(hostileResult())];
    for (const line of lines) {
      const record = parse(line);
      expect(jsonLine(backwards(record) as Parameters<typeof jsonLine>[0])).toBe(line);
      expectOrder(RECORD_SCHEMAS[record.type], record);
    }
  });

  test('keys that the schema lacks follow and are not dropped', () => {
    const odd = Object.assign({ extra: 1 }, sampleService('a'));
    expect(jsonLine(odd)).toMatch(/^\{"type":"service".*"extra":1\}\n$/);
  });
});

test('unpaired surrogates and NUL survive', () => {
  const line = jsonLine(sampleService(HOSTILE_TEXTS.surrogate, { description: HOSTILE_TEXTS.controls }));
  expect(line).toContain('x\\ud800y\\udc00z \u{1F600}');
  expect(JSON.parse(line)).toMatchObject({
    name: HOSTILE_TEXTS.surrogate,
    description: HOSTILE_TEXTS.controls,
  });
});

test('two runs differ in the header alone', () => {
  const first = [...jsonLines(sampleResult())];
  const header = sampleHeader();
  const later = { ...header, run: { ...header.run, startedAt: '2027-01-01T00:00:00.000Z' } };
  const second = [...jsonLines(sampleResult({ header: later }))];
  expect(first.slice(1)).toEqual(second.slice(1));
  expect(first[0]).not.toBe(second[0]);
});

test('the format has one file, rendered when it is read, and again when it is read again', () => {
  const [file] = format.files(sampleResult());
  expect(file?.name).toBe('daemonscope.jsonl');
  expect([...(file?.text ?? [])]).toEqual([...(file?.text ?? [])]);
});

/** The same value with every object's keys in reverse; free records keep theirs, as they have no order of ours. */
function backwards(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(backwards);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [
    key,
    key === 'fields' || key === 'counts' ? inner : backwards(inner),
  ]);
  return Object.fromEntries(entries.reverse());
}

/** Independent of the generated tree: walks the zod schema beside the value. */
function expectOrder(schema: z.core.$ZodType, value: unknown): void {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (value === null || value === undefined) return;
  if (def.type === 'nullable' || def.type === 'optional') expectOrder(def.innerType, value);
  if (def.type === 'array') for (const item of value as unknown[]) expectOrder(def.element, item);
  if (def.type !== 'object') return;
  const record = value as Record<string, unknown>;
  const names = Object.keys(def.shape).filter((name) => name in record);
  expect(Object.keys(record)).toEqual(names);
  for (const name of names) {
    const inner = def.shape[name];
    if (inner !== undefined) expectOrder(inner, record[name]);
  }
}
