import { MAX_FINDINGS_OF_RULE } from '../../../shared/limits.ts';
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
  /** What the record is about where it names no service. */
  readonly about: string;
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
  readonly #max: number;
  /** Groups of each rule, and matches that would have been more. */
  readonly #counts = new Map<string, { groups: number; leftOut: number }>();

  /** `max`: findings of one rule. */
  constructor(subject: SubjectOf, max = MAX_FINDINGS_OF_RULE) {
    this.#subject = subject;
    this.#max = max;
  }

  add(rule: CompiledInventoryRule, event: EventRecord, record: FieldRecord, match: Match, prefix = ''): void {
    const about = event.service ?? match.matched.map(({ field, value }) => `${field}=${value}`).join('\0');
    const key = keyOf(rule, event, about);
    const known = this.#groups.get(key);
    const make = (): Finding =>
      makeFinding(rule, record, match, { subject: this.#subject(event), evidence: [], prefix });
    if (known === undefined) {
      if (this.#isFull(rule.name)) return;
      const evidence = [{ time: event.time, id: event.id, of: event.provenance }];
      this.#groups.set(key, { rule, about, event, finding: make(), last: event.time, count: 1, evidence });
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

  /** Counts one more group of a rule, or one that there is no room for. */
  #isFull(rule: string): boolean {
    let counts = this.#counts.get(rule);
    if (counts === undefined) {
      counts = { groups: 0, leftOut: 0 };
      this.#counts.set(rule, counts);
    }
    const isFull = counts.groups >= this.#max;
    if (isFull) counts.leftOut += 1;
    else counts.groups += 1;
    return isFull;
  }

  /** Rules with more findings than are listed, and how many of their matches are in none. */
  leftOut(): { readonly rule: string; readonly matches: number }[] {
    return [...this.#counts].flatMap(([rule, { leftOut }]) =>
      leftOut === 0 ? [] : [{ rule, matches: leftOut }],
    );
  }

  findings(): Finding[] {
    return this.#joined().map(({ event, finding, count, last, evidence }) => {
      evidence.sort((a, b) => compareText(a.time ?? '', b.time ?? '') || compareText(a.id, b.id));
      return {
        ...finding,
        subject: this.#subject(event),
        id: `${finding.rule}:${event.id}`,
        why: `${finding.why}${when(event.time, last, count)}${inferred(event, count)}`,
        evidence: evidence.slice(0, MAX_EVIDENCE).flatMap(({ of }) => of),
      };
    });
  }

  /** Which service a record names may be known only when all logs are read: groups of one service under two names are one. */
  #joined(): Group[] {
    const joined = new Map<string, Group>();
    for (const group of this.#groups.values()) {
      const key = keyOf(group.rule, group.event, group.about);
      const known = joined.get(key);
      joined.set(key, known === undefined ? group : together(known, group));
    }
    return [...joined.values()];
  }
}

function keyOf(rule: CompiledInventoryRule, event: EventRecord, about: string): string {
  const { computer, action, service } = event;
  return `${rule.name}\0${computer ?? ''}\0${action}\0${service?.toLowerCase() ?? about}`;
}

function together(a: Group, b: Group): Group {
  const first = isBefore(b.event, a.event) ? b : a;
  return {
    ...first,
    last: compareText(b.last ?? '', a.last ?? '') > 0 ? b.last : a.last,
    count: a.count + b.count,
    evidence: [...a.evidence, ...b.evidence],
  };
}

function isBefore(a: EventRecord, b: EventRecord): boolean {
  return (compareText(a.time ?? '', b.time ?? '') || compareText(a.id, b.id)) < 0;
}

/** Logs of old syslog tell neither year nor zone: whoever reads the time must know that it is inferred. */
function inferred({ time, fields }: EventRecord, count: number): string {
  const { timeAssumed } = fields;
  if (time === null || typeof timeAssumed !== 'string' || timeAssumed === '') return '';
  return ` The log does not tell the ${timeAssumed.replaceAll(', ', ' and the ')} of ${count === 1 ? 'this time' : 'these times'}: inferred.`;
}

function when(first: string | null, last: string | null, count: number): string {
  if (first === null) return '';
  if (count === 1) return ` Logged at ${first}.`;
  return ` Logged ${count} times, first at ${first}, last at ${last}.`;
}
