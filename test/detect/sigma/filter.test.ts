import { describe, expect, it } from 'vitest';
import { compileRule } from '../../../main/detect/sigma/compile-rule.ts';
import { FieldRecord } from '../../../main/detect/sigma/field-record.ts';
import { parseFilter } from '../../../main/detect/sigma/filter.ts';
import { parseRule } from '../../../main/detect/sigma/parse-rule.ts';
import { ruleDocument } from './rule-fixtures.ts';

const ID = '6f3e2987-db24-4c78-a860-b4f4095a7095';

function filterDocument(filter: unknown, more: object = {}) {
  return { title: 'Our administrators', logsource: { product: 'windows' }, filter, ...more };
}
const FILTER = { rules: [ID], selection: { 'User|startswith': 'adm_' }, condition: 'not selection' };

function evaluate(filter: unknown, more: object, fields: Record<string, string>) {
  const parsed = parseFilter(filterDocument(filter, more), { fileName: 'f.yml' });
  const rule = parseRule(
    ruleDocument({ a: { A: 'x' }, condition: 'a' }, { id: ID, name: 'my_rule', fields: [] }),
    { fileName: 'r.yml' },
  );
  if (!parsed.ok || !rule.ok) throw new Error(JSON.stringify([parsed, rule]));
  const compiled = compileRule(rule.value, { filters: [parsed.value] });
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.error));
  return compiled.value.evaluate(new FieldRecord(fields))?.suppressedBy;
}

describe('global filters', () => {
  it.each([
    [FILTER, {}, { A: 'x', User: 'adm_bob' }, ['Our administrators']],
    [FILTER, {}, { A: 'x', User: 'bob' }, []],
    [FILTER, {}, { A: 'x' }, []],
    [FILTER, {}, { User: 'adm_bob' }, undefined],
    [{ ...FILTER, rules: 'any' }, {}, { A: 'x', User: 'adm_bob' }, ['Our administrators']],
    [{ ...FILTER, rules: ['my_rule'] }, {}, { A: 'x', User: 'adm_bob' }, ['Our administrators']],
    [{ ...FILTER, rules: [ID.toUpperCase()] }, {}, { A: 'x', User: 'adm_bob' }, ['Our administrators']],
    [{ ...FILTER, rules: ['another'] }, {}, { A: 'x', User: 'adm_bob' }, []],
    [FILTER, { logsource: { product: 'linux' } }, { A: 'x', User: 'adm_bob' }, []],
    [FILTER, { logsource: { product: 'windows', category: 'service' } }, { A: 'x', User: 'adm_bob' }, []],
  ])('%j %j on %j: %j', (filter, more, fields, expected) => {
    expect(evaluate(filter, more, fields)).toEqual(expected);
  });

  it.each([
    [filterDocument({ ...FILTER, condition: 'selection' }), 'has no "not"'],
    [filterDocument({ ...FILTER, condition: '1 of them' }), 'has no "not"'],
    [filterDocument({ ...FILTER, rules: undefined }), 'filter.rules: '],
    [filterDocument({ ...FILTER, rules: [] }), 'filter.rules: '],
    [filterDocument({ ...FILTER, rules: [5] }), 'filter.rules: '],
    [
      filterDocument({ ...FILTER, condition: 'nobody' }),
      'filter.condition: There is no selection named "nobody"',
    ],
    [filterDocument({ rules: 'any' }), 'filter: There is no selection'],
    [filterDocument('x'), 'filter: The filter must be a map'],
    [filterDocument(FILTER, { logsource: null }), 'logsource: '],
    [filterDocument(FILTER, { title: null }), 'title: A title is required'],
    [filterDocument(FILTER, { id: 'x' }), 'id: The id must be a UUID'],
    [filterDocument(FILTER, { taxonomy: 'ecs' }), 'taxonomy: '],
    ['x', 'A filter is a map, not text'],
  ])('refuses %j', (document, problem) => {
    const parsed = parseFilter(document, { fileName: 'f.yml' });
    const problems = parsed.ok ? [] : parsed.error.map((each) => `${each.where}: ${each.problem}`);
    expect(problems.join('\n')).toContain(problem);
  });
});
