import type { AnnotationRecord } from '../../../shared/model/annotation.ts';
import type { Finding } from '../../../shared/model/finding.ts';
import { annotationLabels } from '../annotation-index.ts';
import { isIcsTechnique, type Technique, techniquesAt, techniqueUrl } from '../attack-version.ts';
import { isTime, laterOf, withDecimals } from '../evidence-time.ts';
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

/** A rule that names no technique stands for itself. */
function rulePattern({ ruleId, title }: Finding, { created_by_ref, always }: Author): StixObject {
  const id = ownId('attack-pattern', 'rule', ruleId);
  return {
    type: 'attack-pattern',
    spec_version: '2.1',
    id,
    created_by_ref,
    created: always,
    modified: always,
    name: title,
  };
}

/**
 * A finding: a sighting of each of its techniques, which says why. `time`: milliseconds precise, of the evidence. It claims what the
 * finding claims: there are no indicators here, since a file that a finding names need not be malicious. And no notes, though a
 * note would be the place for the text: the public schema of bundles refuses every note, that of the specification too.
 */
export function* findingObjects(
  finding: Finding,
  time: string,
  place: { readonly host: string; readonly hostId: string; readonly observedId: string | null },
  author: Author,
  version: number,
  annotation?: AnnotationRecord,
): Generator<StixObject> {
  const { level, confidence, component, rule } = finding;
  const techniques = techniquesAt(finding.techniques, version).map((technique) =>
    attackPattern(technique, author),
  );
  const description = findingText(finding, annotation);
  // The same id with other content is a later version (section 3.6).
  const modified = isTime(annotation?.when) ? withDecimals(laterOf(time, annotation.when), 3) : time;
  for (const pattern of techniques.length === 0 ? [rulePattern(finding, author)] : techniques) {
    yield pattern;
    yield {
      type: 'sighting',
      spec_version: '2.1',
      id: ownId('sighting', place.host, finding.id, pattern.id),
      created_by_ref: author.created_by_ref,
      created: time,
      modified,
      confidence: CONFIDENCE[confidence],
      labels: [level, component, rule, ...annotationLabels(annotation)],
      description,
      first_seen: time,
      last_seen: time,
      count: 1,
      sighting_of_ref: pattern.id,
      ...(place.observedId === null ? {} : { observed_data_refs: [place.observedId] }),
      where_sighted_refs: [place.hostId],
    };
  }
}

function findingText(finding: Finding, annotation: AnnotationRecord | undefined): string {
  const { title, why, evidence, falsePositives, nextSteps, rule, ruleId, level } = finding;
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
    title,
    why,
    `Level: ${level}. Rule: ${rule} (${ruleId}).`,
    ...(annotation === undefined ? [] : judgementLines(annotation)),
    ...section('Evidence', pointers),
    ...section('False positives', falsePositives),
    ...section('Next steps', nextSteps),
  ].join('\n');
}

function judgementLines({ verdict, note, who, when }: AnnotationRecord): string[] {
  const by = [who, when].filter((part) => part !== '').join(', ');
  return [`Judged ${verdict}${by === '' ? '' : ` (${by})`}.`, ...(note === '' ? [] : [note])];
}
