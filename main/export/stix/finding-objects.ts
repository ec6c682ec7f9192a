import type { Finding } from '../../../shared/model/finding.ts';
import { isIcsTechnique, type Technique, techniquesAt, techniqueUrl } from '../attack-version.ts';
import { hexOffset, locatorOffset, locatorText } from '../locator-text.ts';
import type { StixObject } from './observables.ts';
import { ownId } from './stix-id.ts';

/** The properties that all objects of ours share. Times are those of the evidence, in milliseconds. */
export interface Author {
  readonly created_by_ref: string;
  /** When the vocabulary was made: objects that are the same in every case. */
  readonly always: string;
}

/** STIX 2.1, appendix A: the scale None, Low, Med, High. */
const CONFIDENCE = { low: 15, medium: 50, high: 85 } as const;

/** A technique as an object of ours: consumers join it with theirs by the external id. */
export function attackPattern({ id, name }: Technique, { created_by_ref, always }: Author): StixObject {
  return {
    type: 'attack-pattern',
    spec_version: '2.1',
    id: ownId('attack-pattern', id),
    created_by_ref,
    created: always,
    modified: always,
    name,
    external_references: [
      {
        source_name: isIcsTechnique(id) ? 'mitre-ics-attack' : 'mitre-attack',
        url: techniqueUrl(id),
        external_id: id,
      },
    ],
  };
}

/**
 * A finding: a sighting of each of its techniques, and a note that says why. `time`: milliseconds precise, of the evidence.
 * It claims what the finding claims: there are no indicators here, since a file that a finding names need not be malicious.
 */
export function* findingObjects(
  finding: Finding,
  time: string,
  place: { readonly host: string; readonly hostId: string; readonly observedId: string | null },
  author: Author,
  version: number,
): Generator<StixObject> {
  const { level, confidence, component, rule, title, why } = finding;
  const common = { created_by_ref: author.created_by_ref, created: time, modified: time };
  const labels = [level, component, rule];
  const sightings: string[] = [];
  for (const technique of techniquesAt(finding.techniques, version)) {
    const pattern = attackPattern(technique, author);
    yield pattern;
    const id = ownId('sighting', place.host, finding.id, technique.id);
    sightings.push(id);
    yield {
      type: 'sighting',
      spec_version: '2.1',
      id,
      ...common,
      confidence: CONFIDENCE[confidence],
      labels,
      description: why,
      first_seen: time,
      last_seen: time,
      count: 1,
      sighting_of_ref: pattern.id,
      ...(place.observedId === null ? {} : { observed_data_refs: [place.observedId] }),
      where_sighted_refs: [place.hostId],
    };
  }
  const about = [...(place.observedId === null ? [] : [place.observedId]), ...sightings];
  yield {
    type: 'note',
    spec_version: '2.1',
    id: ownId('note', place.host, finding.id, version),
    ...common,
    confidence: CONFIDENCE[confidence],
    labels,
    abstract: title,
    content: noteText(finding),
    object_refs: about.length === 0 ? [place.hostId] : about,
  };
}

function noteText({ why, evidence, falsePositives, nextSteps, rule, ruleId, level }: Finding): string {
  const pointers = evidence.map((pointer) => {
    const { path, locator, time } = pointer;
    const value = locator.kind === 'registry' && locator.value !== null ? `, value ${locator.value}` : '';
    const offset = hexOffset(locatorOffset(pointer));
    return [path, `${locatorText(locator)}${value}`, offset, time ?? '']
      .filter((part) => part !== '')
      .join(', ');
  });
  const section = (heading: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : [`${heading}:`, ...lines.map((line) => `- ${line}`)];
  return [
    why,
    `Level: ${level}. Rule: ${rule} (${ruleId}).`,
    ...section('Evidence', pointers),
    ...section('False positives', falsePositives),
    ...section('Next steps', nextSteps),
  ].join('\n');
}
