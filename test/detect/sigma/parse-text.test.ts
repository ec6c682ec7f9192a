import { describe, expect, it } from 'vitest';
import { parseRuleText } from '../../../main/detect/sigma/parse-text.ts';

const RULE = `
title: A rule
logsource:
    product: windows
    service: system
detection:
    selection:
        EventID: 7045
        Path|endswith: '\\a.exe'
    condition: selection
`;
const MIB = 1024 * 1024;

async function refusals(text: string): Promise<readonly string[]> {
  const results = await parseRuleText(text, { fileName: 'a.yml' });
  return results.map((result) =>
    result.ok ? 'ok' : result.error.map(({ where, problem }) => `${where}: ${problem}`).join('\n'),
  );
}

describe('rule files', () => {
  it('reads a rule', async () => {
    const [result] = await parseRuleText(RULE, { fileName: 'a.yml' });
    expect(result).toMatchObject({
      ok: true,
      value: { kind: 'rule', rule: { title: 'A rule', fileName: 'a.yml' } },
    });
  });

  it('reads several documents and says in which a problem is', async () => {
    expect(await refusals(`${RULE}---\n${RULE}---\ntitle: x\n---\n`)).toEqual([
      'ok',
      'ok',
      expect.stringContaining('document 3: logsource: '),
    ]);
  });

  it('reads a filter', async () => {
    const text =
      'title: f\nlogsource:\n  product: windows\nfilter:\n  rules: any\n  s:\n    A: 1\n  condition: not s\n';
    const [result] = await parseRuleText(text, { fileName: 'f.yml' });
    expect(result).toMatchObject({ ok: true, value: { kind: 'filter' } });
  });

  it('keeps dates and YAML 1.1 words as text', async () => {
    const text = RULE.replace('EventID: 7045', 'EventID: yes').replace('title:', 'date: 2024-01-02\ntitle:');
    const [result] = await parseRuleText(text, { fileName: 'a.yml' });
    expect(result).toMatchObject({ ok: true, value: { rule: { date: '2024-01-02' } } });
    expect(
      JSON.stringify([
        ...(result?.ok && result.value.kind === 'rule'
          ? result.value.rule.detection.selections.values()
          : []),
      ]),
    ).toContain('"yes"');
  });

  it('follows a few aliases', async () => {
    const text = RULE.replace('EventID: 7045', 'EventID: &id [1, 2]\n        Other: *id');
    expect(await refusals(text)).toEqual(['ok']);
  });

  it.each([
    ['nothing', '', 'The file holds no document'],
    ['a comment only', '# nothing\n', 'The file holds no document'],
    ['broken YAML', 'title: x\nb: [c', 'line 2, column '],
    ['a duplicate key', `${RULE}title: again\n`, 'line 11, column 1: The key "title" is written twice'],
    [
      'a duplicate selection',
      RULE.replace('condition:', 'selection: [a]\n    condition:'),
      '"selection" is written twice',
    ],
    ['a merge key', RULE.replace('EventID: 7045', '<<: {A: 1}'), 'Merge keys (<<) are not part of YAML 1.2'],
    ['a key that is a list', '[a]: b', 'A key of a map is not plain text'],
    ['a key that is missing', ': b', 'A key of a map is not plain text'],
    [
      'an unknown tag',
      RULE.replace('7045', '!!python/object:os.system x'),
      'The YAML uses what a rule must not',
    ],
    ['a binary value', RULE.replace('7045', '!!binary aGk='), 'not something else'],
    ['another YAML', `%YAML 1.1\n---${RULE}`, 'declares another YAML than 1.2'],
    ['an unknown alias', RULE.replace('7045', '*nobody'), 'Unresolved alias'],
    ['a text', 'just text', 'A rule is a map, not text'],
    ['a file too large', 'a'.repeat(4 * MIB + 1), 'The file is larger than'],
  ])('refuses %s', async (_name, text, problem) => {
    expect((await refusals(text)).join('\n')).toContain(problem);
  });
});

describe('hostile rule files', () => {
  const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]'];
  for (let level = 1; level < 9; level += 1) {
    const name = String.fromCharCode(97 + level);
    const parent = `*${String.fromCharCode(96 + level)}`;
    bomb.push(`${name}: &${name} [${Array(9).fill(parent).join(', ')}]`);
  }

  it.each([
    ['aliases that multiply', bomb.join('\n'), 'aliases cannot be followed'],
    ['an alias of itself', 'a: &a [*a]', 'aliases cannot be followed|A rule needs a logsource'],
    ['brackets without end', '['.repeat(50_000), 'nests deeper than 32'],
    ['brackets that close', `${'['.repeat(5000)}${']'.repeat(5000)}`, 'nests deeper than 32'],
    ['braces', '{a: '.repeat(20_000), 'nests deeper than 32'],
    ['nested dashes', `${'- '.repeat(20_000)}x`, 'nests deeper than 32'],
    ['nested question marks', `${'? '.repeat(20_000)}x`, 'nests deeper than 32'],
    [
      'many keys',
      Array.from({ length: 30_000 }, (_, i) => `k${i}: 1`).join('\n'),
      'title: A title is required',
    ],
    ['many documents', '---\n1\n'.repeat(10_000), 'A rule is a map, not a number'],
    ['many anchors', `x: [${'&a 1, '.repeat(30_000)}]`, 'title: A title is required'],
    ['a huge list', `x: [${'a, '.repeat(300_000)}]`, 'more than 300000 tokens'],
    ['many spaces', `a:${' '.repeat(MIB)}b`, 'title: A title is required'],
    ['many lines', `a: "${' x\n'.repeat(200_000)} "`, 'title: A title is required'],
  ])('%s are bounded', async (_name, text, problem) => {
    const started = performance.now();
    expect((await refusals(text)).join('\n')).toMatch(new RegExp(problem.replaceAll('(', '\\(')));
    expect(performance.now() - started).toBeLessThan(30_000);
  });
});
