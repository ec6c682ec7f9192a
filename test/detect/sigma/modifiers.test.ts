import { describe, expect, it } from 'vitest';
import type { FieldValue } from '../../../main/detect/sigma/field-record.ts';
import { MODIFIERS } from '../../../main/detect/sigma/modifiers.ts';
import { hits } from './rule-fixtures.ts';

const LONG_DASHES = '\u2013\u2014\u2015';
const base64 = (text: string, encoding: BufferEncoding = 'utf8') =>
  Buffer.from(text, encoding).toString('base64');

/** modifiers, value in the rule, values of the record that match, values that do not */
const CASES: readonly (readonly [string, unknown, readonly FieldValue[], readonly FieldValue[]])[] = [
  ['contains', 'mid', ['a MID b', 'mid', ['x', 'amidst']], ['mi d', '', null, undefined]],
  ['contains', 'a*b', ['xaxbx', 'ab'], ['ba']],
  ['contains', '*a', ['xax'], ['x']],
  ['contains', 70, [7045, 'x70'], [7145]],
  ['contains', '', ['', 'x'], [undefined]],
  ['startswith', 'C:\\', ['c:\\x', 'C:\\'], ['xC:\\', 'C:']],
  ['startswith', '\\\\?\\', ['\\?\\x', '\\\\\\x'], ['x', '\\\\x']],
  ['startswith', '\\?\\', ['?\\x'], ['\\?\\x']],
  ['endswith', '.exe', ['a.EXE', '.exe'], ['a.exe ', 'exe']],
  ['endswith', 'a?c', ['xabc'], ['ac', 'xabcx']],
  ['contains|all', ['a', 'b'], ['xbxax', ['a', 'b']], ['a', 'b', ['a', 'a'], undefined]],
  ['all', ['a*', '*b'], ['ab', ['a', 'b']], ['a', 'b']],
  ['cased', 'AbC', ['AbC'], ['abc', 'ABC']],
  ['contains|cased', 'AbC', ['xAbCx'], ['xabcx']],
  ['cased|endswith', 'AbC*', ['xAbCx'], ['xabcx']],
  ['neq', 'a', ['b', '', null, undefined, ['b', 'c']], ['A', ['b', 'a']]],
  ['neq', ['a', 'b'], ['c'], ['a', 'b']],
  ['neq', 4, [3, '3'], [4, '4']],
  ['neq', null, ['a', 0], [null, undefined]],
  ['contains|neq', 'a', ['b'], ['xax']],
  ['contains|all|neq', ['a', 'b'], ['a', 'b'], ['ab']],
  ['exists', true, ['', null, 0, [], 'x'], [undefined]],
  ['exists', false, [undefined], ['', null, 'x']],
  ['re', 'ab+c', ['xabbcx'], ['xABBCx', 'ac']],
  ['re', '^ab$', ['ab'], ['xab', 'ab\nx']],
  ['re', 'a.c', ['abc'], ['a\nc']],
  ['re', ['x', '^y'], ['ax', 'yb'], ['by']],
  ['re|all', ['x', '^y'], ['yx'], ['x', 'y']],
  ['re|neq', '^a', ['b', undefined], ['ab']],
  ['re', '\\d{2,3}\\s', ['x12 '], ['x1 ']],
  ['re|i', 'ab+c', ['xABBCx'], ['ac']],
  ['re|m', '^b$', ['a\nb\nc'], ['ab']],
  ['re|s', 'a.c', ['a\nc'], ['ac']],
  ['re|i|m|s', '^a.b$', ['x\nA\nB\ny'], ['xab']],
  ['re', '7', [7045], [145]],
  [
    'cidr',
    '10.0.0.0/8',
    ['10.1.2.3', '::ffff:10.1.2.3'],
    ['11.0.0.1', '10.1.2', '010.1.2.3', 'x', 10, '::10'],
  ],
  ['cidr', ['192.168.1.0/25', '0.0.0.0/32'], ['192.168.1.127', '0.0.0.0'], ['192.168.1.128', '0.0.0.1']],
  ['cidr', '0.0.0.0/0', ['255.255.255.255'], ['256.0.0.1', '::1']],
  ['cidr', '192.0.2.7', ['192.0.2.7'], ['192.0.2.8']],
  ['cidr', 'fe80::/10', ['fe80::1%eth0', 'FEBF::'], ['fec0::', '10.0.0.1', 'fe80:::1', 'fe80']],
  ['cidr', '2001:db8:0:8000::/49', ['2001:db8:0:8001::1'], ['2001:db8:0:7fff::1']],
  ['cidr', '::1', ['::1', '0:0:0:0:0:0:0:1'], ['::2']],
  ['cidr|neq', '10.0.0.0/8', ['11.0.0.1', 'x'], ['10.0.0.1']],
  ['gt', 5, [6, '6', '5.5', '0x10', [1, 9]], [5, '5', 'six', '', null, undefined, true]],
  ['gte', 5, [5, '5'], [4]],
  ['lt', 5, [4, '-1'], [5, 'x', undefined]],
  ['lte', -1.5, [-1.5, '-2'], [-1]],
  ['gt', [5, 1], [3], [1]],
  ['windash', '-a', ['-A', '/a', '–a', '—a', '―a'], ['a', '_a', '−a']],
  ['contains|windash', ' /x-y', ['cmd -X/Y', `cmd ${LONG_DASHES[0]}x-y`], ['cmd x-y']],
  ['windash|contains|cased', '-Ab', ['/Ab'], ['/ab']],
  ['windash|contains|all', ['-a', '/b'], ['/a -b'], ['/a']],
  ['base64', 'cmd', [base64('cmd'), base64('cmd').toLowerCase()], ['cmd', `${base64('cmd')}x`]],
  ['base64', 'é', [base64('é')], []],
  ['base64|cased', 'cmd', [base64('cmd')], [base64('cmd').toLowerCase()]],
  ['base64|contains', 'foo', [`x ${base64('foo')} y`], [base64('xfoo')]],
  [
    'base64offset|contains',
    'http://',
    [base64('http://a'), base64('xhttp://a'), base64('xyhttp://a')],
    [base64('ftp://aaaaa')],
  ],
  ['utf16le|base64', 'cmd', [base64('cmd', 'utf16le')], [base64('cmd')]],
  ['wide|base64', 'cmd', [base64('cmd', 'utf16le')], [base64('cmd')]],
  ['utf16be|base64', 'cmd', [base64('\0c\0m\0d')], [base64('cmd', 'utf16le')]],
  ['utf16|base64', 'cmd', [base64('\ufeffcmd', 'utf16le')], [base64('cmd', 'utf16le')]],
  ['wide|base64offset|contains', 'ping', [base64('xping', 'utf16le')], [base64('xping')]],
  ['wide|base64', 'ä😀', [base64('ä😀', 'utf16le')], []],
  ['wide|contains', 'a*b', ['xa\0xxb\0'], ['ab']],
  ['windash|wide|base64', '-e', [base64('-e', 'utf16le'), base64('/e', 'utf16le')], [base64('e', 'utf16le')]],
  ['minute', 5, ['2024-05-01T22:05:04Z', '2024-05-01 22:05'], ['2024-05-01T22:06:04Z', '2024-05-01', 'x', 5]],
  ['hour', [22, 23], ['2024-05-01T22:05:04.1234567Z', '2024-05-01T23:00:00+05:00'], ['2024-05-01T21:59:59Z']],
  ['hour|gte', 22, ['2024-05-01T23:05:04Z'], ['2024-05-01T21:05:04Z', '2024-05-01']],
  ['hour|neq', 3, ['2024-05-01T04:00:00Z'], ['2024-05-01T03:00:00Z']],
  ['day', 29, ['2024-02-29'], ['2024-02-28', '2023-02-29']],
  ['week', 1, ['2024-12-30', '2025-01-05', '2024-01-01'], ['2025-01-06', '2023-01-01']],
  ['week', 53, ['2020-12-31', '2021-01-03'], ['2021-01-04']],
  ['month|lt', 3, ['2024-02-01'], ['2024-03-01', '2024-13-01']],
  ['year', 2024, ['2024-12-30T00:00:00Z'], ['2025-01-01', 2024, '2024']],
];

