import { append } from '../../../shared/append.ts';
import type { EventRecord } from '../../../shared/model/event-record.ts';
import type { Finding } from '../../../shared/model/finding.ts';
import type { LogEvent } from '../../../shared/model/log-event.ts';
import type { ServiceRecord } from '../../../shared/model/service-record.ts';
import type { FactContext } from '../facts/fact-context.ts';
import { inboxKeyOf } from '../inbox/display-names.ts';
import { placeholderValues } from '../lists/lists.ts';
import { makeFinding } from '../make-finding.ts';
import type { CompiledInventoryRule, LoadedCorrelation } from '../rule-set.ts';
import { Candidates, FieldRecord } from '../sigma/sigma.ts';
import { Suppressed } from '../suppressed.ts';
import { Correlator } from './correlator.ts';
import { EventRules, type StreamRules } from './event-rules.ts';
import { historyFields } from './history-fields.ts';
import { HostLife } from './host-life.ts';
import { LoggedInstalls } from './logged-installs.ts';
import { Logons } from './logons.ts';
import { Matches } from './matches.ts';
import { serviceEventFields } from './service-event-fields.ts';
import { type ServiceLife, serviceLives } from './service-life.ts';
import { type EventFields, OwnFields, ownFields, PassingFields } from './stream.ts';

/** What the judge of logs has to know before the first record. */
export interface JudgeEventsInput {
  readonly rules: readonly CompiledInventoryRule[];
  readonly context: FactContext;
  readonly services: readonly ServiceRecord[];
  readonly correlations?: readonly LoadedCorrelation[];
  /** Lower case; null without a list. */
  readonly knownAdmins: ReadonlySet<string> | null;
}

export interface EventJudgement {
  readonly findings: Finding[];
  readonly suppressed: Suppressed;
  /** Correlations that judged a part of the matches only, with the reason. */
  readonly incomplete: readonly { readonly rule: string; readonly reason: string }[];
  /** Rules with more findings than are listed. */
  readonly leftOut: ReturnType<Matches['leftOut']>;
}

const NO_FIELDS = {};

/** Lets rules judge the records of logs, one after the other as they are read: no log is held as a whole. */
export class EventJudge {
  readonly #input: JudgeEventsInput;
  readonly #rules: EventRules;
  readonly #installs: LoggedInstalls;
  readonly #history: Candidates<CompiledInventoryRule>;
  readonly #matches: Matches;
  readonly #suppressed = new Suppressed();
  readonly #correlator: Correlator;
  readonly #host: HostLife;
  readonly #fired = new Set<string>();

  constructor(input: JudgeEventsInput) {
    this.#input = input;
    this.#rules = new EventRules(input.rules);
    this.#installs = new LoggedInstalls(input.rules, input.context);
    const history = input.rules.filter(({ subject }) => subject === 'history');
    this.#history = new Candidates(history, placeholderValues);
    this.#matches = new Matches((event) => this.#subject(event));
    this.#correlator = new Correlator(input.rules, input.correlations ?? [], (event) => this.#subject(event));
    this.#host = new HostLife(new Logons(), input.knownAdmins);
  }

  /** Does a rule ask for such records? See `EventRules.wanted`. */
  wanted(channel: string | null, eventId: number | null): boolean {
    // Logons say where whoever installed a service came from.
    if (eventId === 4624 && (channel === null || channel.toLowerCase() === 'security')) return true;
    return this.#rules.wanted(channel, eventId);
  }

  /** See `LogContext.inboxKey`. */
  inboxKey(displayName: string): string | null {
    return inboxKeyOf(displayName);
  }

  /** See `EventRules.programs`. */
  programs(source: string, log: string): ReadonlySet<string> | null {
    return this.#rules.programs(source, log);
  }

