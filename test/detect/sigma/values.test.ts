import { describe, expect, it } from 'vitest';
import { hits, selectionRefusal } from './rule-fixtures.ts';

/** value in the rule, value in the record, matches */
const TEXTS: readonly (readonly [string, string, boolean])[] = [
  ['svchost.exe', 'SvcHost.EXE', true],
  ['svchost.exe', 'svchost.exe ', false],
  ['SVCHOST', 'svchost.exe', false],
  ['', '', true],
  ['', ' ', false],
  ['*', '', true],
  ['*', 'anything', true],
  ['**', 'anything', true],
  ['?', 'a', true],
  ['?', '', false],
  ['?', 'ab', false],
  ['?', '😀', true],
  ['??', '😀', false],
  ['?*', '', false],
  ['?*', 'a', true],
  ['?*', 'abc', true],
  ['*?', '', false],
  ['*?', '😀', true],
  ['a*?c', 'ac', false],
  ['a*?c', 'abc', true],
  ['a*?c', 'abbbc', true],
  ['prog?.exe', 'progA.exe', true],
  ['prog?.exe', 'prog.exe', false],
  ['antivirus_V*.exe', 'antivirus_V21.2.1.exe', true],
  ['antivirus_V*.exe', 'antivirus_V.exe', true],
  ['aba*aba', 'aba', false],
  ['aba*aba', 'abaaba', true],
  ['*\\cmd.exe', 'C:\\Windows\\cmd.exe', true],
  ['*\\cmd.exe', 'cmd.exe', false],
  ['*a*b*c*', 'xxaxxbxxcxx', true],
  ['*a*b*c*', 'xxcxxbxxaxx', false],
  ['*a?b*c?', 'aXbcY', true],
  ['*a?b*c?', 'aXbc', false],
  ['*ab*ab', 'ab', false],
  ['*ab*ab', 'abab', true],
  // Specification 2.1.0, "Escape Character".
  ['C:\\Windows', 'C:\\Windows', true],
  ['C:\\\\Windows', 'C:\\Windows', true],
  ['\\*', '*', true],
  ['\\*', 'x', false],
  ['\\?', '?', true],
  ['\\?', 'x', false],
  ['\\\\*', '\\', true],
  ['\\\\*', '\\anything', true],
  ['\\\\*', '*', false],
  ['\\\\\\*', '\\*', true],
  ['\\\\\\*', '\\x', false],
  ['\\\\\\x', '\\\\x', true],
  ['\\\\\\\\', '\\\\', true],
  ['\\\\\\\\server', '\\\\server', true],
  ['trailing\\', 'trailing\\', true],
  ['%SystemRoot%', '%systemroot%', true],
  ['\\%x', '\\%x', true],
  ['ΟΔΟΣ*', 'οδοσα', true],
  ['*ΣΑΣ', 'ΣΑΣ', true],
  ['line\nbreak', 'LINE\nBREAK', true],
  ['a*b', 'a\n\nb', true],
];

describe('a plain value', () => {
  it.each(TEXTS)('%j against %j: %s', (wanted, found, expected) => {
    expect(hits({ Field: wanted }, { Field: found })).toBe(expected);
  });

  it.each([
    [2, 2, true],
    [2, '2', true],
    ['2', 2, true],
    [2, 3, false],
    [2, '02', false],
    [1.5, '1.5', true],
    [true, true, true],
    [true, 'True', true],
    [false, true, false],
    ['true', true, true],
    [null, null, true],
    [null, undefined, true],
    [null, [], true],
    [null, '', false],
    [null, 0, false],
    ['', null, false],
    ['', undefined, false],
    ['null', null, false],
    ['*', undefined, false],
  ] as const)('%j against %j: %s', (wanted, found, expected) => {
    expect(hits({ Field: wanted }, { Field: found })).toBe(expected);
  });

  it('matches a field with several values when one of them does', () => {
    expect(hits({ Field: 'b' }, { Field: ['a', 'B'] })).toBe(true);
    expect(hits({ Field: 7 }, { Field: [1, 7] })).toBe(true);
    expect(hits({ Field: 'c' }, { Field: ['a', 'b'] })).toBe(false);
  });

  it('spells field names exactly', () => {
    expect(hits({ field: 'a' }, { Field: 'a' })).toBe(false);
    expect(hits({ constructor: 'a' }, {})).toBe(false);
  });
});

