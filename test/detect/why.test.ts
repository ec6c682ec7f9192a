import { describe, expect, it } from 'vitest';
import { fieldsOf, fillWhy } from '../../main/detect/why.ts';

const record = (fields: Record<string, string | number | readonly string[] | undefined>) => ({
  get: (field: string) => fields[field],
});

describe('fillWhy', () => {
  it.each([
    ['The image {Image} is odd', { Image: 'a.exe' }, 'The image a.exe is odd.'],
    ['{Image}[, with {Dll}]', { Image: 'a.exe', Dll: 'b.dll' }, 'a.exe, with b.dll.'],
    ['{Image}[, with {Dll}]', { Image: 'a.exe' }, 'a.exe.'],
    ['{Image}[, with {Dll}]', { Image: 'a.exe', Dll: [] }, 'a.exe.'],
    ['{Image} of {Dll}', { Image: 'a.exe' }, 'a.exe of not set.'],
    ['{List}!', { List: ['a', 'b'] }, 'a, b!'],
    ['{Number}', { Number: 0 }, '0.'],
    ['{UserData_Channel}[ of {_PID}]', { UserData_Channel: 'System', _PID: '4' }, 'System of 4.'],
    ['a [plain] bracket', {}, 'a [plain] bracket.'],
  ])('%s with %j', (template, fields, text) => {
    expect(fillWhy(template, record(fields))).toBe(text);
  });

  it('does not read evidence as a template', () => {
    expect(fillWhy('{A}', record({ A: '{B} [x {B}]', B: 'no' }))).toBe('{B} [x {B}].');
  });

  it('makes invisible characters visible and cuts long values', () => {
    expect(fillWhy('{A}', record({ A: 'x\u202Ey' }))).toBe('x\\u{202E}y.');
    expect(fillWhy('{A}', record({ A: 'x'.repeat(1000) })).length).toBeLessThan(400);
  });

  it('names its fields', () => {
    expect(fieldsOf('{A} [of {B}]')).toEqual(['A', 'B']);
  });
});