describe('modifiers', () => {
  for (const [modifiers, value, matching, other] of CASES) {
    it(`${modifiers}: ${JSON.stringify(value)}`, () => {
      const selection = { [`Field|${modifiers}`]: value };
      for (const found of matching) {
        if (found === '') expect(hits(selection, { Field: found })).toBeTypeOf('boolean');
        else expect(hits(selection, { Field: found }), JSON.stringify(found)).toBe(true);
      }
      for (const found of other) expect(hits(selection, { Field: found }), JSON.stringify(found)).toBe(false);
    });
  }

  it('are all covered here or below', () => {
    const tested = new Set(CASES.flatMap(([modifiers]) => modifiers.split('|')));
    const missing = Object.keys(MODIFIERS).filter((modifier) => !tested.has(modifier));
    expect(missing.sort()).toEqual(['expand', 'fieldref']);
  });
});

describe('fieldref', () => {
  it.each([
    ['fieldref', 'B', { A: 'x', B: 'X' }, true],
    ['fieldref', 'B', { A: 'x', B: 'y' }, false],
    ['fieldref', 'B', { A: 2, B: '2' }, true],
    ['fieldref', 'B', { A: 'x' }, false],
    ['fieldref', 'B', {}, false],
    ['fieldref', 'B', { A: 'a*', B: 'abc' }, false],
    ['fieldref|cased', 'B', { A: 'x', B: 'X' }, false],
    ['fieldref|neq', 'B', { A: 'x', B: 'y' }, true],
    ['fieldref|neq', 'B', { A: 'x', B: 'X' }, false],
    ['fieldref|contains', 'B', { A: 'C:\\x\\svc.exe', B: 'SVC' }, true],
    ['fieldref|startswith', 'B', { A: 'abc', B: 'ab' }, true],
    ['fieldref|startswith', 'B', { A: 'abc', B: 'bc' }, false],
    ['endswith|fieldref', 'B', { A: 'abc', B: 'bc' }, true],
    ['fieldref', ['B', 'C'], { A: 'x', B: 'y', C: 'x' }, true],
    ['fieldref|all', ['B', 'C'], { A: 'x', B: 'y', C: 'x' }, false],
    ['fieldref', 'B', { A: ['x', 'y'], B: ['z', 'y'] }, true],
  ] as const)('%s %j on %j: %s', (modifiers, value, fields, expected) => {
    expect(hits({ [`A|${modifiers}`]: value }, fields)).toBe(expected);
  });
});

