import type { AnnotationRecord } from './annotation.ts';
import type { BinaryRecord } from './binary-record.ts';
import type { Coverage } from './coverage.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { EventRecord } from './event-record.ts';
import type { Finding } from './finding.ts';
import type { Header, Summary } from './run.ts';
import type { ServiceRecord } from './service-record.ts';

/** What a running scan is doing, for a progress line or a window. */
export interface Progress {
  readonly type: 'progress';
  readonly stage: 'open' | 'read' | 'hash' | 'detect';
  readonly what: string;
  readonly done: number;
  readonly total: number | null;
}

/** What `triage()` yields, in this order: header, progress and records as they come, coverage, summary last. */
export type TriageEvent =
  | Progress
  | Header
  | ServiceRecord
  | EventRecord
  | BinaryRecord
  | Finding
  | Diagnostic
  | Coverage
  | Summary;

/** Everything of one run, sorted; what exports and the case file are made from. */
export interface TriageResult {
  readonly header: Header;
  readonly services: readonly ServiceRecord[];
  readonly events: readonly EventRecord[];
  readonly binaries: readonly BinaryRecord[];
  readonly findings: readonly Finding[];
  /** What the analyst says; only the result of a case has it, and only where something was said. */
  readonly annotations?: readonly AnnotationRecord[];
  readonly diagnostics: readonly Diagnostic[];
  readonly coverage: readonly Coverage[];
  readonly summary: Summary;
}
