import { describe, expect, test } from 'vitest';
import { csvCell } from '../../main/export/csv/csv-text.ts';
import { format } from '../../main/export/formats/csv.ts';
import { ellipsis, visibleText } from '../../shared/text.ts';
import { sampleResult } from '../support/sample-result.ts';
import { HOSTILE_TEXTS, hostileResult } from '../support/sample-result-hostile.ts';
import { readCsv } from './csv-reader.ts';

const files = (result: ReturnType<typeof sampleResult>) =>
  new Map([...format.files(result)].map(({ name, text }) => [name, [...text].join('')]));

describe('files', () => {
  test('four tables, a header row, as many cells in each row', () => {
    for (const result of [sampleResult(), hostileResult()]) {
      const tables = files(result);
      expect([...tables.keys()]).toEqual(['services.csv', 'findings.csv', 'events.csv', 'binaries.csv']);
      const counts = [result.services, result.findings, result.events, result.binaries].map(
        ({ length }) => length,
      );
      for (const [index, text] of [...tables.values()].entries()) {
        const rows = readCsv(text);
        expect(rows.length).toBe((counts[index] ?? 0) + 1);
        expect(new Set(rows.map(({ length }) => length)).size).toBe(1);
      }
    }
  });

  test('what a spreadsheet reader needs of a service', () => {
    const [head, , row] = readCsv(files(sampleResult()).get('services.csv') ?? '');
    const record = Object.fromEntries((head ?? []).map((name, index) => [name, row?.[index]]));
    expect(record).toMatchObject({
      Level: 'high',
      Findings: '1',
      Name: 'Updater',
      StartMode: 'auto',
      Command: 'C:\\Users\\Public\\updater.exe -svc',
      ImageState: 'found',
      LastChanged: '2018-03-27T09:38:47.5741960Z',
      Key: 'HKLM\\SYSTEM\\ControlSet001\\Services\\Updater',
      Offset: '0x001A2B30',
      EvidencePath: 'Windows/System32/config/SYSTEM',
    });
  });

  test('binaries name their services and carry the worst level of them', () => {
    const [, row] = readCsv(files(sampleResult()).get('binaries.csv') ?? '');
    expect(row?.[0]).toBe('high');
    expect(row).toContain('Updater (image)');
  });
});

describe('hostile cells', () => {
  const rows = readCsv(files(hostileResult()).get('services.csv') ?? '');
  const column = rows[0]?.indexOf('Command') ?? -1;
  const cells = Object.entries(HOSTILE_TEXTS).map(([name, text], index) => ({
    name,
    text,
    cell: rows[index + 1]?.[column] ?? '',
  }));

  test.each(cells)('$name: no formula, nothing invisible, the text still there', ({ text, cell }) => {
    expect(cell).not.toMatch(/^[\s"]*[=+\-@＝＋－＠]/);
    expect(cell).not.toMatch(/;[\s"']*[=+\-@＝＋－＠](?<!;'.*)/);
    expect(visibleText(cell)).toBe(cell);
    const shown = ellipsis(visibleText(text), 32_000);
    expect(cell.replace(/^'/, '').replaceAll(";'", ';')).toBe(shown.replace(/^'/, ''));
    expect(cell.length).toBeLessThanOrEqual(32_767);
  });

  test.each([
    '=1',
    '+1',
    '-1',
    '@a',
    '\t=1',
    '\r=1',
    '\n=1',
    '＝1',
    '＋1',
    '－1',
    '＠a',
    ' =1',
    '"=1',
  ])('%j is defused', (text) => {
    expect(csvCell(text).replace(/^"/, '')).toMatch(/^'/);
  });

  test.each([
    'C:\\a.exe -k',
    '"C:\\a b.exe" -k x',
    '%SystemRoot%\\x.exe',
    '{GUID}',
    'a=b',
    'a;b',
  ])('%j stays as it is', (text) => {
    expect(
      csvCell(text)
        .replaceAll('""', '"')
        .replace(/^"(.*)"$/s, '$1'),
    ).toBe(text);
  });

  test('numbers and booleans are not text', () => {
    expect([csvCell(-1), csvCell(true), csvCell(null)]).toEqual(['-1', 'true', '']);
  });
});
