import type { FieldStep } from './field-plan.ts';
import type { IdentityPlan } from './identity-plan.ts';
import type { TemplateLayouts } from './layout.ts';
import type { BinXmlPart } from './nodes.ts';

/** A template definition (libevtx, "Template definition"), read once and free of the chunk it came from. */
export class EvtxTemplate {
  /** The first 32 bits of the GUID: what instances name. */
  readonly id: number;
  readonly roots: readonly BinXmlPart[];
  /** Values that an instance needs at least. */
  readonly valueCount: number;
  /** What to do for the fields, by the zone of the document that the instance stands in; made when first needed. */
  readonly plans = new Map<string, readonly FieldStep[]>();
  /** Made when first needed. */
  identity: IdentityPlan | null = null;
  /** Made when first needed. */
  layouts: TemplateLayouts | null = null;

  constructor(id: number, roots: readonly BinXmlPart[], valueCount: number) {
    this.id = id;
    this.roots = roots;
    this.valueCount = valueCount;
  }
}
