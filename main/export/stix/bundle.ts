import type { BinaryRecord } from '../../../shared/model/binary-record.ts';
import type { ServiceRecord } from '../../../shared/model/service-record.ts';
import type { TriageResult } from '../../../shared/model/triage-event.ts';
import { indexAnnotations } from '../annotation-index.ts';
import { isTime, laterOf, referenceTime, withDecimals } from '../evidence-time.ts';
import { loadableJson } from '../loadable-json.ts';
import { indexSubjects, type Subject } from '../subject-index.ts';
import { hostKey } from '../uuid5.ts';
import { type Author, findingObjects } from './finding-objects.ts';
import { pointerObjects, type StixObject } from './observables.ts';
import { serviceObjects } from './service-objects.ts';
import { ownId } from './stix-id.ts';

/** Objects that are the same in every case were made once; a later date would make them another version. */
const ALWAYS = '2026-01-01T00:00:00.000Z';

/**
 * A STIX 2.1 bundle of the findings, one object a line: the host, each subject with its files and keys as observed data, its
 * findings as sightings, and one report over all. The inventory without findings is not in it. Every id follows from
 * the evidence, every time is one of the evidence: the same result gives the same bytes.
 */
export function* stixBundle(result: TriageResult, version: number): Generator<string> {
  const { header } = result;
  const id = ownId('bundle', hostKey(header), header.tool.version, header.tool.ruleSetSha256, version);
  yield `{"type":"bundle","id":${JSON.stringify(id)},"objects":[`;
  const seen = new Set<string>();
  let separator = '\n';
  for (const object of objects(result, version)) {
    // Two services share a file, a hundred findings a technique.
    if (seen.has(object.id)) continue;
    seen.add(object.id);
    yield `${separator}${loadableJson(object)}`;
    separator = ',\n';
  }
  yield '\n]}\n';
}

function* objects(result: TriageResult, version: number): Generator<StixObject> {
  const { header, findings, services, binaries, summary } = result;
  const tool = identity(ownId('identity', 'tool', header.tool.name), header.tool.name, 'system');
  yield tool;
  const author: Author = { created_by_ref: tool.id, always: ALWAYS };
  const host = hostKey(header);
  const { hostName, domain } = header.host;
  const hostIdentity: StixObject = {
    ...identity(
      ownId('identity', 'host', hostName === null ? host : hostName, domain),
      hostName ?? 'unknown host',
      'system',
    ),
    created_by_ref: tool.id,
  };
  yield hostIdentity;
  const context: Context = {
    host,
    services: new Map(services.map((service) => [service.id, service])),
    binaries: new Map(binaries.map((binary) => [binary.path, binary])),
    fallback: referenceTime(result),
  };
  const annotations = indexAnnotations(result);
  const reported = new Set([hostIdentity.id]);
  let newest: string | null = null;
  for (const subject of indexSubjects(findings).values()) {
    const time = subjectTime(subject, context);
    newest = newest === null ? time : laterOf(newest, time);
    const observed = observedObjects(subject, context);
    yield* observed;
    const refs = [...new Set(observed.map((object) => object.id))];
    const data = refs.length === 0 ? null : observedData(subject, time, refs, host, tool.id);
    if (data !== null) yield data;
    if (data !== null) reported.add(data.id);
    const place = { host, hostId: hostIdentity.id, observedId: data?.id ?? null };
    const said = annotations.get(subject.id);
    for (const finding of subject.findings) {
      for (const object of findingObjects(finding, withDecimals(time, 3), place, author, version, said)) {
        yield object;
        reported.add(object.id);
      }
    }
  }
  const published = withDecimals(newest ?? context.fallback, 3);
  yield {
    type: 'report',
    spec_version: '2.1',
    id: ownId('report', host, header.tool.version, header.tool.ruleSetSha256, version),
    created_by_ref: tool.id,
    created: published,
    modified: published,
    name: `${header.tool.name}: services of ${hostName ?? 'unknown host'}`,
    description: summary.verdict,
    report_types: ['observed-data'],
    published,
    object_refs: [...reported],
  };
}

interface Context {
  readonly host: string;
  readonly services: ReadonlyMap<string, ServiceRecord>;
  /** By path in the notation of their system. */
  readonly binaries: ReadonlyMap<string, BinaryRecord>;
  readonly fallback: string;
}

function identity(id: string, name: string, kind: string): StixObject {
  return {
    type: 'identity',
    spec_version: '2.1',
    id,
    created: ALWAYS,
    modified: ALWAYS,
    name,
    identity_class: kind,
  };
}

/** When the subject became what it is: its own time, or else the first time of its evidence. */
function subjectTime({ id, findings }: Subject, { services, fallback }: Context): string {
  const own = services.get(id)?.lastChanged;
  if (isTime(own)) return own;
  const times = findings.flatMap(({ evidence }) => evidence.map(({ time }) => time));
  return times.find(isTime) ?? fallback;
}

function observedObjects({ id, findings }: Subject, { services, binaries, host }: Context): StixObject[] {
  const service = services.get(id);
  return [
    ...(service === undefined ? [] : serviceObjects(service, host, binaries)),
    ...findings.flatMap(({ evidence }) => evidence.flatMap(pointerObjects)),
  ];
}

function observedData(
  { id }: Subject,
  time: string,
  refs: readonly string[],
  host: string,
  author: string,
): StixObject {
  const created = withDecimals(time, 3);
  return {
    type: 'observed-data',
    spec_version: '2.1',
    id: ownId('observed-data', host, id),
    created_by_ref: author,
    created,
    modified: created,
    first_observed: time,
    last_observed: time,
    number_observed: 1,
    object_refs: refs,
  };
}
