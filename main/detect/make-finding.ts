import type { Finding } from '../../shared/model/finding.ts';
import type { CompiledInventoryRule, LoadedCorrelation } from './rule-set.ts';
import { type Match, type RecordFields, whyText } from './sigma/sigma.ts';
import { fillWhy } from './why.ts';

/** What a finding is about. `prefix` stands before its sentence: that a key was deleted, or when a log says so. */
export interface About extends Pick<Finding, 'subject' | 'evidence'> {
  readonly prefix: string;
}

/** What a finding has beyond its rule. */
export type Told = Pick<Finding, 'id' | 'subject' | 'why' | 'matched' | 'evidence'>;

/** The finding that a rule's match on a record is. */
export function makeFinding(
  rule: CompiledInventoryRule,
  record: RecordFields,
  match: Match,
  about: About,
): Finding {
  return findingOf(rule, {
    id: `${rule.name}:${about.subject.id}`,
    subject: about.subject,
    why: `${about.prefix}${rule.why === null ? whyText(match) : fillWhy(rule.why, record)}`,
    matched: match.matched.map(({ field, value }) => ({ field, value: value === null ? '' : String(value) })),
    evidence: [...about.evidence],
  });
}

/** A finding of a rule, on one record or on several. */
export function findingOf(rule: CompiledInventoryRule | LoadedCorrelation, told: Told): Finding {
  const meta = rule.subject === 'correlation' ? rule.correlation : rule.compiled.rule;
  return {
    type: 'finding',
    id: told.id,
    ruleId: meta.id ?? rule.name,
    rule: rule.name,
    title: meta.title,
    level: rule.level,
    confidence: meta.confidence ?? 'medium',
    component: rule.component,
    techniques: [...rule.techniques],
    subject: told.subject,
    why: told.why,
    matched: told.matched,
    evidence: told.evidence,
    falsePositives: [...meta.falsePositives],
    nextSteps: [...meta.nextSteps],
    author: meta.author,
    licence: meta.license,
  };
}
