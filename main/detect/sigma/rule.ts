import type { Level } from '../../../shared/level.ts';
import type { Condition } from './condition.ts';
import type { RuleLogSource } from './log-source.ts';
import type { Selection } from './selection.ts';

/** Specification 2.1.0, "Status". `unsupported` is missing on purpose: such a rule does not load. */
export const RULE_STATUSES = ['stable', 'test', 'experimental', 'deprecated'] as const;
export type RuleStatus = (typeof RULE_STATUSES)[number];

/** Specification 2.1.0, "Identification". */
export const RELATIONS = ['derived', 'obsolete', 'merged', 'renamed', 'similar'] as const;
export type Relation = (typeof RELATIONS)[number];

/** Our attribute: the part of a service's life that the rule judges. */
export const COMPONENTS = ['service-creation', 'service-metadata', 'service-modification'] as const;
export type Component = (typeof COMPONENTS)[number];

/** Our attribute: how sure a match is, apart from how bad it would be. */
export const CONFIDENCES = ['low', 'medium', 'high'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

export interface RelatedRule {
  readonly id: string;
  readonly type: Relation;
}

/** Everything about a rule but what it looks for. */
export interface RuleMetadata {
  readonly title: string;
  readonly id: string | null;
  readonly name: string | null;
  readonly related: readonly RelatedRule[];
  readonly taxonomy: string;
  readonly status: RuleStatus | null;
  readonly description: string | null;
  readonly license: string | null;
  readonly author: string | null;
  readonly references: readonly string[];
  /** `YYYY-MM-DD` */
  readonly date: string | null;
  /** `YYYY-MM-DD` */
  readonly modified: string | null;
  readonly fields: readonly string[];
  readonly falsePositives: readonly string[];
  readonly level: Level | null;
  readonly tags: readonly string[];
  /** ATT&CK ids found in the tags, such as `T1543.003`. */
  readonly techniques: readonly string[];
  readonly scope: readonly string[];
  readonly component: Component | null;
  readonly confidence: Confidence | null;
  readonly nextSteps: readonly string[];
  readonly knownLimits: readonly string[];
}

/** The selections by name and what the condition says of them (specification 2.1.0, "Detection"). */
export interface Detection {
  readonly selections: ReadonlyMap<string, Selection>;
  readonly condition: Condition;
}

export interface SigmaRule extends RuleMetadata {
  readonly fileName: string;
  readonly logSource: RuleLogSource;
  readonly detection: Detection;
}
