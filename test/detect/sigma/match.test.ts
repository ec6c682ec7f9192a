import { describe, expect, it } from 'vitest';
import { FieldRecord } from '../../../main/detect/sigma/field-record.ts';
import { whyText } from '../../../main/detect/sigma/why.ts';
import { compile, type Fields } from './rule-fixtures.ts';

function matched(detection: unknown, fields: Fields) {
  return compile(detection)
    .evaluate(new FieldRecord(fields))
    ?.matched.map((each) => Object.values(each));
}

describe('what matched', () => {
  it('lists the record values of the selections that are true, once each, without filters', () => {
    const detection = {
      selection: { Path: ['*temp*', '*public*'], Start: 2 },
      other: { 'Path|contains': 'TEMP' },
      third: { Never: 1 },
      filter: { Signed: true },
      condition: 'selection and (other or third) and not filter',
    };
    expect(matched(detection, { Path: 'C:\\Temp\\x', Start: 2, Signed: false })).toEqual([
      ['Path', 'C:\\Temp\\x', 'selection'],
      ['Start', 2, 'selection'],
    ]);
  });

  it('lists only the values of a list that matched', () => {
    expect(
      matched({ a: { 'A|startswith': ['x', 'y'] }, condition: 'a' }, { A: ['x1', 'z', 'y1', 'x1'] }),
    ).toEqual([
      ['A', 'x1', 'a'],
      ['A', 'y1', 'a'],
    ]);
  });

  it('lists only the alternative that is true', () => {
    const detection = {
      a: [
        { A: 1, B: 1 },
        { A: 1, C: 1 },
      ],
      condition: '1 of a*',
    };
    expect(matched(detection, { A: 1, C: 1 })).toEqual([
      ['A', 1, 'a'],
      ['C', 1, 'a'],
    ]);
  });

  it('tells a number from its text, and where keywords were found', () => {
    const detection = { a: { A: 1 }, words: ['evil'], condition: 'a and words' };
    expect(matched(detection, { A: 1, B: 'an evil', C: '1', D: 'evil' })).toEqual([
      ['A', 1, 'a'],
      ['B', 'an evil', 'words'],
      ['D', 'evil', 'words'],
    ]);
  });

  it('tells what was absent, other, or referred to', () => {
    const detection = {
      a: { Gone: null, 'Odd|neq': 'x', 'Has|exists': true, 'Not|exists': false, 'L|fieldref': 'R' },
      condition: 'a',
    };
    expect(matched(detection, { Odd: 'y', Has: '', L: 'z', R: 'Z' })).toEqual([
      ['Gone', null, 'a'],
      ['Odd', 'y', 'a'],
      ['Has', '', 'a'],
      ['Not', null, 'a'],
      ['L', 'z', 'a'],
      ['R', 'Z', 'a'],
    ]);
  });

  it('tells what a double negation found', () => {
    const detection = { a: { A: 1 }, b: { B: 1 }, condition: 'not (not a or b)' };
    expect(matched(detection, { A: 1 })).toEqual([['A', 1, 'a']]);
  });

  it('is null without a match', () => {
    expect(matched({ a: { A: 1 }, condition: 'a' }, {})).toBeUndefined();
  });
});

describe('whyText', () => {
  const why = (detection: unknown, fields: Fields) => {
    const match = compile(detection).evaluate(new FieldRecord(fields));
    return match === null ? null : whyText(match);
  };

  it('lists fields and values', () => {
    const detection = { a: { Path: '*', Start: 2, Gone: null, Empty: '' }, condition: 'a' };
    expect(why(detection, { Path: 'C:\\x', Start: 2, Empty: '' })).toBe(
      'Path = C:\\x, Start = 2, Gone is absent, Empty is empty.',
    );
  });

  it('shows what cannot be seen and shortens what is long', () => {
    const text = why({ a: { A: '*' }, condition: 'a' }, { A: `\u202E${'x'.repeat(500)}` }) ?? '';
    expect(text.startsWith('A = \\u{202E}xxx')).toBe(true);
    expect(text.endsWith('more characters).')).toBe(true);
    expect(text.length).toBeLessThan(340);
  });

  it('does not list without end', () => {
    const values = Array.from({ length: 20 }, (_, index) => index);
    expect(why({ a: { 'A|gte': 0 }, condition: 'a' }, { A: values })).toMatch(/A = 11, and 8 more\.$/);
  });

  it('has words for a rule that asks for nothing', () => {
    expect(why({ a: { A: 1 }, condition: 'not a' }, {})).toBe('The rule asks only for what is absent here.');
  });
});
