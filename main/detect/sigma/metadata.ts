import { LEVELS } from '../../../shared/level.ts';
import type { DocumentMap } from './attributes.ts';
import { isMap, own, readChoice, readDate, readText, readTexts } from './attributes.ts';
import type { Problems } from './problem.ts';
import type { RelatedRule, RuleMetadata } from './rule.ts';
import { COMPONENTS, CONFIDENCES, RELATIONS, RULE_STATUSES } from './rule.ts';
import { techniquesOf } from './tags.ts';

/** Lengths of the specification's JSON schema. */
const MAX_SHORT = 256;
const MAX_LONG = 65_535;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Reads a document's title, which rules and filters must have (specification 2.1.0, "Title"). */
export function readTitle(document: DocumentMap, problems: Problems): string {
  const title = readText(document, 'title', MAX_SHORT, problems);
  if (title !== null && title.trim() !== '') return title;
  if (title !== null || own(document, 'title') === undefined || own(document, 'title') === null) {
    problems.add('title', 'A title is required.');
  }
  return '';
}

/** Reads an optional UUID (specification 2.1.0, "Identification"), in lower case. */
export function readId(document: DocumentMap, where: string, problems: Problems): string | null {
  const id = own(document, 'id');
  if (id === undefined || id === null) return null;
  if (typeof id === 'string' && UUID.test(id)) return id.toLowerCase();
  problems.add(where, 'The id must be a UUID such as 929a690e-bef0-4204-a928-ef5e620d6fcc.');
  return null;
}

/** Refuses a taxonomy whose names nobody here translates (specification 2.1.0, "Taxonomy"). */
export function readTaxonomy(
  document: DocumentMap,
  taxonomies: readonly string[],
  problems: Problems,
): string {
  const taxonomy = readText(document, 'taxonomy', MAX_SHORT, problems) ?? 'sigma';
  if (!taxonomies.includes(taxonomy)) {
    problems.add(
      'taxonomy',
      `The taxonomy "${taxonomy}" is not known here; known are ${taxonomies.join(', ')}.`,
    );
  }
  return taxonomy;
}

function readRelated(document: DocumentMap, problems: Problems): readonly RelatedRule[] {
  const value = own(document, 'related');
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) {
    problems.add('related', 'The related rules must be a list of maps with id and type.');
    return [];
  }
  return value.flatMap((entry: unknown, index) => {
    const where = `related[${index}]`;
    if (!isMap(entry)) {
      problems.add(where, 'A related rule is a map with id and type.');
      return [];
    }
    const id = readId(entry, `${where}.id`, problems);
    const type = RELATIONS.find((relation) => relation === own(entry, 'type'));
    if (own(entry, 'id') === undefined) problems.add(`${where}.id`, 'A related rule needs an id.');
    if (type === undefined) problems.add(`${where}.type`, `The type must be one of ${RELATIONS.join(', ')}.`);
    return id === null || type === undefined ? [] : [{ id, type }];
  });
}

/** Reads everything but `logsource` and `detection` (specification 2.1.0, "Components"). */
export function readMetadata(
  document: DocumentMap,
  taxonomies: readonly string[],
  problems: Problems,
): RuleMetadata {
  const unsupported = own(document, 'status') === 'unsupported';
  if (unsupported)
    problems.add('status', 'The rule says of itself that it is unsupported and cannot be used.');
  const tags = readTexts(document, 'tags', problems);
  return {
    title: readTitle(document, problems),
    id: readId(document, 'id', problems),
    name: readText(document, 'name', MAX_SHORT, problems),
    related: readRelated(document, problems),
    taxonomy: readTaxonomy(document, taxonomies, problems),
    status: unsupported ? null : readChoice(document, 'status', RULE_STATUSES, problems),
    description: readText(document, 'description', MAX_LONG, problems),
    license: readText(document, 'license', MAX_SHORT, problems),
    author: readText(document, 'author', MAX_LONG, problems),
    references: readTexts(document, 'references', problems),
    date: readDate(document, 'date', problems),
    modified: readDate(document, 'modified', problems),
    fields: readTexts(document, 'fields', problems),
    falsePositives: readTexts(document, 'falsepositives', problems),
    level: readChoice(document, 'level', LEVELS, problems),
    tags,
    techniques: techniquesOf(tags),
    scope: readTexts(document, 'scope', problems),
    component: readChoice(document, 'component', COMPONENTS, problems),
    confidence: readChoice(document, 'confidence', CONFIDENCES, problems),
    nextSteps: readTexts(document, 'nextsteps', problems),
    knownLimits: readTexts(document, 'limits', problems),
  };
}
