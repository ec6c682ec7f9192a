import { canonicalTechnique } from '../../shared/attack.ts';
import type { Level } from '../../shared/level.ts';
import type { Platform } from '../../shared/model/common.ts';
import type { Component } from '../../shared/model/finding.ts';
import { PLATFORMS } from '../../shared/platforms.ts';
import type { RuleDocument } from './built-in-rules.ts';
import { EVENT_LOG_SOURCES } from './events/log-sources.ts';
import { serviceEventFieldNames } from './events/own-event-fields.ts';
import { placeholderValues } from './lists/lists.ts';
import {
  type BaseRule,
  type CompiledRule,
  CorrelationEngine,
  type CorrelationRule,
  type JudgeContext,
  type Judgement,
  judgeRule,
  judgeRuleText,
  type LogSource,
  type SigmaFilter,
} from './sigma/sigma.ts';
import {
  HISTORY_FIELDS,
  LINUX_SERVICE_FIELDS,
  MACOS_SERVICE_FIELDS,
  WINDOWS_SERVICE_FIELDS,
  WINDOWS_SETTING_FIELDS,
} from './taxonomy.ts';

export { rulesFor } from './rules-for.ts';

/** A rule that can judge the inventory, ready to run. */
export interface CompiledInventoryRule {
  /** File name without `.yml`. */
  readonly name: string;
  /** Path below the folder it was loaded from. */
  readonly path: string;
  readonly origin: 'built-in' | 'user';
  /**
   * What it judges: services, host-wide settings (`service: settings`), what logs and configuration together say of a service
   * (`service: history`), or records of logs.
   */
  readonly subject: 'service' | 'setting' | 'history' | 'event';
  /** The system that it speaks of (`product` of its log source); null for a rule of the user that names none. */
  readonly platform: Platform | null;
  readonly compiled: CompiledRule;
  readonly level: Level;
  readonly component: Component;
  readonly techniques: readonly string[];
  /** Sentence with `{Field}` placeholders; null when the rule has none. */
  readonly why: string | null;
}

/** A rule about several events, which rules on single ones found (Sigma Correlation Rules Specification). */
export interface LoadedCorrelation extends Omit<CompiledInventoryRule, 'subject' | 'compiled'> {
  readonly subject: 'correlation';
  readonly correlation: CorrelationRule;
}

export interface RuleSet {
  readonly rules: readonly CompiledInventoryRule[];
  /** Absent: none. */
  readonly correlations?: readonly LoadedCorrelation[];
  /** What became of every document of every folder the user named. */
  readonly judgements: readonly Judgement[];
  /** SHA-256 over everything that was loaded. */
  readonly sha256: string;
}

/** Log sources that records are provided for here. */
export const STREAMS: readonly LogSource[] = [
  { category: 'service', product: 'windows' },
  { category: 'service', product: 'windows', service: 'settings' },
  { category: 'service', product: 'linux' },
  { category: 'service', product: 'macos' },
  { category: 'service', product: 'macos', service: 'settings' },
  { category: 'service', product: 'windows', service: 'history' },
  { category: 'service', product: 'linux', service: 'history' },
  { category: 'service', product: 'macos', service: 'history' },
  ...EVENT_LOG_SOURCES,
];

const HISTORY_FIELD_NAMES: ReadonlySet<string> = new Set(Object.keys(HISTORY_FIELDS));
const SETTING_FIELDS: ReadonlySet<string> = new Set(Object.keys(WINDOWS_SETTING_FIELDS));
const SERVICE_FIELDS: Readonly<Record<Platform, ReadonlySet<string>>> = {
  windows: new Set(Object.keys(WINDOWS_SERVICE_FIELDS)),
  linux: new Set(Object.keys(LINUX_SERVICE_FIELDS)),
  macos: new Set(Object.keys(MACOS_SERVICE_FIELDS)),
};
const EVERY_SERVICE_FIELD: ReadonlySet<string> = new Set(
  PLATFORMS.flatMap((platform) => [...SERVICE_FIELDS[platform]]),
);

/** Built-in rules lie in a folder for each system. */
function platformOfPath(path: string): Platform | null {
  return platformOf(path.split('/')[0]);
}

function platformOf(product: string | null | undefined): Platform | null {
  return PLATFORMS.find((platform) => platform === product) ?? null;
}

