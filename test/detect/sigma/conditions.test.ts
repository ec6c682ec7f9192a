import { describe, expect, it } from 'vitest';
import { FieldRecord } from '../../../main/detect/sigma/field-record.ts';
import { compile, refusal, ruleDocument } from './rule-fixtures.ts';

const NAMES = ['a', 'b', 'c', 'sel_1', 'sel_2', 'sel_3', '_hidden'] as const;

/** Selections that are true when a field of their name is 1; all are used, so that only the condition decides. */
function evaluate(condition: unknown, truths: readonly string[], used: readonly string[] = NAMES): boolean {
  const selections = Object.fromEntries(used.map((name) => [name, { [name]: 1 }]));
  const fields = Object.fromEntries(truths.map((name) => [name, 1]));
  return compile({ ...selections, condition }).evaluate(new FieldRecord(fields)) !== null;
}

function check(condition: unknown, used: string, truths: string): boolean {
  const split = (text: string) => text.split(' ').filter((name) => name !== '');
  return evaluate(condition, split(truths), split(used));
}

describe('conditions', () => {
  it.each([
    ['a', 'a', 'a', true],
    ['a', 'a', '', false],
    ['a and b', 'a b', 'a', false],
    ['a and b', 'a b', 'a b', true],
    ['a or b', 'a b', 'b', true],
    ['not a', 'a', '', true],
    ['not not a', 'a', 'a', true],
    ['a and not b', 'a b', 'a', true],
    ['a and not b', 'a b', 'a b', false],
    ['a or b and c', 'a b c', 'a', true],
    ['(a or b) and c', 'a b c', 'a', false],
    ['a and b or c', 'a b c', 'c', true],
    ['not a or b', 'a b', 'a b', true],
    ['not (a or b)', 'a b', 'a b', false],
    ['not (a or b)', 'a b', '', true],
    ['not a and b', 'a b', 'b', true],
    ['a\n  and\tb', 'a b', 'a b', true],
    ['((a))', 'a', 'a', true],
    ['1 of sel_*', 'sel_1 sel_2', 'sel_2', true],
    ['1 of sel_*', 'sel_1 sel_2', '', false],
    ['all of sel_*', 'sel_1 sel_2', 'sel_2', false],
    ['all of sel_*', 'sel_1 sel_2', 'sel_1 sel_2', true],
    ['2 of sel_*', 'sel_1 sel_2 sel_3', 'sel_1 sel_3', true],
    ['2 of sel_*', 'sel_1 sel_2 sel_3', 'sel_3', false],
    ['1 of *_1 and a', 'a sel_1', 'a sel_1', true],
    ['1 of s*_*1', 'sel_1', 'sel_1', true],
    ['1 of a', 'a', 'a', true],
    ['1 of them', 'a b', 'b', true],
    ['1 of them', 'a _hidden', '_hidden', false],
    ['all of them', 'a b _hidden', 'a b', true],
    ['1 of *', 'a _hidden', '_hidden', false],
    ['1 of _*', '_hidden', '_hidden', true],
    ['a and not 1 of sel_*', 'a sel_1 sel_2', 'a', true],
    ['a and not 1 of sel_*', 'a sel_1 sel_2', 'a sel_2', false],
    ['not 1 of sel_* and a', 'a sel_1', 'a', true],
    ['not all of sel_*', 'sel_1 sel_2', 'sel_1', true],
    [['a and b', 'c'], 'a b c', 'c', true],
    [['a and b', 'c'], 'a b c', 'a', false],
    [['a'], 'a', 'a', true],
    ['sel-x and a', 'sel-x a', 'sel-x a', true],
    ['1 of sel_* and a', 'sel_x.conf sel_y.z a', 'sel_y.z a', true],
  ] as const)('%j of %j with %j true: %s', (condition, used, truths, expected) => {
    expect(check(condition, used, truths)).toBe(expected);
  });

  it.each([
    ['', 'The condition is empty'],
    ['  ', 'The condition is empty'],
    [undefined, 'A condition is required'],
    [null, 'A condition is required'],
    [5, 'A condition is text, not a number'],
    [[], 'The list of conditions is empty'],
    [['a', 5], 'A condition is text'],
    ['a and', 'The condition ends where a selection is expected'],
    ['and a', '"and" is out of place'],
    ['a b', 'After "a" comes "b" without and, or'],
    ['a )', 'After "a" comes ")"'],
    ['(a', 'A parenthesis is not closed'],
    ['()', '")" is not expected'],
    ['a AND b', 'After "a" comes "AND"'],
    ['NOT a', '"NOT" is out of place'],
    ['selektion', 'There is no selection named "selektion"'],
    ['aa', 'Did you mean "a"?'],
    ['sel*', 'needs "1 of" or "all of" before it'],
    ['1 of x*', 'No selection is named like "x*"'],
    ['1 of', 'After "of" comes them or a pattern'],
    ['any of them', 'Before "of" comes 1, all or another whole number'],
    ['0 of them', 'Before "of" comes 1, all'],
    ['9 of them', 'can never be: it names 2'],
    ['a | count() > 5', 'Aggregations after a pipe'],
    ['a & b', 'After "a" comes "&"'],
    ['near a and b', 'There is no selection named "near"'],
    [`${'('.repeat(100)}a${')'.repeat(100)}`, 'nests deeper than 64'],
    [`${'not '.repeat(100)}a`, 'nests deeper than 64'],
    ['('.repeat(15_000), 'nests deeper than 64'],
    ['a or '.repeat(4000), 'longer than 16384'],
  ])('refuses %j', (condition, problem) => {
    const detection = { a: { F: 1 }, b: { F: 1 }, condition };
    expect(refusal(ruleDocument(detection))).toContain(problem);
  });

  it('refuses a selection that is not used, unless its name starts with an underscore', () => {
    const detection = { a: { F: 1 }, b: { F: 1 }, condition: 'a' };
    expect(refusal(ruleDocument(detection))).toBe(
      'detection.b: The condition does not use the selection "b".',
    );
    expect(compile({ a: { F: 1 }, _b: { F: 1 }, condition: 'a' })).toBeDefined();
  });

  it.each([
    ['them', 'is a word of conditions'],
    ['not', 'is a word of conditions'],
    ['a b', 'has no spaces'],
    ['', 'has no spaces'],
  ])('refuses a selection named %j', (name, problem) => {
    expect(refusal(ruleDocument({ [name]: { F: 1 }, a: { F: 1 }, condition: 'a' }))).toContain(problem);
  });

  it.each([
    [undefined, 'must be a map of selections'],
    [['a'], 'must be a map of selections and a condition, not a list'],
    [{ condition: 'a' }, 'There is no selection'],
    [{ a: { F: 1 }, timeframe: '5m', condition: 'a' }, 'write a correlation with a timespan'],
  ])('refuses the detection %j', (detection, problem) => {
    expect(refusal(ruleDocument(detection))).toContain(problem);
  });
});
