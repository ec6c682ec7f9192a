import { ParseError } from '../parse-error.ts';
import { newFields } from './collect-fields.ts';
import { DecodedRecord, RECORD_HEAD, sevenDecimals } from './decoded-record.ts';
import type { EvtxChunk } from './evtx-chunk.ts';
import type { EvtxFields, EvtxIdentity, EvtxRecord } from './evtx-record.ts';
import type { HeadPart } from './field-plan.ts';
import { readFragments, readInstanceHead } from './fragment.ts';
import type { LayoutField, RecordLayout } from './layout.ts';
import { u16, u32, u64Text } from './little-endian.ts';
import { MIN_ELEMENT } from './node-reader.ts';
import { readValue } from './read-value.ts';
import { isHarmless, layoutOf, layoutsOf, numbered } from './record-layout.ts';
import { renderXml } from './render-xml.ts';
import { SYSTEM_FIELDS } from './system-fields.ts';
import type { EvtxTemplate } from './template.ts';
import { Token } from './tokens.ts';
import { filetimeMoment, filetimeOrNull, momentOf } from './value-text.ts';
import { ValueType } from './value-types.ts';

/** Values of one template that are kept track of; a record with more is read in full. */
const MAX_VALUES = 512;

/** Bytes of a record whose fields may be left for later although an array is among them. */
const MAX_LATER = 4_096;

/**
 * The record that is being looked at, in the chunk's own bytes: its structure has been checked, and a value is decoded when it is asked
 * for. One object for all records of a file, so it is another one after the next `load`. What can be damaged, or is built in an
 * unusual way, is refused and left to `DecodedRecord`.
 */
export class TransientRecord implements EvtxRecord {
  provider: string | null = null;
  eventId: number | null = null;
  channel: string | null = null;
  recovered = false;
  readonly #chunk: EvtxChunk;
  readonly #omit: ReadonlySet<string> | null;
  /** Where each value begins: those of the record's template, then those of the one inside. */
  readonly #starts = new Int32Array(2 * MAX_VALUES);
  #at = 0;
  #valuesAt = 0;
  #innerValuesAt = 0;
  #layout: RecordLayout | null = null;
  /** Only the head is laid out; the fields are those of `#whole`. */
  #isHeadOnly = false;
  #whole: DecodedRecord | null = null;
  /** Of the last `#scan`. */
  #hasArray = false;
  /** The value that holds BinXML, of the last `#scan`. */
  #embedStart = 0;
  #embedEnd = 0;

  constructor(chunk: EvtxChunk, omit: ReadonlySet<string> | null) {
    this.#chunk = chunk;
    this.#omit = omit;
  }

