import { mapIn } from '../../../shared/map-in.ts';
import { placeholderValues } from '../lists/lists.ts';
import type { CompiledInventoryRule } from '../rule-set.ts';
import { Candidates, cluesOf, coversStream } from '../sigma/sigma.ts';
import { EVENT_STREAMS } from './log-sources.ts';
import { type EventHead, type EventStream, mayHold } from './stream.ts';

/** The rules that may speak of one kind of record, through one stream. */
export interface StreamRules {
  readonly stream: EventStream;
  readonly candidates: Candidates<CompiledInventoryRule>;
}

interface RoutedStream {
  readonly stream: EventStream;
  readonly rules: readonly {
    readonly rule: CompiledInventoryRule;
    readonly ids: ReadonlySet<number> | null;
  }[];
}

const MAX_ROUTES = 100_000;

/** Which rules are worth asking of which records: by channel and event id, so that most records are never decoded. */
export class EventRules {
  readonly #byChannel = new Map<string, RoutedStream[]>();
  /** Streams that are not told apart by a channel. */
  readonly #others: RoutedStream[] = [];
  /** By channel, provider and event id, of one platform and source. */
  readonly #routes = new Map<string | null, Map<string | null, Map<number | null, readonly StreamRules[]>>>();
  #routeCount = 0;
  #platform = '';
  #source = '';
  readonly #wanted = new Map<string, boolean>();
  /** By the rules: most event ids leave the same few. */
  readonly #sets = new Map<string, Candidates<CompiledInventoryRule>>();

  constructor(rules: readonly CompiledInventoryRule[]) {
    const withIds = rules
      .filter(({ subject }) => subject === 'event')
      .map((rule) => ({ rule, ids: eventIdsOf(rule) }));
    for (const stream of EVENT_STREAMS) {
      const ofStream = withIds.filter(({ rule }) =>
        coversStream(rule.compiled.rule.logSource, stream.source),
      );
      if (ofStream.length === 0) continue;
      const routed = { stream, rules: ofStream };
      if (stream.channels === null) this.#others.push(routed);
      for (const channel of stream.channels ?? []) {
        const known = this.#byChannel.get(channel);
        if (known === undefined) this.#byChannel.set(channel, [routed]);
        else known.push(routed);
      }
    }
  }

  /** Does a rule ask for such records of Windows? Null: not known yet, so that any may be meant. */
  wanted(channel: string | null, eventId: number | null): boolean {
    const key = `${channel}\0${eventId}`;
    let answer = this.#wanted.get(key);
    if (answer === undefined) {
      const everywhere = this.#others.filter(
        ({ stream }) => stream.lines === undefined && stream.source.category !== 'service_event',
      );
      const streams =
        channel === null
          ? [...everywhere, ...[...this.#byChannel.values()].flat()]
          : [...everywhere, ...(this.#byChannel.get(channel.toLowerCase()) ?? [])];
      answer = streams.some((routed) => rulesWith(routed, eventId).length > 0);
      this.#wanted.set(key, answer);
    }
    return answer;
  }

  /** Of Linux and macOS: the programs (lower case) whose lines of a log rules ask for; null for every line. */
  programs(source: string, log: string): ReadonlySet<string> | null {
    const programs = new Set<string>();
    for (const { stream } of this.#others) {
      const { lines } = stream;
      if (lines === undefined || !mayHold(lines, source, log)) continue;
      if (lines.programs === undefined) return null;
      for (const program of lines.programs) programs.add(program);
    }
    return programs;
  }

  /** The streams that an event belongs to and that rules were written for. */
  routes(event: EventHead): readonly StreamRules[] {
    const { platform, source, channel, provider, eventId } = event;
    if (source !== this.#source || platform !== this.#platform) {
      // Sources come one after the other.
      this.#routes.clear();
      this.#routeCount = 0;
      this.#source = source;
      this.#platform = platform;
    }
    // Step by step: making one text of all this for every record cost more than judging most of them.
    const byId = mapIn(mapIn(this.#routes, channel), provider);
    let routes = byId.get(eventId);
    if (routes === undefined) {
      routes = this.#findRoutes(event);
      // Providers are text from evidence: without an end to what is remembered, a forged log would fill memory.
      if (this.#routeCount >= MAX_ROUTES) {
        this.#routes.clear();
        this.#routeCount = 0;
      } else byId.set(eventId, routes);
      this.#routeCount += 1;
    }
    return routes;
  }

  #findRoutes(event: EventHead): readonly StreamRules[] {
    const streams = [
      ...(this.#byChannel.get(event.channel?.toLowerCase() ?? '') ?? []),
      ...this.#others.filter(({ stream }) => stream.accepts?.(event) !== false),
    ];
    return streams.flatMap((routed) => {
      const rules = rulesWith(routed, event.eventId);
      return rules.length === 0 ? [] : [{ stream: routed.stream, candidates: this.#candidates(rules) }];
    });
  }

  #candidates(rules: readonly CompiledInventoryRule[]): Candidates<CompiledInventoryRule> {
    const key = rules.map((rule) => `${rule.origin}:${rule.path}:${rule.compiled.rule.title}`).join('\0');
    let set = this.#sets.get(key);
    if (set === undefined) {
      set = new Candidates(rules, placeholderValues);
      this.#sets.set(key, set);
    }
    return set;
  }
}

function rulesWith({ stream, rules }: RoutedStream, eventId: number | null): CompiledInventoryRule[] {
  if (stream.ids !== null && eventId !== null && !stream.ids.includes(eventId)) return [];
  return rules.flatMap(({ rule, ids }) =>
    ids === null || eventId === null || ids.has(eventId) ? [rule] : [],
  );
}

/** The event ids of which a record must have one for the rule to match; null when the rule does not say. */
function eventIdsOf({ compiled }: CompiledInventoryRule): ReadonlySet<number> | null {
  const clues = cluesOf(compiled.rule.detection, placeholderValues, (field) =>
    field === 'EventID' ? 1e9 : 0,
  );
  if (clues === null || clues.length === 0) return null;
  const ids = new Set<number>();
  for (const { field, value } of clues) {
    if (field !== 'EventID' || value === null) return null;
    ids.add(Number(value));
  }
  return ids;
}
