import { ParseError } from '../parse-error.ts';
import type { EvtxFields } from './evtx-record.ts';
import { EmbeddedXml, type EvtxValue, type TemplateInstance } from './evtx-value.ts';
import { DOCUMENT, type FieldStep, fieldName, planFields, type Zone, zoneOf } from './field-plan.ts';
import { MAX_RECORD_PARTS, MAX_RECORD_TEXT } from './limits.ts';
import type { BinXmlPart } from './nodes.ts';
import { NUMERIC_SYSTEM_FIELDS } from './system-fields.ts';
import type { EvtxTemplate } from './template.ts';

type Fields = Record<string, string | number | null>;

/** An object without inherited members, so that a field may be called `constructor` or `__proto__`. */
const FieldBag = function FieldBag() {} as unknown as new () => Fields;
FieldBag.prototype = Object.create(null);

export function newFields(): Fields {
  return new FieldBag();
}

/** Decimal digits that a number holds exactly. */
const EXACT_INTEGER = /^\d{1,15}$/;

/** The steps that `template` needs in `zone`, made once. */
export function stepsOf(template: EvtxTemplate, zone: Zone): readonly FieldStep[] {
  const known = template.plans.get(zone.key);
  if (known !== undefined) return known;
  const steps = planFields(template.roots, zone);
  template.plans.set(zone.key, steps);
  return steps;
}

/** What System says of the record, of which `fields` may leave out some. */
export interface RecordHead {
  provider: string | number | null;
  eventId: string | number | null;
  channel: string | number | null;
  computer: string | number | null;
  time: string | number | null;
  userSid: string | number | null;
}

/**
 * The flat fields of an event; how they are named is said at `EvtxRecord.fields`. `omit`: names of System's fields to leave out.
 * What the head needs is put into `head`. Throws ParseError when there is no end of them.
 */
export function collectFields(
  instances: readonly TemplateInstance[],
  head: RecordHead,
  omit: ReadonlySet<string> | null,
): EvtxFields {
  const collector = new FieldCollector(head, omit);
  collector.run(instances, DOCUMENT);
  return collector.finish();
}

class FieldCollector {
  readonly #fields: Fields = new FieldBag();
  readonly #head: RecordHead;
  readonly #omit: ReadonlySet<string> | null;
  /** Texts of unnamed Data. */
  #unnamed: string[] | null = null;
  #unnamedCount = 0;
  #parts = 0;
  #characters = 0;

  constructor(head: RecordHead, omit: ReadonlySet<string> | null) {
    this.#head = head;
    this.#omit = omit;
  }

  run(instances: readonly TemplateInstance[], zone: Zone): void {
    for (const { template, values } of instances) {
      const steps = stepsOf(template, zone);
      for (let index = 0; index < steps.length; index++) {
        this.#spend(0);
        this.#step(steps[index] as FieldStep, values);
      }
    }
  }

  finish(): EvtxFields {
    if (this.#unnamed !== null) this.#set('Data', this.#unnamed.join('\n'));
    return this.#fields;
  }

  #step(step: FieldStep, values: readonly EvtxValue[]): void {
    if (step.kind === 'parts') {
      this.#put(step, values, step.parts.length === 0 ? null : this.#text(step.parts, values));
      return;
    }
    const value = values[step.index] ?? null;
    if (typeof value !== 'object' || value === null) {
      if (step.kind === 'value') this.#put(step, values, value);
      else if (value !== null) this.#set(fieldName(step.zone.section, step.zone), value);
    } else if (value instanceof EmbeddedXml) {
      const { kind, section } = step.zone;
      this.run(
        value.instances,
        step.kind === 'embed' || kind === 'tree' ? step.zone : zoneOf('tree', section),
      );
    } else for (const element of value) this.#put(step, values, element);
  }

  #put(step: FieldStep, values: readonly EvtxValue[], value: string | number | null): void {
    const { name } = step;
    if (step.zone.kind === 'system' && name !== null) {
      if (value === null) return;
      const isNumber =
        typeof value === 'string' && NUMERIC_SYSTEM_FIELDS.has(name) && EXACT_INTEGER.test(value);
      const given = isNumber ? Number(value) : value;
      // A second element of a name is no head: joined, both are in the fields.
      if (step.head !== null && this.#head[step.head] === null) this.#head[step.head] = given;
      if (this.#omit === null || !this.#omit.has(name)) this.#set(name, given);
    } else if (name !== null) this.#set(name, value);
    else {
      const own = step.nameParts === null ? '' : this.#text(step.nameParts, values);
      if (own !== '') this.#set(fieldName(own, step.zone), value);
      else this.#putUnnamed(value);
    }
  }

  #putUnnamed(value: string | number | null): void {
    this.#unnamedCount += 1;
    this.#set(`param${this.#unnamedCount}`, value);
    if (value === null) return;
    this.#unnamed ??= [];
    this.#unnamed.push(String(value));
  }

  #set(name: string, value: string | number | null): void {
    if (typeof value === 'string') this.#spend(value.length);
    const before = this.#fields[name];
    if (before === undefined || before === null) this.#fields[name] = value;
    else if (value !== null) this.#fields[name] = `${before}\n${value}`;
  }

  #text(parts: readonly BinXmlPart[], values: readonly EvtxValue[]): string {
    let text = '';
    for (const part of parts) {
      if (part.kind === 'text') text += part.text;
      else if (part.kind === 'value') {
        const value = values[part.index] ?? null;
        if (typeof value === 'string' || typeof value === 'number') text += value;
        else if (Array.isArray(value)) text += value.join(' ');
      }
      this.#spend(0);
      if (text.length > MAX_RECORD_TEXT) this.#spend(text.length);
    }
    return text;
  }

  #spend(characters: number): void {
    this.#parts += 1;
    this.#characters += characters;
    if (this.#parts > MAX_RECORD_PARTS || this.#characters > MAX_RECORD_TEXT) {
      throw new ParseError('EVTX record', 0, 'its templates and values unfold without end');
    }
  }
}
