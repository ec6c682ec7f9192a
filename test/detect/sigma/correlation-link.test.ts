import { describe, expect, it } from 'vitest';
import type { BaseRule } from '../../../main/detect/sigma/correlation/base-rule.ts';
import { CorrelationEngine } from '../../../main/detect/sigma/correlation/correlation-engine.ts';
import type { CorrelationRule } from '../../../main/detect/sigma/correlation/correlation-rule.ts';
import { base, correlation } from './correlation-fixtures.ts';

const ID = '5638f7c0-ac70-491d-8465-2a65075e0d86';

function engine(rules: readonly CorrelationRule[], bases: readonly BaseRule[]) {
  return new CorrelationEngine<number>(rules, bases);
}

function problems(rules: readonly CorrelationRule[], bases: readonly BaseRule[]): string {
  return engine(rules, bases)
    .problems.map(({ rule, problem }) => `${rule.name ?? rule.title}: ${problem}`)
    .join('\n');
}

const count = (rules: readonly string[], name: string | null = null, more = {}) =>
  correlation({ rules, condition: { gte: 2 }, ...more }, { ...(name === null ? {} : { name }) });

describe('what correlations refer to', () => {
  it.each([
    ['an id', base('k', { id: ID }), ID],
    ['an id in capitals', base('k', { id: ID }), ID.toUpperCase()],
    ['a name', base('k', { name: 'failed' }), 'failed'],
    ['a file', base('k', { name: null, path: 'windows/failed_login.yml' }), 'failed_login'],
  ])('is found by %s', (_what, rule, reference) => {
    const made = engine([count([reference])], [base('other'), rule]);
    expect(made.problems).toEqual([]);
    expect(made.wants('k')).toBe(true);
    expect(made.wants('other')).toBe(false);
    expect([...made.silent]).toEqual(['k']);
  });

  it('is told of when it is not there, with the correlations that need it', () => {
    const rules = [
      count(['failed_logon'], 'inner'),
      count(['inner'], 'outer'),
      count(['failed_login'], 'fine'),
    ];
    const bases = [base('failed_login')];
    expect(problems(rules, bases)).toBe(
      'inner: The rule "failed_logon" is not among the rules that are used here. Did you mean "failed_login"?\n' +
        'outer: It refers to "inner", which cannot be used itself.',
    );
    expect([...engine(rules, bases).silent]).toEqual(['failed_login']);
    expect(engine(rules.slice(0, 2), bases).silent.size).toBe(0);
  });

  it('is looked for in the same file when a name is given twice', () => {
    const twice = [base('k1', { name: 'x', path: 'other.yml' }), base('k2', { name: 'x', path: 'c.yml' })];
    expect([...engine([count(['x'])], twice).silent]).toEqual(['k2']);
    const elsewhere = twice.map((rule) => ({ ...rule, path: `d/${rule.path}` }));
    expect(problems([count(['x'])], elsewhere)).toContain(
      '"x" may be any of 2 rules, in d/other.yml, d/c.yml.',
    );
  });

  it('must not be the same twice', () => {
    expect(problems([count(['x', ID])], [base('x', { id: ID })])).toContain(
      'is a rule that it names already',
    );
  });

  it('must not be a circle', () => {
    const rules = [count(['b'], 'a'), count(['a'], 'b'), count(['c'], 'c'), count(['b'], 'd')];
    const found = problems(rules, []).split('\n');
    expect(found).toHaveLength(4);
    expect(found.every((line) => line.includes('in a circle'))).toBe(true);
  });

  it('may be a chain, but not a long one', () => {
    const chain = Array.from({ length: 15_000 }, (_, at) => count([at === 0 ? 'x' : `c${at - 1}`], `c${at}`));
    const made = engine(chain, [base('x')]);
    expect(made.problems).toHaveLength(15_000 - 16);
    expect(made.problems[0]?.problem).toContain('more than 16 correlations');
  });

  it('must not be too much', () => {
    const bases = Array.from({ length: 1_088 }, (_, at) => base(`r${at}`));
    const inner = Array.from({ length: 17 }, (_, at) =>
      count(
        Array.from({ length: 64 }, (__, rule) => `r${at * 64 + rule}`),
        `i${at}`,
      ),
    );
    const outer = count(
      inner.map(({ name }) => name ?? ''),
      'outer',
    );
    expect(problems([outer, ...inner], bases)).toBe('outer: It needs more than 1000 rules.');
  });

  it('has aliases for its rules only', () => {
    const aliases = { ip: { a: 'src', c: 'dst' } };
    expect(problems([count(['a', 'b'], null, { aliases })], [base('a'), base('b')])).toContain(
      'The alias "ip" is for "c", which is not among its rules.',
    );
  });
});

describe('single events of correlated rules', () => {
  const bases = [base('a'), base('b'), base('c')];

  it('are silent unless a correlation says generate', () => {
    const loud = correlation({ rules: ['b'], condition: { gte: 2 } }, { generate: true });
    expect([...engine([count(['a', 'b']), loud], bases).silent]).toEqual(['a']);
  });
});
