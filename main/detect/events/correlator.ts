import type { EventRecord } from '../../../shared/model/event-record.ts';
import type { Finding } from '../../../shared/model/finding.ts';
import { findingOf } from '../make-finding.ts';
import { baseRules, type CompiledInventoryRule, type LoadedCorrelation } from '../rule-set.ts';
import {
  CorrelationEngine,
  type CorrelationResult,
  type FieldRecord,
  type FieldValue,
} from '../sigma/sigma.ts';
import { fillWhy } from '../why.ts';
import type { SubjectOf } from './matches.ts';

/** Names of services that a sentence lists. */
const MAX_NAMES = 12;

/** Joins what rules found in single records to what correlations say of several, and makes findings of it. */
export class Correlator {
  readonly #engine: CorrelationEngine<EventRecord> | null;
  readonly #keys: ReadonlyMap<CompiledInventoryRule, string>;
  readonly #loaded: ReadonlyMap<unknown, LoadedCorrelation>;
  readonly #subject: SubjectOf;

  constructor(
    rules: readonly CompiledInventoryRule[],
    correlations: readonly LoadedCorrelation[],
    subject: SubjectOf,
  ) {
    this.#subject = subject;
    this.#loaded = new Map(correlations.map((loaded) => [loaded.correlation, loaded]));
    this.#keys = new Map(rules.map((rule, index) => [rule, String(index)]));
    this.#engine =
      correlations.length === 0
        ? null
        : new CorrelationEngine<EventRecord>(
            correlations.map(({ correlation }) => correlation),
            baseRules(rules),
          );
  }

  /** Takes a match; true when the rule serves correlations only and is to give no finding of its own. */
  add(rule: CompiledInventoryRule, event: EventRecord, record: FieldRecord): boolean {
    const key = this.#keys.get(rule);
    if (this.#engine === null || key === undefined || !this.#engine.wants(key)) return false;
    this.#engine.add(key, event.time, (field) => record.get(field), event);
    return this.#engine.silent.has(key);
  }

  /** `incomplete`: correlations that judged a part of the matches only, with the reason; what they found is true. */
  finish(): { findings: Finding[]; incomplete: { rule: string; reason: string }[] } {
    if (this.#engine === null) return { findings: [], incomplete: [] };
    this.#engine.revise('ServiceName', keyNameOf);
    const { results, incomplete } = this.#engine.finish();
    return {
      findings: results.flatMap((result) => {
        const loaded = this.#loaded.get(result.rule);
        return loaded === undefined ? [] : [this.#finding(loaded, result)];
      }),
      incomplete: incomplete.map(({ rule, problem }) => ({
        rule: this.#loaded.get(rule)?.name ?? rule.title,
        reason: problem,
      })),
    };
  }

  #finding(loaded: LoadedCorrelation, result: CorrelationResult<EventRecord>): Finding {
    const { groupBy, members, measured, count, first, last } = result;
    const names = [...new Set(members.flatMap(({ service }) => (service === null ? [] : [service])))];
    const shown = names.slice(0, MAX_NAMES);
    const fields: Readonly<Record<string, FieldValue>> = {
      ...groupBy,
      Count: count,
      Measured: measured,
      First: first,
      Last: last,
      Services: names.length > shown.length ? [...shown, `and ${names.length - shown.length} more`] : shown,
    };
    const why = loaded.why ?? 'Counted {Measured} between {First} and {Last}[: {Services}]';
    const head = members[0];
    return findingOf(loaded, {
      id: `${loaded.name}:${head?.id ?? first}:${Object.values(groupBy).join(':')}`,
      subject: this.#about(head, names, groupBy),
      why: fillWhy(why, { get: (field) => fields[field] }),
      matched: [
        ...Object.entries(groupBy).map(([field, value]) => ({ field, value })),
        { field: loaded.correlation.correlation.type, value: String(measured) },
      ],
      evidence: members.flatMap(({ provenance }) => provenance),
    });
  }

  /** The one service that all members are about, else the events themselves. */
  #about(
    head: EventRecord | undefined,
    names: readonly string[],
    groupBy: Readonly<Record<string, string>>,
  ): Finding['subject'] {
    if (head === undefined) return { kind: 'event', id: '', name: '', platform: 'windows' };
    if (names.length === 1) return this.#subject(head);
    const name = names.length > 1 ? `${names.length} services` : (Object.values(groupBy)[0] ?? head.source);
    return { kind: 'event', id: head.id, name, platform: head.platform };
  }
}

/**
 * The key name of a service, which System 7045 and others of its provider give as it is shown: another record may have told it since. Without it
 * two records of one installation (7045, 4697) would be two services to whoever counts names.
 */
function keyNameOf({ platform, action, provider, service }: EventRecord): string | undefined {
  if (platform !== 'windows' || service === null) return undefined;
  return action === 'created' || provider === 'Service Control Manager' ? service : undefined;
}
