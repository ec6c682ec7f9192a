import type { HeadPart } from './field-plan.ts';

/** Where one field of a record comes from. */
export interface LayoutField {
  readonly name: string;
  /** Of the value; -1 for literal text. */
  readonly index: number;
  /** A value of the template inside the value `embedIndex`, not of the record's own. */
  readonly inner: boolean;
  /** Of literal text: the text, or null where there is none. */
  readonly literal: string | number | null;
  /** Of System: without a value it is no field. */
  readonly system: boolean;
  /** Digits are a number. */
  readonly numeric: boolean;
}

/**
 * Which value is which field, of records of one template with one template inside. Only made where that is the same for all of
 * them: every field has its own name and is one value or literal text, no value is used twice.
 */
export interface RecordLayout {
  /** In the order of the event. */
  readonly fields: readonly LayoutField[];
  readonly byName: ReadonlyMap<string, LayoutField>;
  readonly head: Readonly<Record<HeadPart, LayoutField | null>>;
}

/** The layouts of a template that stands for a whole event. */
export interface TemplateLayouts {
  /** The value that may hold another template, mostly EventData; -1 without one, -2 when there are several. */
  readonly embedIndex: number;
  /** By the template inside, null without; null when such records must be read in full. */
  readonly byInner: Map<object | null, RecordLayout | null>;
  /** Templates inside, by whether their records may be taken by what stands outside of it alone; see `isHarmless`. */
  readonly harmless: Map<object, boolean>;
}