  /** Judges one record; true when a rule fired on it. */
  take(item: LogEvent): boolean {
    const { passing, relevant, logged = null } = item;
    if (passing !== undefined) this.#host.logons.addPassing(passing);
    else this.#host.logons.add(item.event);
    if (relevant) this.#host.add(item.event);
    const routes = this.#rules.routes(passing ?? item.event);
    let fired = false;
    if (this.#fired.size > 0) this.#fired.clear();
    let own: FieldRecord | null = null;
    for (let at = 0; at < routes.length; at += 1) {
      const { stream, candidates } = routes[at] as StreamRules;
      const normalised = stream.source.category === 'service_event';
      if (normalised && !relevant) continue;
      let record: FieldRecord;
      if (normalised) record = new FieldRecord(this.#normalised(item.event, logged));
      else if (stream.fields !== undefined) record = new FieldRecord(stream.fields(ownFields(item.event)));
      else {
        own ??= new FieldRecord(
          NO_FIELDS,
          passing === undefined ? new OwnFields(item.event) : new PassingFields(item, passing),
        );
        record = own;
      }
      candidates.forRecord(record, (rule) => {
        // A rule that names only the product is reached through several streams.
        if (this.#fired.has(rule.path)) return;
        const match = rule.compiled.evaluate(record);
        if (match === null) return;
        this.#fired.add(rule.path);
        const [filter] = match.suppressedBy;
        if (filter !== undefined) {
          this.#suppressed.add(rule.name, filter);
          return;
        }
        fired = true;
        const { event } = item;
        if (!this.#correlator.add(rule, event, record)) this.#matches.add(rule, event, record, match);
      });
    }
    if (logged !== null && this.#installs.judge(item.event, logged, this.#matches, this.#suppressed))
      fired = true;
    return fired;
  }

  /** What the records together say, joined with what is configured. `kept`: the records that the result keeps. */
  finish(kept: readonly EventRecord[]): EventJudgement {
    const findings = this.#matches.findings();
    const { context, services } = this.#input;
    for (const life of serviceLives(kept, services)) {
      if (life.events.length === 0 && this.#host.first === null) continue;
      const record = new FieldRecord(historyFields(life, this.#host, context));
      this.#history.forRecord(record, (rule) => {
        const match = rule.compiled.evaluate(record);
        if (match === null) return;
        const [filter] = match.suppressedBy;
        if (filter !== undefined) this.#suppressed.add(rule.name, filter);
        else findings.push(makeFinding(rule, record, match, { ...aboutLife(life), prefix: '' }));
      });
    }
    const correlated = this.#correlator.finish();
    append(findings, correlated.findings);
    return {
      findings,
      suppressed: this.#suppressed,
      incomplete: correlated.incomplete,
      leftOut: this.#matches.leftOut(),
    };
  }

  #normalised(event: EventRecord, logged: ServiceRecord | null): EventFields {
    return serviceEventFields(event, logged, this.#input.context, this.#host);
  }

  #subject(event: EventRecord): Finding['subject'] {
    const { platform } = event;
    const service =
      event.service === null ? undefined : this.#input.context.services.get(event.service.toLowerCase());
    if (service !== undefined) return { kind: 'service', id: service.id, name: service.name, platform };
    const name =
      event.service ??
      ([event.provider, event.eventId].filter((part) => part !== null).join(' ') || event.source);
    return { kind: 'event', id: event.id, name, platform };
  }
}

function aboutLife({ name, service, events, installs }: ServiceLife): Pick<Finding, 'subject' | 'evidence'> {
  const first = installs[0] ?? events[0];
  const evidence = [
    ...(service?.provenance ?? []),
    ...[...new Set([...installs, ...events.slice(-5)])].flatMap((event) => event.provenance),
  ];
  if (service !== null) {
    return { subject: { kind: 'service', id: service.id, name, platform: service.platform }, evidence };
  }
  return {
    subject: { kind: 'event', id: first?.id ?? name, name, platform: first?.platform ?? 'windows' },
    evidence,
  };
}