  /**
   * Takes the record at `at`, which ends at `end` (without the copy of its size) and has `template` with its values at `valuesAt`.
   * `identity`: as far as it is known already. False when it has to be read in full, be it to say what is wrong with it.
   */
  load(
    at: number,
    end: number,
    template: EvtxTemplate,
    valuesAt: number,
    recovered: boolean,
    identity: EvtxIdentity | null,
  ): boolean {
    const { embedIndex } = template.layouts ?? layoutsOf(template);
    if (embedIndex < -1) return false;
    this.#embedEnd = -1;
    const behind = this.#scan(valuesAt, end, template.valueCount, embedIndex, 0);
    if (behind < 0 || !this.#endsAt(behind, end)) return false;
    let inner: EvtxTemplate | null = null;
    this.#hasArray = false;
    if (this.#embedEnd >= 0) {
      inner = this.#loadInner(this.#embedStart, this.#embedEnd);
      if (inner === null) return false;
    }
    let layout = this.#hasArray ? null : layoutOf(template, inner, this.#omit);
    this.#isHeadOnly = layout === null;
    if (layout === null && inner !== null && end - at <= MAX_LATER && isHarmless(template, inner)) {
      layout = layoutOf(template, null, this.#omit);
    }
    if (layout === null) return false;
    this.#whole = null;
    this.#at = at;
    this.#valuesAt = valuesAt;
    this.#layout = layout;
    this.recovered = recovered;
    if (identity === null) {
      const eventId = this.#head('eventId');
      this.provider = this.#headText('provider');
      this.eventId = typeof eventId === 'number' ? eventId : null;
      this.channel = this.#headText('channel');
    } else {
      this.provider = identity.provider;
      this.eventId = identity.eventId;
      this.channel = identity.channel;
    }
    return true;
  }

  get recordId(): string {
    return u64Text(this.#chunk.bytes, this.#at + 8);
  }

  get offset(): number {
    return this.#chunk.fileOffset + this.#at;
  }

  get written(): string | null {
    return filetimeOrNull(this.#chunk.bytes, this.#at + 16);
  }

  get computer(): string | null {
    return this.#headText('computer');
  }

  get time(): string | null {
    return sevenDecimals(this.#headText('time'));
  }

  get moment(): number | null {
    const field = this.#layout?.head.time ?? null;
    if (field !== null && field.index >= 0) {
      const { bytes } = this.#chunk;
      const descriptor = (field.inner ? this.#innerValuesAt : this.#valuesAt) + 4 + 4 * field.index;
      if (bytes[descriptor + 2] === ValueType.FileTime && u16(bytes, descriptor) >= 8) {
        const start = this.#starts[field.inner ? MAX_VALUES + field.index : field.index] as number;
        const moment = filetimeMoment(bytes, start);
        if (!Number.isNaN(moment)) return moment;
      }
    }
    return momentOf(this.time);
  }

  get userSid(): string | null {
    return this.#headText('userSid');
  }

  field(name: string): string | number | null | undefined {
    const field = this.#layout?.byName.get(name);
    // Only what is called like a field of System cannot have a second part among the data.
    const isOfHead = field?.system === true && SYSTEM_FIELDS.has(name);
    if (this.#isHeadOnly && !isOfHead) return this.#readWhole().field(name);
    return field === undefined ? undefined : this.#read(field);
  }

  /** Made anew each time. */
  get fields(): EvtxFields {
    if (this.#isHeadOnly) return this.#readWhole().fields;
    const fields = newFields();
    const all = this.#layout?.fields ?? [];
    for (let index = 0; index < all.length; index++) {
      const field = all[index] as LayoutField;
      const value = this.#read(field);
      if (value !== undefined) fields[field.name] = value;
    }
    return fields;
  }

  /** What is left to be read in full; nothing can be wrong with it any more. */
  #readWhole(): DecodedRecord {
    if (this.#whole === null) {
      const { bytes } = this.#chunk;
      const end = this.#at + u32(bytes, this.#at + 4) - 4;
      const instances = readFragments(this.#chunk, this.#at + RECORD_HEAD, end, () => undefined);
      this.#whole = new DecodedRecord(bytes, this.#at, this.offset, this.recovered, instances, this.#omit);
    }
    return this.#whole;
  }

  xml(): string {
    const end = this.#at + u32(this.#chunk.bytes, this.#at + 4) - 4;
    return renderXml(readFragments(this.#chunk, this.#at + RECORD_HEAD, end, () => undefined));
  }

  /** The template inside, its values looked through; null when it is not one template and nothing else. */
  #loadInner(start: number, end: number): EvtxTemplate | null {
    const { bytes } = this.#chunk;
    let position = start;
    while (position < end && bytes[position] === Token.FragmentHeader) position += 4;
    if (position >= end || ((bytes[position] as number) & ~Token.More) !== Token.TemplateInstance)
      return null;
    try {
      const head = readInstanceHead(bytes, position, end);
      const template = this.#chunk.template(head.definition, head.id);
      const behind = this.#scan(head.valuesAt, end, template.valueCount, -1, MAX_VALUES, true);
      if (behind < 0 || !this.#endsAt(behind, end)) return null;
      this.#innerValuesAt = head.valuesAt;
      return template;
    } catch (error) {
      // Read in full, it says so itself.
      if (error instanceof ParseError) return null;
      throw error;
    }
  }

  /** Notes where the values at `valuesAt` begin; returns where the last ends, -1 when they are not plain. */
  #scan(
    valuesAt: number,
    end: number,
    needed: number,
    embedIndex: number,
    first: number,
    mayHaveArrays = false,
  ): number {
    const { bytes } = this.#chunk;
    const starts = this.#starts;
    const count = u32(bytes, valuesAt);
    if (count < needed || count > MAX_VALUES) return -1;
    let at = valuesAt + 4 + 4 * count;
    if (at > end) return -1;
    for (let index = 0, descriptor = valuesAt + 4; index < count; index++, descriptor += 4) {
      const next = at + u16(bytes, descriptor);
      const type = bytes[descriptor + 2] as number;
      if (next > end) return -1;
      if ((type & ValueType.Array) !== 0) {
        if (!mayHaveArrays) return -1;
        this.#hasArray = true;
      }
      starts[first + index] = at;
      if (index === embedIndex) {
        if (type === ValueType.BinXml && next > at) {
          this.#embedStart = at;
          this.#embedEnd = next;
        } else if (type !== ValueType.Null) return -1;
      } else if (type === ValueType.BinXml) return -1;
      at = next;
    }
    return at;
  }

  /** Nothing but the end of the fragment stands between `at` and `end`. */
  #endsAt(at: number, end: number): boolean {
    return end - at < MIN_ELEMENT || this.#chunk.bytes[at] === Token.EndOfStream;
  }

  #read({ index, inner, literal, system, numeric }: LayoutField): string | number | null | undefined {
    if (index < 0) return literal === null && system ? undefined : literal;
    const { bytes, names } = this.#chunk;
    const descriptor = (inner ? this.#innerValuesAt : this.#valuesAt) + 4 + 4 * index;
    const start = this.#starts[inner ? MAX_VALUES + index : index] as number;
    const value = readValue(names, bytes[descriptor + 2] as number, start, start + u16(bytes, descriptor));
    if (value === null) return system ? undefined : null;
    // Arrays were refused.
    if (typeof value === 'object') return undefined;
    return typeof value === 'string' ? numbered(value, numeric) : value;
  }

  #head(part: HeadPart): string | number | null {
    const field = this.#layout?.head[part] ?? null;
    return field === null ? null : (this.#read(field) ?? null);
  }

  #headText(part: HeadPart): string | null {
    const value = this.#head(part);
    return value === null ? null : String(value);
  }
}
