import { describe, expect, it, vi } from 'vitest';
import { FieldRecord } from '../../../main/detect/sigma/field-record.ts';
import { nearestName } from '../../../main/detect/sigma/nearest.ts';
import { compile, refusal, ruleDocument } from './rule-fixtures.ts';

describe('known fields', () => {
  const knownFields = new Set(['ImagePath', 'ServiceDll', 'StartType']);

  it('lists the fields a rule reads', () => {
    const detection = { a: [{ 'X|fieldref': 'Y' }, { Z: 1 }], b: ['word'], condition: 'a or b' };
    const rule = compile(detection);
    expect([rule.fields, rule.usesKeywords]).toEqual([['X', 'Y', 'Z'], true]);
  });

  it('accepts a rule whose fields the taxonomy has', () => {
    const detection = { a: { 'ImagePath|fieldref': 'ServiceDll', StartType: 2 }, condition: 'a' };
    expect(compile(detection, { knownFields }).fields).toEqual(['ImagePath', 'ServiceDll', 'StartType']);
  });

  it.each([
    [
      { ImagePth: 'x' },
      'detection.a.ImagePth: The field "ImagePth" is not in the taxonomy',
      'Did you mean "ImagePath"?',
    ],
    [{ imagepath: 'x' }, 'The field "imagepath"', 'Did you mean "ImagePath"?'],
    [{ 'ImagePath|fieldref': 'ServiceDl' }, 'The field "ServiceDl"', 'Did you mean "ServiceDll"?'],
    [{ Unheard: 1 }, 'The field "Unheard" is not in the taxonomy of this log source.', ''],
  ])('refuses %j', (a, problem, hint) => {
    const text = refusal(ruleDocument({ a, condition: 'a' }), { knownFields });
    expect(text).toContain(problem);
    expect(text.endsWith(hint)).toBe(true);
  });

  it('checks the list of fields to show, too', () => {
    const document = ruleDocument({ a: { StartType: 1 }, condition: 'a' }, { fields: ['StartTyp'] });
    expect(refusal(document, { knownFields })).toContain('fields[0]: The field "StartTyp"');
  });

  it('finds near names only', () => {
    expect(nearestName('Servicedll', knownFields)).toBe('ServiceDll');
    expect(nearestName('x', knownFields)).toBeNull();
    expect(nearestName('a'.repeat(100), knownFields)).toBeNull();
  });
});

describe('FieldRecord', () => {
  it('calls a function once, and only when the field is asked for', () => {
    const asked = vi.fn(() => 'Value');
    const other = vi.fn(() => 'x');
    const record = new FieldRecord({ Asked: asked, Other: other });
    expect(compile({ a: { Asked: 'value' }, condition: 'a' }).evaluate(record)).not.toBeNull();
    expect(compile({ a: { 'Asked|contains': 'alu' }, condition: 'a' }).evaluate(record)).not.toBeNull();
    expect(asked).toHaveBeenCalledTimes(1);
    expect(other).not.toHaveBeenCalled();
  });

  it('remembers that a function gave nothing', () => {
    const nothing = vi.fn(() => undefined);
    const record = new FieldRecord({ A: nothing });
    expect([record.get('A'), record.get('A'), record.texts('A')]).toEqual([undefined, undefined, []]);
    expect(nothing).toHaveBeenCalledTimes(1);
  });

  it('makes each form of a text once', () => {
    const [text] = new FieldRecord({ A: 'A–B' }).texts('A');
    expect([text?.raw, text?.folded, text?.dashed, text?.rawDashed]).toEqual(['A–B', 'a–b', 'a-b', 'A-B']);
  });

  it('knows only its own fields', () => {
    const record = new FieldRecord({});
    expect([record.get('toString'), record.get('__proto__')]).toEqual([undefined, undefined]);
  });

  it('wraps other records; keywords need their keys', () => {
    const get = (field: string) => (field === 'A' ? 'evil' : undefined);
    const words = compile({ a: ['evil'], condition: 'a' });
    expect(compile({ a: { A: 'evil' }, condition: 'a' }).evaluate({ get })).not.toBeNull();
    expect(words.evaluate({ get, keys: () => ['A'] })).not.toBeNull();
    expect(() => words.evaluate({ get })).toThrow('keys()');
  });
});
