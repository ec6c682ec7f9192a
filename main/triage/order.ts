import { compareLevels } from '../../shared/level.ts';
import type { BinaryRecord } from '../../shared/model/binary-record.ts';
import type { Coverage } from '../../shared/model/coverage.ts';
import type { Diagnostic } from '../../shared/model/diagnostic.ts';
import type { EventRecord } from '../../shared/model/event-record.ts';
import type { Finding } from '../../shared/model/finding.ts';
import type { ServiceRecord } from '../../shared/model/service-record.ts';
import { compareText } from '../../shared/text.ts';

/** The same evidence gives the same order on every machine: no locale, no insertion order, no time of reading. */

export function byService(a: ServiceRecord, b: ServiceRecord): number {
  // An id ends in the name in lower case.
  return compareText(a.id, b.id) || compareText(a.name, b.name);
}

export function byEvent(a: EventRecord, b: EventRecord): number {
  return compareText(a.time ?? '', b.time ?? '') || compareText(a.id, b.id);
}

export function byBinary(a: BinaryRecord, b: BinaryRecord): number {
  return compareText(a.id, b.id);
}

/** Most severe first, then by subject, so that all that speaks against one service stands together. */
export function byFinding(a: Finding, b: Finding): number {
  return (
    compareLevels(a.level, b.level) ||
    compareText(a.subject.name.toLowerCase(), b.subject.name.toLowerCase()) ||
    compareText(a.rule, b.rule) ||
    compareText(a.id, b.id)
  );
}

export function byDiagnostic(a: Diagnostic, b: Diagnostic): number {
  return (
    compareText(a.path, b.path) ||
    (a.offset ?? -1) - (b.offset ?? -1) ||
    compareText(a.code, b.code) ||
    compareText(a.what, b.what) ||
    compareText(a.source, b.source)
  );
}

export function byCoverage(a: Coverage, b: Coverage): number {
  return compareText(a.source, b.source);
}
