import { describe, expect, test } from 'vitest';
import { format } from '../../main/export/formats/navigator.ts';
import type { TriageResult } from '../../shared/model/triage-event.ts';
import { hasInvisible } from '../../shared/text.ts';
import { sampleResult, sampleSummary } from '../support/sample-result.ts';
import { hostileResult } from '../support/sample-result-hostile.ts';
import { exported, linuxResult, richResult } from './export-results.ts';

interface Cell {
  readonly techniqueID: string;
  readonly score?: number;
  readonly comment: string;
  readonly metadata: readonly { readonly name: string; readonly value: string }[];
  readonly showSubtechniques: boolean;
}
interface Layer {
  readonly name: string;
  readonly domain: string;
  readonly versions: object;
  readonly filters?: { readonly platforms: readonly string[] };
  readonly techniques: readonly Cell[];
  readonly gradient: {
    readonly colors: readonly string[];
    readonly minValue: number;
    readonly maxValue: number;
  };
  readonly metadata: Cell['metadata'];
}

function layers(result: TriageResult, attackVersion: number | null = null): [Layer, Layer] {
  const files = exported(format, result, { attackVersion });
  const [enterprise = '', ics = ''] = [...files.values()];
  return [JSON.parse(enterprise) as Layer, JSON.parse(ics) as Layer];
}

const scores = ({ techniques }: Layer) =>
  Object.fromEntries(techniques.map(({ techniqueID, score }) => [techniqueID, score ?? null]));

/** The properties of layerformat.md 4.5, by what it says of them. */
const LAYER_PROPERTIES = [
  'versions',
  'name',
  'description',
  'domain',
  'customDataURL',
  'filters',
  'sorting',
  'layout',
  'hideDisabled',
  'techniques',
  'gradient',
  'legendItems',
  'showTacticRowBackground',
  'tacticRowBackground',
  'selectTechniquesAcrossTactics',
  'selectSubtechniquesWithParent',
  'selectVisibleTechniques',
  'metadata',
  'links',
];
const CELL_PROPERTIES = [
  'techniqueID',
  'tactic',
  'comment',
  'enabled',
  'score',
  'color',
  'metadata',
  'links',
  'showSubtechniques',
];

describe.each([
  ['sample', sampleResult()],
  ['rich', richResult()],
  ['hostile', hostileResult()],
  ['empty', sampleResult({ findings: [], summary: sampleSummary({ mission: [] }) })],
])('%s result', (_, result) => {
  test.each([14, 17, 19])('is two layers of format 4.5 for version %d', (version) => {
    for (const [index, layer] of layers(result, version).entries()) {
      for (const name of Object.keys(layer)) expect(LAYER_PROPERTIES).toContain(name);
      expect(layer.domain).toBe(['enterprise-attack', 'ics-attack'][index]);
      expect(layer.versions).toEqual({ attack: String(version), navigator: '5.1.0', layer: '4.5' });
      expect(layer.gradient.colors.length).toBeGreaterThanOrEqual(2);
      expect(layer.gradient.maxValue).toBeGreaterThan(layer.gradient.minValue);
      expect(new Set(layer.techniques.map(({ techniqueID }) => techniqueID)).size).toBe(
        layer.techniques.length,
      );
      for (const cell of layer.techniques) {
        for (const name of Object.keys(cell)) expect(CELL_PROPERTIES).toContain(name);
        expect(cell.techniqueID).toMatch(index === 0 ? /^T1\d{3}(\.\d{3})?$/ : /^T0\d{3}(\.\d{3})?$/);
        expect(hasInvisible(cell.comment)).toBe(false);
      }
      for (const { name, value } of [
        ...layer.metadata,
        ...layer.techniques.flatMap(({ metadata }) => metadata),
      ]) {
        expect([typeof name, typeof value, value === '']).toEqual(['string', 'string', false]);
        expect(hasInvisible(value)).toBe(false);
      }
    }
  });
});

test('the score is that of the worst finding; what was not found has zero, what was not checked none', () => {
  const row = { component: 'service-creation', techniqueName: 'x', rules: 3 } as const;
  const mission = [
    { ...row, technique: 'T1543', findings: 2, status: 'hit' },
    { ...row, technique: 'T1543.003', findings: 2, status: 'hit' },
    { ...row, technique: 'T1197', findings: 0, status: 'clean' },
    { ...row, technique: 'T1557', rules: 0, findings: 0, status: 'not-checked' },
    { ...row, technique: 'T0849', findings: 0, status: 'clean' },
  ] as const;
  const [enterprise, ics] = layers(
    { ...richResult(), summary: sampleSummary({ mission: [...mission] }) },
    18,
  );
  expect(scores(enterprise)).toEqual({
    T1197: 0,
    T1543: null,
    'T1543.003': 75,
    'T1546.017': 50,
    T1557: null,
    T1562: 100,
    'T1562.001': 100,
    'T1574.001': 100,
  });
  expect(scores(ics)).toEqual({ T0849: 0, T0881: 100 });
  const comment = (id: string) =>
    enterprise.techniques.find(({ techniqueID }) => techniqueID === id)?.comment;
  expect(comment('T1543.003')).toBe(
    '1 high, 1 medium: Service image in a folder that every user can write (2)',
  );
  expect(comment('T1543')).toBe('Findings under its sub-techniques.');
  expect(comment('T1197')).toBe('Rules ran and found nothing.');
  expect(comment('T1557')).toBe('Not checked: no rule could judge all of this evidence.');
});

test('a later version names the techniques as it calls them, an earlier one those it has', () => {
  expect(scores(layers(richResult(), 19)[0])).toMatchObject({
    T1685: 100,
    'T1574.001': 100,
    'T1546.017': 50,
  });
  expect(Object.keys(scores(layers(richResult(), 19)[0]))).not.toContain('T1562.001');
  expect(scores(layers(richResult(), 14)[0])).toMatchObject({
    'T1562.001': 100,
    'T1574.002': 100,
    T1546: 50,
  });
});

test('shows the platform that was examined, and all where it is not known', async () => {
  expect(layers(richResult())[0].filters?.platforms).toEqual(['Windows']);
  expect(layers(await linuxResult())[0].filters?.platforms).toEqual(['Linux']);
  const { header } = sampleResult();
  const unknown = {
    ...header,
    root: { ...header.root, platform: null },
    host: { ...header.host, platform: null },
  };
  expect(layers(sampleResult({ header: unknown }))[0].filters?.platforms).toEqual([
    'Windows',
    'Linux',
    'macOS',
  ]);
});

test('the same evidence gives the same bytes', () => {
  const sample = richResult();
  const run = { ...sample.header.run, startedAt: '2030-01-01T00:00:00.000Z' };
  expect(exported(format, { ...sample, header: { ...sample.header, run } })).toEqual(
    exported(format, sample),
  );
});
