import { ParseError } from '../parse-error.ts';
import { decodeField, type Field, type FieldBytes, readDataObject } from './data-object.ts';
import { FieldCache } from './field-cache.ts';
import { type FieldChoice, JUDGED, NEEDED, WANTED } from './field-choice.ts';
import { idText } from './journal-header.ts';
import { ENTRY_ITEMS, OBJECT_ENTRY, u64, u64Text } from './journal-layout.ts';
import { createTimeText } from './journal-time.ts';
import { MAX_ENTRY_ITEMS, MAX_ENTRY_TEXT, MIN_WORK, WORK_PER_BYTE } from './limits.ts';
import type { ObjectReader } from './object-reader.ts';
import { OffsetFlags } from './offset-flags.ts';
import type { ReportProblem } from './problems.ts';

export interface JournalEntry {
  /** Decimal digits of 64 bits. */
  readonly seqnum: string;
  /** Of the entry object, in bytes from the start of the journal. */
  readonly offset: number;
  /** ISO 8601 UTC, six decimals: when journald received it, by the wall clock. */
  readonly realtime: string;
  /** Microseconds since the boot, decimal digits. */
  readonly monotonic: string;
  readonly bootId: string;
  readonly seqnumId: string;
  /** By name; values of repeated fields in the order stored. What is not UTF-8 has U+FFFD in it. */
  readonly fields: Readonly<Record<string, string | readonly string[]>>;
  /** Names of fields that are not UTF-8. */
  readonly binaryFields: readonly string[];
}

type Fields = Record<string, string | string[]>;
const NO_NAMES: readonly string[] = [];

/** Reads entries and the data objects that they refer to; each data object is decoded and judged once, as far as memory goes. */
export class EntryReader {
  readonly #objects: ObjectReader;
  readonly #seqnumId: string;
  readonly #choice: FieldChoice;
  readonly #report: ReportProblem;
  readonly #cache = new FieldCache();
  readonly #flags = new OffsetFlags();
  readonly #timeText = createTimeText();
  readonly #items: number[] = [];
  /** Of the entry that is read, copied out of the window. */
  readonly #head = new Uint8Array(ENTRY_ITEMS);
  readonly #headView = new DataView(this.#head.buffer);
  #bootBytes: Uint8Array = new Uint8Array(0);
  #bootId = '';
  #work: number;

  constructor(objects: ObjectReader, seqnumId: string, choice: FieldChoice, report: ReportProblem) {
    this.#objects = objects;
    this.#seqnumId = seqnumId;
    this.#choice = choice;
    this.#report = report;
    this.#work = MIN_WORK + objects.file.size * WORK_PER_BYTE;
  }

  /** True once more was decoded than any real journal needs; the rest is not worth it. */
  get exhausted(): boolean {
    return this.#work < 0;
  }

  /** Microseconds of the entry that was read last. */
  realtime = 0;

  /** The entry at `offset`, whose size is known to fit; null where it is not wanted, undefined where it cannot be read. */
  read(offset: number): JournalEntry | null | undefined {
    const size = this.#objects.sizeOf(offset, OBJECT_ENTRY);
    const { compact, entryItem } = this.#objects.layout;
    const stored = Math.floor((size - ENTRY_ITEMS) / entryItem);
    const count = Math.min(stored, MAX_ENTRY_ITEMS);
    const window = this.#objects.file.at(offset, ENTRY_ITEMS + count * entryItem);
    if (window === null) return undefined;
    const { bytes, view, start } = window;
    const at = offset - start;
    if (stored > count) this.#report('entry', offset, `${stored} fields, the first ${count} were read`);
    // Copied out, because the window may change while data objects are read.
    const items = this.#items;
    items.length = 0;
    for (let i = 0, item = at + ENTRY_ITEMS; i < count; i += 1, item += entryItem) {
      items.push(compact ? view.getUint32(item, true) : u64(view, item));
    }
    this.#work -= ENTRY_ITEMS + count * entryItem;
    this.realtime = u64(view, at + 24);
    const head = this.#head;
    for (let i = 0; i < ENTRY_ITEMS; i += 1) head[i] = bytes[at + i] as number;
    if (this.#choice.choosesEntries && !this.#isWanted(items)) return null;
    return {
      seqnum: u64Text(this.#headView, 16),
      offset,
      realtime: this.#time(offset),
      monotonic: u64Text(this.#headView, 32),
      bootId: this.#boot(head, 40),
      seqnumId: this.#seqnumId,
      ...this.#fields(items, offset),
    };
  }

  #time(offset: number): string {
    const text = this.#timeText(this.realtime);
    if (text !== null) return text;
    this.#report('entry', offset + 24, `${this.realtime} is no time`);
    return '+275760-09-13T00:00:00.000000Z';
  }

  #boot(bytes: Uint8Array, at: number): string {
    const known = this.#bootBytes;
    for (let i = 0; i < 16; i += 1) {
      if (known[i] !== bytes[at + i]) {
        this.#bootBytes = bytes.slice(at, at + 16);
        this.#bootId = idText(bytes, at);
        break;
      }
    }
    return this.#bootId;
  }

  #isWanted(items: readonly number[]): boolean {
    for (let i = 0; i < items.length; i += 1) {
      if ((this.#judge(items[i] as number) & WANTED) !== 0) return true;
    }
    return false;
  }

  #judge(offset: number): number {
    // Also what is no offset at all; multiples of eight are checked when it is read.
    if (offset % 8 !== 0 || offset >= this.#objects.file.size) return JUDGED;
    const known = this.#flags.get(offset);
    if (known !== 0) return known;
    const bytes = this.#bytes(offset);
    const judged = bytes === null ? JUDGED : this.#choice.judge(bytes);
    this.#flags.add(offset, judged);
    return judged;
  }

  #fields(items: readonly number[], entry: number): { fields: Fields; binaryFields: readonly string[] } {
    // Names come from the evidence: no prototype, so that none means something.
    const fields: Fields = Object.create(null);
    let binary: string[] | null = null;
    let text = 0;
    const { choosesFields } = this.#choice;
    for (const item of items) {
      if (choosesFields && (this.#judge(item) & NEEDED) === 0) continue;
      const field = this.#field(item, entry);
      if (field === null) continue;
      const { name, value } = field;
      text += value.length;
      if (text > MAX_ENTRY_TEXT) {
        this.#report('entry', entry, `holds more than ${MAX_ENTRY_TEXT} characters; the rest was left out`);
        break;
      }
      const before = fields[name];
      if (before === undefined) fields[name] = value;
      else if (typeof before === 'string') fields[name] = [before, value];
      else before.push(value);
      if (field.binary) {
        binary ??= [];
        if (!binary.includes(name)) binary.push(name);
      }
    }
    return { fields, binaryFields: binary ?? NO_NAMES };
  }

  #field(offset: number, entry: number): Field | null {
    const known = this.#cache.get(offset);
    if (known !== undefined) return known;
    const bytes = this.#bytes(offset, entry);
    const field = bytes === null ? null : decodeField(bytes);
    this.#cache.set(offset, field);
    return field;
  }

  /** `entry`: whose item it is, if a problem is to be reported. */
  #bytes(offset: number, entry?: number): FieldBytes | null {
    try {
      const bytes = readDataObject(this.#objects, offset);
      this.#work -= bytes.end - bytes.start;
      return bytes;
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
      this.#work -= this.#objects.layout.dataPayload;
      if (entry !== undefined) this.#report('data', entry, `a field cannot be read: ${error.message}`);
      return null;
    }
  }
}
