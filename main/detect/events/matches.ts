import type { EventRecord } from '../../../shared/model/event-record.ts';
import type { Finding } from '../../../shared/model/finding.ts';
import { compareText } from '../../../shared/text.ts';
import { makeFinding } from '../make-finding.ts';
import type { CompiledInventoryRule } from '../rule-set.ts';
import type { FieldRecord, Match } from '../sigma/sigma.ts';

/** Records that one finding lists; the count goes on. */
const MAX_EVIDENCE = 25;

interface Group {
  readonly rule: CompiledInventoryRule;
  /** The earliest. */
  event: EventRecord;
  finding: Finding;
  last: string | null;
  count: number;
  readonly evidence: {
    readonly time: string | null;
    readonly id: string;
    readonly of: Finding['evidence'];
  }[];
}

/** What a finding on an event is about: the service where one is configured, else the record. */
export type SubjectOf = (event: EventRecord) => Finding['subject'];

/**
 * Matches of rules on records, as findings: what a rule says of one service again and again is one finding with all its records, since
 * a hundred lines for one service that restarts hide the others.
 */
export class Matches {
  readonly #groups = new Map<string, Group>();
  readonly #subject: SubjectOf;

  constructor(subject: SubjectOf) {
    this.#subject = subject;
  }

  add(rule: CompiledInventoryRule, event: EventRecord, record: FieldRecord, match: Match, prefix = ''): void {
    const about =
      event.service?.toLowerCase() ?? match.matched.map(({ field, value }) => `${field}=${value}`).join('\0');
    const key = `${rule.name}\0${event.computer ?? ''}\0${event.action}\0${about}`;
    const known = this.#groups.get(key);
    const make = (): Finding =>
      makeFinding(rule, record, match, { subject: this.#subject(event), evidence: [], prefix });
    if (known === undefined) {
      const evidence = [{ time: event.time, id: event.id, of: event.provenance }];
      this.#groups.set(key, { rule, event, finding: make(), last: event.time, count: 1, evidence });
      return;
    }
    known.count += 1;
    if (compareText(event.time ?? '', known.last ?? '') > 0) known.last = event.time;
    if (known.evidence.length < MAX_EVIDENCE) {
      known.evidence.push({ time: event.time, id: event.id, of: event.provenance });
    }
    if (isBefore(event, known.event)) {
      known.event = event;
      known.finding = make();
    }
  }

  findings(): Finding[] {
    return [...this.#groups.values()].map(({ event, finding, count, last, evidence }) => {
      evidence.sort((a, b) => compareText(a.time ?? '', b.time ?? '') || compareText(a.id, b.id));
      return {
        ...finding,
        id: `${finding.rule}:${event.id}`,
        why: `${finding.why}${when(event.time, last, count)}`,
        evidence: evidence.flatMap(({ of }) => of),
      };
    });
  }
}

function isBefore(a: EventRecord, b: EventRecord): boolean {
  return (compareText(a.time ?? '', b.time ?? '') || compareText(a.id, b.id)) < 0;
}

function when(first: string | null, last: string | null, count: number): string {
  if (first === null) return '';
  if (count === 1) return ` Logged at ${first}.`;
  return ` Logged ${count} times, first at ${first}, last at ${last}.`;
}