describe('lists and maps', () => {
  it('joins the keys of a map with AND and the values of a list with OR', () => {
    const selection = { EventID: [7045, 4697], Name: 'a' };
    expect(hits(selection, { EventID: 4697, Name: 'A' })).toBe(true);
    expect(hits(selection, { EventID: 4697, Name: 'b' })).toBe(false);
    expect(hits(selection, { EventID: 1, Name: 'a' })).toBe(false);
  });

  it('joins a list of maps with OR', () => {
    const selection = [{ Image: '*\\a.exe' }, { Description: 'x', Company: 'y' }];
    expect(hits(selection, { Image: 'C:\\a.exe' })).toBe(true);
    expect(hits(selection, { Description: 'X', Company: 'Y' })).toBe(true);
    expect(hits(selection, { Description: 'x' })).toBe(false);
  });

  it('mixes wildcards and plain values in one list', () => {
    const selection = { Name: ['a', 'b', 'c*', '?d'] };
    for (const [name, expected] of [
      ['A', true],
      ['cat', true],
      ['xd', true],
      ['d', false],
    ] as const) {
      expect(hits(selection, { Name: name })).toBe(expected);
    }
  });
});

describe('keywords', () => {
  it('are found anywhere in any field', () => {
    const keywords = ['evilservice', 'svchost.exe -n e?il', 4697];
    expect(hits(keywords, { A: 'x', B: 'the EvilService runs' })).toBe(true);
    expect(hits(keywords, { A: ['x', 'svchost.exe -n evil'] })).toBe(true);
    expect(hits(keywords, { Id: 4697 })).toBe(true);
    expect(hits(keywords, { A: 'service evil' })).toBe(false);
    expect(hits(keywords, { evilservice: 'name, not value' })).toBe(false);
    expect(hits(['true'], { Flag: true })).toBe(false);
  });

  it('must all be found with |all, in whichever fields', () => {
    const selection = { '|all': ['OabVirtualDirectory', ' -ExternalUrl '] };
    expect(hits(selection, { A: 'set-oabvirtualdirectory', B: 'x -externalurl y' })).toBe(true);
    expect(hits(selection, { A: 'set-oabvirtualdirectory' })).toBe(false);
  });

  it('take other modifiers and stand beside fields and maps', () => {
    expect(hits({ '|re': '^ab+$' }, { A: 'abbb' })).toBe(true);
    expect(hits({ '|cased': ['Evil'] }, { A: 'evil' })).toBe(false);
    expect(hits({ '|startswith': 'evil' }, { A: 'an evil' })).toBe(false);
    expect(hits({ EventID: 1, '|all': ['a', 'b'] }, { EventID: 1, X: 'ab' })).toBe(true);
    expect(hits({ EventID: 1, '|all': ['a', 'b'] }, { EventID: 2, X: 'ab' })).toBe(false);
    expect(hits(['word', { EventID: 5 }], { EventID: 5 })).toBe(true);
    expect(hits(['word', { EventID: 5 }], { X: 'a word' })).toBe(true);
  });
});

describe('refused values', () => {
  it.each([
    ['an empty list of values', { Field: [] }, 'The list is empty'],
    ['an empty list of keywords', [], 'The list is empty'],
    ['an empty map', {}, 'The map is empty'],
    ['an empty map in a list', [{}], 'The map is empty'],
    ['a map as value', { Field: { a: 1 } }, 'not a map'],
    ['a list in a list of values', { Field: [['a']] }, 'not a list'],
    ['a list in a list', [['a']], 'not a list'],
    ['null in a list', { Field: ['', null] }, 'null cannot be part of a list'],
    ['a date object', { Field: new Date(0) }, 'not something else'],
    ['a number too large', { Field: 2 ** 60 }, 'too large to be compared exactly'],
    ['an endless number', { Field: Number.POSITIVE_INFINITY }, 'too large'],
    ['an empty field name', { '': 'x' }, 'A field name is empty'],
    ['an empty keyword', [''], 'An empty keyword would match every record'],
    ['a boolean keyword', [true], 'A keyword is text or a number'],
    ['a null keyword', [null], 'A keyword is text or a number'],
    ['a text instead of a selection', 'text', 'A selection is a map or a list'],
    ['nothing instead of a selection', null, 'A selection is a map or a list'],
    ['a value too long', { Field: 'a'.repeat(20_000) }, 'longer than 16384'],
  ])('%s', (_name, selection, problem) => {
    expect(selectionRefusal(selection)).toContain(problem);
  });

  it('says where', () => {
    expect(selectionRefusal([{ 'Field|contains': ['a', null] }])).toMatch(
      /^detection\.selection\[0\]\.Field\|contains\[1\]: /,
    );
  });
});
