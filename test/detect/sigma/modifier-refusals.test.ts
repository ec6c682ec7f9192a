import { describe, expect, it } from 'vitest';
import { selectionRefusal } from './rule-fixtures.ts';

const CASES: readonly (readonly [string, unknown, string])[] = [
  ['containz', 'x', 'The modifier "containz" is unknown. Did you mean "contains"?'],
  ['', 'x', 'The modifier "" is unknown.'],
  ['ignorecase', 'x', 'The modifier "ignorecase" is unknown.'],
  ['contains|contains', 'x', 'The modifier "contains" is written twice.'],
  ['contains|startswith', 'x', '"contains" and "startswith" exclude each other'],
  ['hour|day', 1, '"hour" and "day" exclude each other'],
  ['gt|lt', 1, '"gt" and "lt" exclude each other'],
  ['gte|hour', 1, '"hour" must come before "gte"'],
  ['gt|neq', 1, '"gt" and "neq" cannot be combined'],
  ['exists|neq', true, '"exists" and "neq" cannot be combined'],
  ['exists', 'true', 'takes true or false'],
  ['exists', [true, false], 'takes one value'],
  ['i', 'x', 'The modifier "i" belongs after "re".'],
  ['i|re', 'x', '"re" must come before "i"'],
  ['re|contains', 'x', '"contains" cannot be combined with "re"'],
  ['re|cased', 'x', '"cased" cannot be combined with "re"'],
  ['expand|re', '%x%', '"expand" cannot be combined with "re"'],
  ['re|cidr', 'x', '"cidr" cannot be combined with "re"'],
  ['re', 5, 'The value must be text, not a number'],
  ['re', '', 'The value must be text, not empty'],
  ['re', '(?=a)', 'cannot be expressed in linear time (RE2)'],
  ['re', '(?<!a)b', 'cannot be expressed in linear time (RE2)'],
  ['re', '(a)\\1', 'cannot be expressed in linear time (RE2)'],
  ['re', 'a++', 'cannot be expressed in linear time (RE2)'],
  ['re', '(?>a)', 'cannot be expressed in linear time (RE2)'],
  ['re', '(', 'cannot be expressed in linear time (RE2)'],
  ['re', '(((a{30}){30}){30})', 'cannot be expressed in linear time (RE2)'],
  ['re', '\\w{1000}'.repeat(10), 'too large: its repetitions make'],
  ['re', 'a'.repeat(5000), 'longer than 4096 characters'],
  ['re', `${'('.repeat(2000)}${')'.repeat(2000)}`, 'cannot be expressed in linear time (RE2)'],
  ['cidr', '10.0.0.0/33', 'must be a number from 0 to 32'],
  ['cidr', '10.0.0.0/x', 'must be a number from 0 to 32'],
  ['cidr', '10.0.0.1/8', 'bits set beyond its prefix'],
  ['cidr', 'fe80::/129', 'from 0 to 128'],
  ['cidr', '10.0.0/8', 'is not a network'],
  ['cidr', '10.0.0.0/8/8', 'is not a network'],
  ['cidr', 'fe80::1%eth0', 'is not a network'],
  ['cidr', '10.*', 'has wildcards'],
  ['cidr', 10, 'must be text, not a number'],
  ['cidr|contains', '10.0.0.0/8', '"cidr" and "contains" cannot be combined'],
  ['fieldref', 5, 'must be text, not a number'],
  ['fieldref|base64', 'B', '"fieldref" and "base64" cannot be combined'],
  ['fieldref|expand', '%b%', '"fieldref" and "expand" cannot be combined'],
  ['gt', '5', 'takes a number without quotes'],
  ['gt', null, 'takes a number without quotes'],
  ['hour', 24, 'a whole number from 0 to 23'],
  ['hour', '5', 'a whole number from 0 to 23'],
  ['month|gt', 0, 'a whole number from 1 to 12'],
  ['day', 1.5, 'a whole number from 1 to 31'],
  ['all', 'x', 'needs a list of at least two values'],
  ['contains|all', ['x'], 'needs a list of at least two values'],
  ['contains', null, 'takes text, not null'],
  ['contains', true, 'takes text, not true or false'],
  ['cased', null, 'takes text, not null'],
  ['base64', 5, 'String modifiers take text; write the number in quotes'],
  ['windash', 5, 'String modifiers take text'],
  ['base64', 'a*', 'cannot encode a value with wildcards'],
  ['base64offset|contains', 'a?', 'cannot encode a value with wildcards'],
  ['base64offset|contains', 'a', 'too short'],
  ['contains|base64', 'x', '"base64" must come before "contains"'],
  ['base64|windash', '-x', '"windash" must come before "base64"'],
  ['base64|expand', '%x%', '"expand" must come before "base64"'],
  ['utf16', 'x', 'can only be compared after "base64"'],
  ['wide', 'é', 'can only be compared after "base64"'],
  ['expand', '%nobody%', 'The placeholder %nobody% is unknown here.'],
];

describe('refused modifiers', () => {
  it.each(CASES)('%s with %j', (modifiers, value, problem) => {
    expect(selectionRefusal({ [`Field|${modifiers}`]: value })).toContain(problem);
  });

  it.each([
    ['|exists', true, '"exists" needs a field'],
    ['|fieldref', 'B', '"fieldref" needs a field'],
    ['|cidr', '10.0.0.0/8', '"cidr" needs a field'],
    ['|gt', 5, '"gt" needs a field'],
    ['|hour', 5, '"hour" needs a field'],
    ['|neq', 'x', '"neq" needs a field'],
    ['|re|neq', 'x', '"neq" needs a field'],
  ])('%s as keyword', (key, value, problem) => {
    expect(selectionRefusal({ [key]: value })).toContain(problem);
  });

  it('refuses a placeholder when no list is given and when it is unknown', () => {
    const options = { placeholders: (name: string) => (name === 'known' ? ['a'] : undefined) };
    expect(selectionRefusal({ 'F|expand': '%known%%other%' }, options)).toContain('%other% is unknown');
  });

  it('refuses rules that expand without end', () => {
    const list = Array.from({ length: 1000 }, (_, index) => `v${index}`);
    const options = { placeholders: () => list };
    expect(selectionRefusal({ 'F|expand': '%a%%b%%c%' }, options)).toContain('more than 100000 terms');
    expect(selectionRefusal({ 'F|windash|base64': '-'.repeat(40) })).toContain('more than 100000 terms');
    expect(selectionRefusal({ 'F|re': Array(1001).fill('a') })).toContain('more than 100000 terms');
    expect(selectionRefusal({ F: Array.from({ length: 100_001 }, () => 'x') })).toContain('more than 100000');
  });
});
