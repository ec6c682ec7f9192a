import type { TriageResult } from '../../../shared/model/triage-event.ts';
import { indexAnnotations } from '../annotation-index.ts';
import { loadableJson } from '../loadable-json.ts';
import { indexSubjects } from '../subject-index.ts';
import { uuid5 } from '../uuid5.ts';
import { ecsBase } from './ecs-base.ts';
import { type SaidObject, said } from './ecs-document.ts';
import { eventDocument } from './event-document.ts';
import { coverageDocument, diagnosticDocument, findingDocument } from './finding-document.ts';
import { reviewed } from './review.ts';
import { binaryDocument, serviceDocument } from './service-document.ts';

/**
 * Two lines a document for the bulk interface (`POST /INDEX/_bulk`): the action, whose id follows from the evidence so that
 * loading twice changes nothing, and the document. The index is named by who loads it. A document and its action are one piece.
 */
export function* bulkLines(result: TriageResult, attackVersion: number): Generator<string> {
  const { services, events, binaries, findings, diagnostics, coverage } = result;
  const base = ecsBase(result, attackVersion);
  const subjects = indexSubjects(findings);
  const names = new Map(services.map(({ id, name }) => [id, name]));
  const annotations = indexAnnotations(result);
  const review = (id: string, document: SaidObject) => reviewed(document, annotations.get(id));
  const pair = (record: string, id: string | number, document: SaidObject): string =>
    `{"index":{"_id":"${uuid5(base.namespace, `${record}:${id}`)}"}}\n${loadableJson(said(document))}\n`;
  for (const service of services) {
    yield pair(
      'service',
      service.id,
      review(service.id, serviceDocument(service, subjects.get(service.id), base)),
    );
  }
  for (const event of events)
    yield pair('event', event.id, review(event.id, eventDocument(event, subjects.get(event.id), base)));
  for (const binary of binaries)
    yield pair('binary', binary.id, review(binary.id, binaryDocument(binary, names, base)));
  for (const finding of findings)
    yield pair('finding', finding.id, review(finding.subject.id, findingDocument(finding, base)));
  for (const [index, diagnostic] of diagnostics.entries()) {
    yield pair('diagnostic', index, diagnosticDocument(diagnostic, base));
  }
  for (const row of coverage) yield pair('coverage', row.source, coverageDocument(row, base));
}
