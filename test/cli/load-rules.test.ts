import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UsageError } from '../../main/cli/exit-code.ts';
import { loadRules } from '../../main/cli/load-rules.ts';
import { BUILT_IN_RULES } from '../../main/detect/built-in-rules.ts';
import { temporaryFolder } from '../support/host-tree.ts';
import { situationTree } from '../support/rule-fixture.ts';
import { runTriage } from '../support/run-triage.ts';

const ID = '6f2a7e0c-3b5d-4e1f-8a9b-0c1d2e3f4a5b';
const rule = (title: string, detection: string, id = '') =>
  `title: ${title}\n${id}logsource: { category: service, product: windows }\n` +
  `detection:\n  selection:\n    ${detection}\n  condition: selection\nlevel: high\n`;
const filter = (rules: string, selection: string) =>
  `title: Ours\nlogsource: { category: service, product: windows }\nfilter:\n  rules: ${rules}\n` +
  `  selection:\n    ${selection}\n  condition: not selection\n`;

let place: ReturnType<typeof temporaryFolder>;
beforeAll(() => {
  place = temporaryFolder();
});
afterAll(() => place.dispose());

function folder(name: string, files: Readonly<Record<string, string>>): string {
  const path = join(place.path, name);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(join(path, file, '..'), { recursive: true });
    writeFileSync(join(path, file), text);
  }
  return path;
}

const HOST = situationTree({
  name: 'two services',
  services: { One: { ImagePath: 'C:\\a.exe' }, Two: { ImagePath: 'C:\\a.exe' } },
});

describe('loadRules', () => {
  it('loads what is built in, unless switched off', async () => {
    const { rules, correlations = [] } = await loadRules(true, []);
    expect(rules.length + correlations.length).toBe(BUILT_IN_RULES.length);
    expect(correlations.length).toBeGreaterThan(0);
    expect((await loadRules(false, [])).rules).toEqual([]);
  });

  it('takes .yml and .yaml below a folder and links to them, in the order of their paths; nothing else', async () => {
    const path = folder('order', {
      'b/z.yml': rule('Z', 'Name: z'),
      'b.yaml': rule('B', 'Name: b'),
      'notes.txt': 'no rule',
    });
    symlinkSync(join(path, 'b.yaml'), join(path, 'a.yml'));
    symlinkSync(join(path, 'gone'), join(path, 'c.yml'));
    const { judgements } = await loadRules(false, [path]);
    expect(judgements.map(({ file }) => file)).toEqual(['a.yml', 'b.yaml', 'b/z.yml']);
  });

  it('judges a correlation once, also one whose rule was refused', async () => {
    const path = folder('correlated', {
      'base.yml': rule('Base', 'NoSuchField: z', `id: ${ID}\n`),
      'correlation.yml':
        `title: Often\ncorrelation:\n  type: event_count\n  rules: [${ID}]\n` +
        '  group-by: [Name]\n  timespan: 1h\n  condition: { gte: 2 }\nlevel: high\n',
    });
    const { judgements } = await loadRules(false, [path]);
    expect(judgements.map(({ file, outcome }) => `${file} ${outcome}`)).toEqual([
      'base.yml refused',
      'correlation.yml refused',
    ]);
    expect(judgements[1]?.reasons.join()).toContain(ID);
  });

  it('knows whether the image is there, where that can be told', async () => {
    const path = folder('exists', { 'gone.yml': rule('Gone', 'ImageExists: false') });
    const { rules } = await loadRules(false, [path]);
    const services = { Gone: { ImagePath: 'C:\\gone.exe' }, There: { ImagePath: 'C:\\there.exe' } };
    const volume = situationTree({ name: 'a volume', services, files: ['C:\\there.exe'] });
    const { findings } = await runTriage(volume, rules);
    expect(findings.map(({ subject }) => subject.name)).toEqual(['Gone']);
    // Hives alone say nothing of files.
    expect((await runTriage(HOST, rules)).findings).toEqual([]);
  });

  it('names a rule after the file that is given itself', async () => {
    const path = folder('single', { 'own.yml': rule('Own', 'Name: x') });
    const { rules } = await loadRules(false, [join(path, 'own.yml')]);
    expect(rules.map(({ name }) => name)).toEqual(['own']);
  });

  it('has another hash for other rules, and the same for the same', async () => {
    const one = folder('one', { 'r.yml': rule('One', 'Name: x') });
    const other = folder('other', { 'r.yml': rule('One', 'Name: y') });
    const hashes = [];
    for (const path of [one, other, one]) hashes.push((await loadRules(false, [path])).sha256);
    expect(hashes[0]).not.toBe(hashes[1]);
    expect(hashes[0]).toBe(hashes[2]);
  });

  it('refuses a folder that is not there', async () => {
    await expect(loadRules(false, [join(place.path, 'nowhere')])).rejects.toThrow(UsageError);
  });
});

describe('filters of the user', () => {
  it('take matches away from the rules they name, and these are counted', async () => {
    const path = folder('filtered', {
      'rule.yml': rule('Any', "ImagePath|endswith: '.exe'", `id: ${ID}\n`),
      'filter.yml': filter(`[${ID}]`, 'Name: Two'),
    });
    const { rules } = await loadRules(false, [path]);
    const { findings, summary } = await runTriage(HOST, rules);
    expect(findings.map(({ subject }) => subject.name)).toEqual(['One']);
    expect(summary.suppressed).toEqual([{ rule: 'rule', filter: 'Ours', matches: 1 }]);
  });

  it('reach built-in rules too', async () => {
    const path = folder('built-in', { 'filter.yml': filter('any', 'Name: Two') });
    const { rules } = await loadRules(true, [path]);
    const whole = await runTriage(HOST, (await loadRules(true, [])).rules);
    const { findings, summary } = await runTriage(HOST, rules);
    const names = (of: typeof findings) => of.filter(({ subject }) => subject.name === 'Two');
    expect(names(whole.findings).length).toBeGreaterThan(0);
    expect(names(findings)).toEqual([]);
    expect(summary.suppressed.reduce((sum, { matches }) => sum + matches, 0)).toBe(
      names(whole.findings).length,
    );
  });

  it('with a mistake are told of and cost no built-in rule', async () => {
    const path = folder('mistaken', { 'filter.yml': filter('any', 'Nmae: Two') });
    const { rules, correlations = [], judgements } = await loadRules(true, [path]);
    expect(rules.length + correlations.length).toBe(BUILT_IN_RULES.length);
    expect(
      judgements.some(({ outcome, reasons }) => outcome === 'refused' && /Nmae/.test(reasons.join())),
    ).toBe(true);
  });
});
