import { expect, test } from 'vitest';
import { exportFormat, exportFormats, FORMAT_IDS } from '../../main/export/formats.ts';
import { sampleResult } from '../support/sample-result.ts';

test('formats register themselves by being there, under the name of their file', async () => {
  expect(FORMAT_IDS).toEqual(expect.arrayContaining(['csv', 'html', 'jsonl']));
  expect((await exportFormats()).map(({ id }) => id)).toEqual(FORMAT_IDS);
  expect((await exportFormat('html'))?.id).toBe('html');
  expect(await exportFormat('nonsense')).toBeUndefined();
});

test('ids and file names are plain, unique, and owe nothing to the evidence', async () => {
  const formats = await exportFormats();
  const names = formats.flatMap((format) => [...format.files(sampleResult())].map(({ name }) => name));
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^[a-z][a-z0-9.-]+$/);
});
