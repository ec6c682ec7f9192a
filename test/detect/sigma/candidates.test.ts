import { describe, expect, it } from 'vitest';
import { BUILT_IN_RULES } from '../../../main/detect/built-in-rules.ts';
import { placeholderValues } from '../../../main/detect/lists/lists.ts';
import { loadBuiltInRules } from '../../../main/detect/rule-set.ts';
import { Candidates } from '../../../main/detect/sigma/candidates.ts';
import { cluesOf } from '../../../main/detect/sigma/clues.ts';
import type { CompiledRule } from '../../../main/detect/sigma/compile-rule.ts';
import { FieldRecord, type FieldValue } from '../../../main/detect/sigma/field-record.ts';
import { compile, type Fields } from './rule-fixtures.ts';

const LISTS: Readonly<Record<string, readonly string[]>> = { p: ['X', 'Y'], w: ['X', 'Y*'] };
const resolve = (name: string) => LISTS[name];
const WEIGHTS: Readonly<Record<string, number>> = { A: 2, B: 5, C: 9 };

/** `A=x B` for clues in the value x of A and any value of B. */
function clues(detection: unknown): string | null {
  const { rule } = compile(detection, { placeholders: resolve });
  const found = cluesOf(rule.detection, resolve, (field) => WEIGHTS[field] ?? 1);
  return found?.map(({ field, value }) => (value === null ? field : `${field}=${value}`)).join(' ') ?? null;
}

describe('cluesOf', () => {
  it.each([
    ['a value', { s: { A: 'X' }, condition: 's' }, 'A=x'],
    ['values of one field', { s: { A: ['X', 7, true] }, condition: 's' }, 'A=x A=7 A=true'],
    ['the field that leaves the fewest rules', { s: { A: 'x', C: 'y', B: 'z' }, condition: 's' }, 'C=y'],
    ['one selection of an and', { s: { A: 'x' }, t: { B: 'y' }, condition: 's and t' }, 'B=y'],
    ['all selections of an or', { s: { A: 'x' }, t: { B: 'y' }, condition: 's or t' }, 'A=x B=y'],
    ['1 of', { s1: { A: 'x' }, s2: { B: 'y' }, condition: '1 of s*' }, 'A=x B=y'],
    ['all of', { s1: { A: 'x' }, s2: { B: 'y' }, condition: 'all of s*' }, 'B=y'],
    ['alternatives', { s: [{ A: 'x' }, { B: 'y' }], condition: 's' }, 'A=x B=y'],
    ['a list', { s: { 'A|expand': '%p%' }, condition: 's' }, 'A=x A=y'],
    ['a list with wildcards', { s: { 'A|expand': '%w%' }, condition: 's' }, 'A'],
    ['wildcards', { s: { A: ['x', 'y*'] }, condition: 's' }, 'A'],
    ['parts', { s: { 'A|contains': 'x' }, condition: 's' }, 'A'],
    ['all values', { s: { 'A|contains|all': ['x', 'y'] }, condition: 's' }, 'A'],
    ['letter case that counts', { s: { 'A|cased': 'X' }, condition: 's' }, 'A'],
    ['expressions and numbers', { s: { 'A|re': 'x' }, t: { 'B|gt': 1 }, condition: 's or t' }, 'A B'],
    ['another field', { s: { 'A|fieldref': 'B' }, condition: 's' }, 'A'],
    ['a filter', { s: { A: 'x' }, f: { B: 'y' }, condition: 's and not f' }, 'A=x'],
  ])('names %s', (_, detection, expected) => {
    expect(clues(detection)).toBe(expected);
  });

  it.each([
    ['not alone', { s: { A: 'x' }, condition: 'not s' }],
    ['an or with a not', { s: { A: 'x' }, t: { B: 'y' }, condition: 's or not t' }],
    ['absence', { s: { A: null }, condition: 's' }],
    ['exists', { s: { 'A|exists': true }, condition: 's' }],
    ['neq', { s: { 'A|neq': 'x' }, condition: 's' }],
    ['keywords', { s: ['x'], condition: 's' }],
    ['a list with keywords', { s: [{ A: 'x' }, 'y'], condition: 's' }],
  ])('names none for %s', (_, detection) => {
    expect(clues(detection)).toBeNull();
  });
});

describe('Candidates', () => {
  const wrap = (rule: CompiledRule) => ({ compiled: rule });

  it('keep the order of the rules and leave out those that nothing speaks for', () => {
    const rules = [{ B: 'x' }, { A: 'q' }, { 'A|neq': 'z' }, { 'B|contains': 'X' }].map((s) =>
      wrap(compile({ s, condition: 's' })),
    );
    const candidates = new Candidates(rules, resolve);
    const of = (fields: Fields): number[] => {
      const found: number[] = [];
      candidates.forRecord(new FieldRecord(fields), (rule) => found.push(rules.indexOf(rule)));
      return found;
    };
    expect(of({ B: ['u', 'X'] })).toEqual([0, 2, 3]);
    expect(of({ A: 'Q' })).toEqual([1, 2]);
    expect(of({})).toEqual([2]);
  });

  it('never leave out a built-in rule that matches', () => {
    const rules = loadBuiltInRules(BUILT_IN_RULES);
    const candidates = new Candidates(rules, placeholderValues);
    let seed = 7;
    const random = (below: number): number => {
      seed = (seed * 1103515245 + 12345) & 0x7fffffff;
      return (seed >> 8) % below;
    };
    let matches = 0;
    for (const { compiled } of rules) {
      // Records made of what the rule asks for, in part; wildcards and lists as somebody would fill them.
      const asked = [...compiled.rule.detection.selections.values()].flatMap(({ alternatives }) =>
        alternatives.flat(),
      );
      for (let round = 0; round < 8; round += 1) {
        const fields: Record<string, FieldValue> = {};
        for (const { field, values } of asked) {
          if (field === null || random(4) === 0) continue;
          const value = values[random(values.length)] ?? 'x';
          fields[field] = String(value)
            .replace(/^%(.+)%$/, (all, name: string) => placeholderValues(name)?.[0] ?? all)
            .replaceAll(/[*?]/g, 'x');
        }
        const record = new FieldRecord(fields);
        const found = new Set<unknown>();
        candidates.forRecord(record, (rule) => found.add(rule));
        for (const rule of rules) {
          if (found.has(rule) || rule.compiled.evaluate(record) === null) continue;
          expect.fail(`${rule.name} left out for ${JSON.stringify(fields)}`);
        }
        if (compiled.evaluate(record) !== null) matches += 1;
      }
    }
    expect(matches).toBeGreaterThan(rules.length);
  });
});
