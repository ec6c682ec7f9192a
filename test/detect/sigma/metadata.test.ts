import { describe, expect, it } from 'vitest';
import { parseRule } from '../../../main/detect/sigma/parse-rule.ts';
import { refusal, ruleDocument } from './rule-fixtures.ts';

const DETECTION = { selection: { F: 1 }, condition: 'selection' };
const ID = '929A690E-bef0-4204-a928-ef5e620d6fcc';

const FULL = {
  id: ID,
  name: 'full_rule',
  related: [{ id: ID, type: 'derived' }],
  taxonomy: 'sigma',
  status: 'test',
  description: 'What it finds',
  license: 'Apache-2.0',
  author: 'A, B',
  references: ['https://example.org'],
  date: '2024-02-29',
  modified: '2024/03/01',
  fields: ['F'],
  falsepositives: ['Installers'],
  level: 'high',
  tags: ['attack.persistence', 'attack.t1543.003', 'attack.T1569', 'attack.t1569', 'cve.2024-1'],
  scope: ['server'],
  component: 'service-creation',
  confidence: 'low',
  nextsteps: ['Look at the image'],
  limits: ['Does not see deleted keys'],
  'x-custom': { anything: true },
};

describe('metadata', () => {
  it('reads everything', () => {
    const rule = parseRule(ruleDocument(DETECTION, FULL), { fileName: 'full.yml' });
    expect(rule.ok && { ...rule.value, detection: null }).toEqual({
      fileName: 'full.yml',
      title: 'Test',
      id: ID.toLowerCase(),
      name: 'full_rule',
      related: [{ id: ID.toLowerCase(), type: 'derived' }],
      taxonomy: 'sigma',
      status: 'test',
      description: 'What it finds',
      license: 'Apache-2.0',
      author: 'A, B',
      references: ['https://example.org'],
      date: '2024-02-29',
      modified: '2024-03-01',
      fields: ['F'],
      falsePositives: ['Installers'],
      level: 'high',
      tags: FULL.tags,
      techniques: ['T1543.003', 'T1569'],
      scope: ['server'],
      component: 'service-creation',
      confidence: 'low',
      nextSteps: ['Look at the image'],
      knownLimits: ['Does not see deleted keys'],
      logSource: { product: 'windows', service: 'system' },
      detection: null,
    });
  });

  it('needs only title, logsource and detection; a key without a value counts as left out', () => {
    const rule = parseRule(ruleDocument(DETECTION, { level: null, tags: null }), { fileName: 'a.yml' });
    expect(rule.ok && rule.value).toMatchObject({ id: null, level: null, tags: [], taxonomy: 'sigma' });
  });

  it('takes other taxonomies when told so', () => {
    const document = ruleDocument(DETECTION, { taxonomy: 'ecs' });
    expect(parseRule(document, { fileName: 'a.yml', taxonomies: ['sigma', 'ecs'] }).ok).toBe(true);
  });

  it.each([
    [{ title: undefined }, 'title: A title is required'],
    [{ title: ' ' }, 'title: A title is required'],
    [{ title: 5 }, 'title: The title must be text, not a number'],
    [{ title: 'a'.repeat(257) }, 'title: The title is longer than 256'],
    [{ id: 'abc' }, 'id: The id must be a UUID'],
    [{ id: 5 }, 'id: The id must be a UUID'],
    [{ name: 'a'.repeat(257) }, 'name: The name is longer'],
    [{ related: 'x' }, 'related: The related rules must be a list'],
    [{ related: ['x'] }, 'related[0]: A related rule is a map'],
    [{ related: [{ id: 'x', type: 'derived' }] }, 'related[0].id: The id must be a UUID'],
    [{ related: [{ type: 'derived' }] }, 'related[0].id: A related rule needs an id'],
    [{ related: [{ id: ID, type: 'cousin' }] }, 'related[0].type: The type must be one of'],
    [{ taxonomy: 'ecs' }, 'taxonomy: The taxonomy "ecs" is not known here'],
    [{ status: 'good' }, 'status: The status must be one of'],
    [{ status: 'unsupported' }, 'status: The rule says of itself that it is unsupported'],
    [{ description: ['x'] }, 'description: The description must be text, not a list'],
    [{ license: 5 }, 'license: '],
    [{ author: true }, 'author: The author must be text, not true or false'],
    [{ references: 'x' }, 'references: The references must be a list of texts, not text'],
    [{ references: ['a', 5] }, 'references[1]: Every entry'],
    [{ date: '2024-02-30' }, 'date: The date must be a day'],
    [{ date: '24-02-03' }, 'date: The date must be a day'],
    [{ date: '2024-02/03' }, 'date: The date must be a day'],
    [{ modified: 20240203 }, 'modified: The modified must be a day'],
    [{ fields: {} }, 'fields: The fields must be a list'],
    [{ falsepositives: [null] }, 'falsepositives[0]: '],
    [{ level: 'severe' }, 'level: The level must be one of informational'],
    [{ tags: [5] }, 'tags[0]: '],
    [{ scope: 'x' }, 'scope: '],
    [{ component: 'services' }, 'component: The component must be one of service-creation'],
    [{ confidence: 'sure' }, 'confidence: The confidence must be one of'],
    [{ nextsteps: 'x' }, 'nextsteps: '],
    [{ limits: 'x' }, 'limits: '],
    [{ logsource: undefined }, 'logsource: A rule needs a logsource'],
    [{ logsource: 'x' }, 'logsource: A rule needs a logsource'],
    [{ logsource: {} }, 'logsource: At least one of'],
    [{ logsource: { definition: 'x' } }, 'logsource: At least one of'],
    [{ logsource: { product: 'Windows' } }, 'logsource.product: The product is lower-case'],
    [{ logsource: { service: 5 } }, 'logsource.service: '],
    [{ logsource: { product: 'a', definition: 5 } }, 'logsource.definition: '],
  ])('refuses %j', (more, problem) => {
    expect(refusal(ruleDocument(DETECTION, more))).toContain(problem);
  });

  it.each([
    [null, 'A rule is a map, not nothing'],
    [['a'], 'A rule is a map, not a list'],
    ['text', 'A rule is a map, not text'],
    [{ title: 'c', correlation: {} }, 'This is a correlation, not a rule'],
    [{ action: 'global', title: 'x' }, 'Rule collections of Sigma 1'],
    [{ ...ruleDocument(DETECTION), action: 'repeat' }, 'Rule collections of Sigma 1'],
    [{ title: 'f', filter: {} }, 'This is a global filter'],
  ])('refuses the document %j', (document, problem) => {
    expect(refusal(document)).toContain(problem);
  });

  it('lists every fault at once, but not without end', () => {
    const many = refusal(
      ruleDocument(DETECTION, { id: 'x', level: 'y', references: Array(500).fill(5) }),
    ).split('\n');
    expect(many).toHaveLength(51);
    expect(many[0]).toContain('id: ');
    expect(many.at(-1)).toBe(': 452 more problems are not listed.');
  });
});
