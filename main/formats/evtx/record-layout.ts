import { stepsOf } from './collect-fields.ts';
import type { EvtxFields } from './evtx-record.ts';
import { DOCUMENT, type FieldStep, type HeadPart } from './field-plan.ts';
import type { LayoutField, RecordLayout, TemplateLayouts } from './layout.ts';
import { NUMERIC_SYSTEM_FIELDS } from './system-fields.ts';
import type { EvtxTemplate } from './template.ts';

/** Decimal digits that a number holds exactly. */
const EXACT_INTEGER = /^\d{1,15}$/;

const MAX_INNER_TEMPLATES = 1_024;

/** Of a template that stands for a whole event; made once. */
export function layoutsOf(template: EvtxTemplate): TemplateLayouts {
  if (template.layouts === null) {
    const embeds = stepsOf(template, DOCUMENT).filter(({ kind }) => kind === 'embed');
    const embedIndex = embeds.length > 1 ? -2 : (embeds[0]?.index ?? -1);
    template.layouts = { embedIndex, byInner: new Map(), harmless: new Map() };
  }
  return template.layouts;
}

/** `inner`: what value `embedIndex` holds. Null when such records must be read in full. */
export function layoutOf(
  outer: EvtxTemplate,
  inner: EvtxTemplate | null,
  omit: ReadonlySet<string> | null,
): RecordLayout | null {
  const { byInner } = layoutsOf(outer);
  let layout = byInner.get(inner);
  if (layout === undefined) {
    layout = planLayout(outer, inner, omit);
    // Templates come and go with their cache; what they were joined with would stay.
    if (byInner.size >= MAX_INNER_TEMPLATES) byInner.clear();
    byInner.set(inner, layout);
  }
  return layout;
}

/** Parts of a template that may each stand for a whole array of a small record, and the record is still one. */
const MAX_HARMLESS_PARTS = 20;

/**
 * Can nothing be wrong with the fields of `inner`, and does none of them belong to the record's head? Then the head can be told without
 * them, although they have to be read in full: classic sources put all their texts into one array without names.
 */
export function isHarmless(outer: EvtxTemplate, inner: EvtxTemplate): boolean {
  const { harmless } = layoutsOf(outer);
  let answer = harmless.get(inner);
  if (answer === undefined) {
    const zone = stepsOf(outer, DOCUMENT).find(({ kind }) => kind === 'embed')?.zone;
    answer = zone !== undefined && areHarmless(stepsOf(inner, zone));
    if (harmless.size >= MAX_INNER_TEMPLATES) harmless.clear();
    harmless.set(inner, answer);
  }
  return answer;
}

function areHarmless(steps: readonly FieldStep[]): boolean {
  let parts = 0;
  for (const { kind, zone, parts: own, nameParts } of steps) {
    if (kind === 'embed' || zone.kind === 'system') return false;
    parts += 1 + own.length + (nameParts?.length ?? 0);
  }
  return parts <= MAX_HARMLESS_PARTS;
}

function planLayout(
  outer: EvtxTemplate,
  inner: EvtxTemplate | null,
  omit: ReadonlySet<string> | null,
): RecordLayout | null {
  const all: { readonly field: LayoutField; readonly head: HeadPart | null }[] = [];
  const used = new Set<string>();
  const names = new Set<string>();
  const add = (step: FieldStep, isInner: boolean): boolean => {
    const field = fieldOf(step, isInner);
    if (field === null || names.has(field.name)) return false;
    names.add(field.name);
    const place = `${isInner} ${field.index}`;
    if (field.index >= 0 && used.has(place)) return false;
    used.add(place);
    all.push({ field, head: step.head });
    return true;
  };
  for (const step of stepsOf(outer, DOCUMENT)) {
    if (step.kind !== 'embed') {
      if (!add(step, false)) return null;
      continue;
    }
    used.add(`false ${step.index}`);
    if (inner === null) continue;
    for (const own of stepsOf(inner, step.zone)) if (!add(own, true)) return null;
  }
  const shown = all.flatMap(({ field }) => (field.system && omit?.has(field.name) === true ? [] : [field]));
  const headField = (part: HeadPart): LayoutField | null =>
    all.find(({ head }) => head === part)?.field ?? null;
  return {
    fields: shown,
    byName: new Map(shown.map((field) => [field.name, field])),
    head: {
      provider: headField('provider'),
      eventId: headField('eventId'),
      channel: headField('channel'),
      computer: headField('computer'),
      time: headField('time'),
      userSid: headField('userSid'),
    },
  };
}

/** Null for what is not one named value or text. */
function fieldOf(step: FieldStep, inner: boolean): LayoutField | null {
  const { name, kind, zone, index, parts } = step;
  if (name === null || kind === 'embed') return null;
  const system = zone.kind === 'system';
  const numeric = system && NUMERIC_SYSTEM_FIELDS.has(name);
  if (kind === 'value') return { name, index, inner, literal: null, system, numeric };
  let text = '';
  for (const part of parts) {
    if (part.kind === 'value') return null;
    if (part.kind === 'text') text += part.text;
  }
  const literal = parts.length === 0 ? null : numbered(text, numeric);
  return { name, index: -1, inner, literal, system, numeric };
}

/** A value of System as it is given: digits of what is a number are one. */
export function numbered(value: string, numeric: boolean): EvtxFields[string] {
  return numeric && EXACT_INTEGER.test(value) ? Number(value) : value;
}