function judgeContext(fileName: string, lazy: boolean, filters: readonly SigmaFilter[] = []): JudgeContext {
  return {
    fileName,
    lazy,
    filters,
    taxonomies: ['sigma', 'daemonscope'],
    streams: STREAMS,
    placeholders: placeholderValues,
    knownFieldsOf: (source) => {
      if (source.category === 'service_event') return serviceEventFieldNames(platformOf(source.product));
      if (source.category !== 'service') return undefined;
      if (source.service === 'settings') return SETTING_FIELDS;
      if (source.service === 'history') return HISTORY_FIELD_NAMES;
      const platform = platformOf(source.product);
      return platform === null ? EVERY_SERVICE_FIELD : SERVICE_FIELDS[platform];
    },
  };
}

/** A built-in rule that is read when more is asked of it than its path tells: a run needs those of one system. */
class BuiltInRule implements CompiledInventoryRule {
  readonly name: string;
  readonly path: string;
  readonly origin = 'built-in';
  readonly platform: Platform | null;
  readonly #source: RuleDocument;
  #read: CompiledInventoryRule | null = null;

  constructor(source: RuleDocument) {
    this.#source = source;
    this.path = source.path;
    this.name = nameOf(source.path);
    this.platform = platformOfPath(source.path);
  }

  /** A refusal here is a bug, so it throws. */
  get #rule(): CompiledInventoryRule {
    if (this.#read === null) {
      const { path, document } = this.#source;
      const judgement = judgeRule(document, judgeContext(path, true));
      this.#read = inventoryRule(judgement, path, 'built-in', document);
      if (this.#read === null) throw new Error(`built-in rule ${path}: ${judgement.reasons.join(' ')}`);
    }
    return this.#read;
  }

  get subject(): CompiledInventoryRule['subject'] {
    return this.#rule.subject;
  }

  get compiled(): CompiledRule {
    return this.#rule.compiled;
  }

  get level(): Level {
    return this.#rule.level;
  }

  get component(): Component {
    return this.#rule.component;
  }

  get techniques(): readonly string[] {
    return this.#rule.techniques;
  }

  get why(): string | null {
    return this.#rule.why;
  }
}

/**
 * The rules that are part of the program, each read when it is first looked at and compiled when a record first calls for it: a run
 * needs a third of those of its system. A test compiles them all (`loadFilteredRules` without filters).
 */
export function loadBuiltInRules(documents: readonly RuleDocument[]): CompiledInventoryRule[] {
  return documents.flatMap((document) =>
    document.isCorrelation === true ? [] : [new BuiltInRule(document)],
  );
}

/** The correlations that are part of the program. */
export function loadBuiltInCorrelations(documents: readonly RuleDocument[]): LoadedCorrelation[] {
  return documents.flatMap((entry) => {
    if (!entry.isCorrelation) return [];
    const { path, document } = entry;
    const judgement = judgeRule(document, judgeContext(path, true));
    const loaded = correlationOf(judgement, path, 'built-in', document);
    if (loaded === null) throw new Error(`built-in correlation ${path}: ${judgement.reasons.join(' ')}`);
    return [loaded];
  });
}

/** What is wrong with correlations that refer to rules which are not there, or to each other in a circle. */
export function correlationProblems(
  rules: readonly CompiledInventoryRule[],
  correlations: readonly LoadedCorrelation[],
): Judgement[] {
  if (correlations.length === 0) return [];
  const { problems } = new CorrelationEngine(
    correlations.map(({ correlation }) => correlation),
    baseRules(rules),
  );
  return problems.map(({ rule, problem }) => ({
    file: rule.fileName,
    title: rule.title,
    outcome: 'refused',
    reasons: [problem],
    compiled: null,
    filter: null,
  }));
}

/** Rules on single events as correlations refer to them; the key is the rule's place in the list. */
export function baseRules(rules: readonly CompiledInventoryRule[]): BaseRule[] {
  return rules.flatMap(({ subject, path, compiled: { rule } }, index) =>
    subject === 'event' ? [{ key: String(index), id: rule.id, name: rule.name, path }] : [],
  );
}

/**
 * The built-in rules joined with the user's filters. A filter that cannot be joined to a rule is told of, and that rule runs
 * without filters: a slip in a filter must not cost a rule.
 */
