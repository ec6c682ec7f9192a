import type { EvtxIdentity } from './evtx-record.ts';
import type { FieldStep } from './field-plan.ts';
import type { BinXmlPart } from './nodes.ts';

/** Where a template has one part of an event's identity: a literal, or a value's index. */
export type IdentityPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'value'; readonly index: number };

/** What of an event's identity can be read without decoding it; null when the template does not have all of it. */
export interface IdentityParts {
  readonly provider: IdentityPart;
  readonly eventId: IdentityPart;
  readonly channel: IdentityPart;
}

export interface IdentityPlan {
  readonly parts: IdentityParts | null;
  /** By what of the identity are values: the identity where `wanted` said yes, null where it said no. */
  readonly answers: Map<number, EvtxIdentity | null>;
  /** Event ids that are not wanted in any channel, of the provider that the template names, else of any. */
  readonly unwanted: Set<number>;
}

/** From the plan of a template that stands for a whole event. */
export function planIdentity(steps: readonly FieldStep[]): IdentityPlan {
  const provider = partOf(steps, 'Provider_Name');
  const eventId = partOf(steps, 'EventID');
  const channel = partOf(steps, 'Channel');
  const parts =
    provider === null || eventId === null || channel === null ? null : { provider, eventId, channel };
  return { parts, answers: new Map(), unwanted: new Set() };
}

function partOf(steps: readonly FieldStep[], name: string): IdentityPart | null {
  const found = steps.filter((step) => step.name === name && step.zone.kind === 'system');
  const [step] = found;
  if (step === undefined || found.length > 1) return null;
  if (step.kind === 'value') return { kind: 'value', index: step.index };
  const literal = step.parts.every((part: BinXmlPart) => part.kind === 'text');
  if (!literal) return null;
  return { kind: 'text', text: step.parts.map((part) => (part.kind === 'text' ? part.text : '')).join('') };
}