describe('expand', () => {
  const lists: Readonly<Record<string, readonly string[]>> = {
    users: ['admin', 'svc_*'],
    hosts: ['a', 'b'],
    none: [],
    nets: ['10.0.0.0/8', 'fe80::/10'],
  };
  const placeholders = (name: string) => (Object.hasOwn(lists, name) ? lists[name] : undefined);

  it.each([
    ['expand', '%users%', 'ADMIN', true],
    ['expand', '%users%', 'svc_sql', true],
    ['expand', '%users%', '%users%', false],
    ['expand', '%hosts%\\%users%', 'a%users%', true],
    ['expand', '%hosts%\\\\%users%', 'B\\admin', true],
    ['expand', '%hosts%-%users%-%hosts%', 'a-svc_x-b', true],
    ['expand', '%hosts%-%users%-%hosts%', 'a-x-b', false],
    ['expand', '\\%plain%hosts%', '%plainb', true],
    ['expand', '100% %hosts%', '100% a', true],
    ['expand', 'no placeholder', 'No Placeholder', true],
    ['expand', '%none%', '', false],
    ['expand|contains', '%hosts%', 'xbx', true],
    ['contains|expand', '%hosts%', 'xbx', true],
    ['expand|base64', '%hosts%', 'Yg==', true],
    ['expand|all', ['%hosts%*', '*%hosts%'], 'a..b', true],
    ['expand|all', ['%hosts%*', '*%hosts%'], 'a..c', false],
    ['cidr|expand', '%nets%', 'fe80::1', true],
    ['expand|cidr', '%nets%', '11.0.0.0', false],
  ] as const)('%s %j on %j: %s', (modifiers, value, found, expected) => {
    expect(hits({ [`F|${modifiers}`]: value }, { F: found }, { placeholders })).toBe(expected);
  });

  it('leaves percent signs alone without the modifier', () => {
    expect(hits({ F: '%users%' }, { F: '%USERS%' }, { placeholders })).toBe(true);
  });
});
