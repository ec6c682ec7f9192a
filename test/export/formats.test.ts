import { expect, test } from 'vitest';
import { EXPORT_FORMATS, exportFormat } from '../../main/export/formats.ts';
import { sampleResult } from '../support/sample-result.ts';

test('formats register themselves by being there', () => {
  expect(EXPORT_FORMATS.map(({ id }) => id)).toEqual(expect.arrayContaining(['csv', 'html', 'jsonl']));
  expect(exportFormat('html')?.id).toBe('html');
  expect(exportFormat('nonsense')).toBeUndefined();
});

test('ids and file names are plain, unique, and owe nothing to the evidence', () => {
  const names = EXPORT_FORMATS.flatMap((format) => [...format.files(sampleResult())].map(({ name }) => name));
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^[a-z][a-z0-9.-]+$/);
});