export function loadFilteredRules(
  documents: readonly RuleDocument[],
  filters: readonly SigmaFilter[],
): LoadedRules {
  const judgements: Judgement[] = [];
  const rules = documents.flatMap((document) => {
    const { path } = document;
    if (document.isCorrelation) return [];
    const judgement = judgeRule(document.document, judgeContext(path, false, filters));
    const rule = inventoryRule(judgement, path, 'built-in', document.document);
    if (rule !== null) return [rule];
    judgements.push({ ...judgement, reasons: ['A filter cannot be joined to it.', ...judgement.reasons] });
    return loadBuiltInRules([document]);
  });
  return { rules, judgements };
}

/** Rules that can run here, and what became of each document. */
export interface LoadedRules {
  readonly rules: readonly CompiledInventoryRule[];
  readonly correlations?: readonly LoadedCorrelation[];
  readonly judgements: readonly Judgement[];
}

/** A file of a folder that the user named; `path` below that folder. */
export interface RuleFile {
  readonly path: string;
  readonly text: string;
}

/** What a document with a filter must hold somewhere: most files need not be read twice. */
const MAYBE_FILTER = /(?:^|[\s{,"'])filter["']?\s*:/;

/** The global filters (Sigma Filters Specification) in the user's files. What is wrong with others, `loadUserRules` says. */
export async function userFilters(files: readonly RuleFile[]): Promise<readonly SigmaFilter[]> {
  const filters: SigmaFilter[] = [];
  for (const { path, text } of files) {
    if (!MAYBE_FILTER.test(text)) continue;
    for (const { filter } of await judgeRuleText(text, judgeContext(path, false))) {
      if (filter !== null) filters.push(filter);
    }
  }
  return filters;
}

/** Judges one file of a folder that the user named, joined with the filters of all of them. */
export async function loadUserRules(
  { path, text }: RuleFile,
  filters: readonly SigmaFilter[],
): Promise<LoadedRules> {
  const judgements = await judgeRuleText(text, judgeContext(path, false, filters));
  const rules = judgements.flatMap((judgement) => {
    const rule = judgement.outcome === 'ok' ? inventoryRule(judgement, path, 'user', null) : null;
    return rule === null ? [] : [rule];
  });
  const correlations = judgements.flatMap((judgement) => correlationOf(judgement, path, 'user', null) ?? []);
  return { rules, judgements, correlations };
}

function correlationOf(
  { correlation }: Judgement,
  path: string,
  origin: CompiledInventoryRule['origin'],
  document: unknown,
): LoadedCorrelation | null {
  if (correlation === undefined) return null;
  const why = (document as { why?: unknown } | null)?.why;
  return {
    name: nameOf(path),
    path,
    origin,
    subject: 'correlation',
    platform: origin === 'built-in' ? platformOfPath(path) : null,
    correlation,
    level: correlation.level ?? 'low',
    component: correlation.component ?? 'service-metadata',
    techniques: [...new Set(correlation.techniques.map(canonicalTechnique))],
    why: typeof why === 'string' ? why : null,
  };
}

function nameOf(path: string): string {
  return (path.split('/').at(-1) ?? path).replace(/\.ya?ml$/i, '');
}

function subjectOf({ category, service }: LogSource): CompiledInventoryRule['subject'] {
  if (category !== 'service') return 'event';
  return service === 'settings' ? 'setting' : service === 'history' ? 'history' : 'service';
}

function inventoryRule(
  judgement: Judgement,
  path: string,
  origin: CompiledInventoryRule['origin'],
  document: unknown,
): CompiledInventoryRule | null {
  const compiled = judgement.compiled;
  if (compiled === null || judgement.outcome !== 'ok') return null;
  const { rule } = compiled;
  const why = (document as { why?: unknown } | null)?.why;
  return {
    name: nameOf(path),
    path,
    origin,
    subject: subjectOf(rule.logSource),
    platform: platformOf(rule.logSource.product),
    compiled,
    // Sigma leaves the level open; a rule that does not state one claims little.
    level: rule.level ?? 'low',
    component: rule.component ?? 'service-metadata',
    techniques: [...new Set(rule.techniques.map(canonicalTechnique))],
    why: typeof why === 'string' ? why : null,
  };
}
