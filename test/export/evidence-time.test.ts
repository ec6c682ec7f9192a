import { describe, expect, test } from 'vitest';
import { isTime, laterOf, referenceTime, withDecimals } from '../../main/export/evidence-time.ts';
import { loadableJson } from '../../main/export/loadable-json.ts';
import { sampleHeader, sampleResult, sampleService } from '../support/sample-result.ts';

describe('isTime', () => {
  test.each([
    '2018-03-27T09:38:47.5741960Z',
    '2018-03-27T09:38:47Z',
    '9999-12-31T23:59:59.9999999Z',
    '2024-02-29T00:00:00Z',
    '1601-01-01T00:00:00.1Z',
  ])('%s', (text) => expect(isTime(text)).toBe(true));

  test.each([
    null,
    undefined,
    '',
    '2018-02-31T00:00:00Z',
    '2023-02-29T00:00:00Z',
    '2018-13-01T00:00:00Z',
    '2018-03-27T24:00:00Z',
    '2018-03-27T09:38:47+01:00',
    '2018-03-27',
    '2018-03-27T09:38:47Z\n',
    '=2018-03-27T09:38:47Z',
    '+012018-03-27T09:38:47Z',
  ])('not %j', (text) => expect(isTime(text)).toBe(false));
});

test('decimals are cut or filled, never rounded', () => {
  expect(withDecimals('2018-03-27T09:38:47.9999999Z', 3)).toBe('2018-03-27T09:38:47.999Z');
  expect(withDecimals('2018-03-27T09:38:47Z', 6)).toBe('2018-03-27T09:38:47.000000Z');
  expect(laterOf('2018-03-27T09:38:47.1Z', '2018-03-27T09:38:47Z')).toBe('2018-03-27T09:38:47.1Z');
});

test('the time for records without one is of the evidence, never of the run', () => {
  expect(referenceTime(sampleResult())).toBe('2018-03-27T21:45:28.0567018Z');
  const noShutdown = sampleHeader({ lastShutdown: null });
  const services = [
    sampleService('a', { lastChanged: '2018-03-27T09:38:47.2Z' }),
    sampleService('b', { lastChanged: '2018-03-27T09:38:47.10Z' }),
    sampleService('c', { lastChanged: 'yesterday' }),
  ];
  expect(referenceTime(sampleResult({ header: noShutdown, services }))).toBe('2018-03-27T09:38:47.2Z');
  const none = sampleHeader({ lastShutdown: null, installed: null });
  expect(referenceTime(sampleResult({ header: none, services: [] }))).toBe('1970-01-01T00:00:00Z');
});

test('loadableJson writes unpaired surrogates as text and leaves everything else', () => {
  const text = 'x\ud800y\udc00z \u{1F600} \\ud800 "\\" \u2028';
  expect(JSON.parse(loadableJson({ text }))).toEqual({
    text: 'x\\u{D800}y\\u{DC00}z \u{1F600} \\ud800 "\\" \u2028',
  });
  expect(JSON.parse(loadableJson({ ['k\udfff']: 1 }))).toEqual({ 'k\\u{DFFF}': 1 });
});
