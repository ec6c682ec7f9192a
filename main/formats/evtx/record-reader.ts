import { ParseError } from '../parse-error.ts';
import { stepsOf } from './collect-fields.ts';
import { DecodedRecord, RECORD_HEAD } from './decoded-record.ts';
import type { EvtxChunk } from './evtx-chunk.ts';
import type { EvtxIdentity, EvtxRecord } from './evtx-record.ts';
import { DOCUMENT } from './field-plan.ts';
import { readFragments, readInstanceHead } from './fragment.ts';
import { wantedIdentity } from './identity.ts';
import { planIdentity } from './identity-plan.ts';
import { u32 } from './little-endian.ts';
import type { EvtxTemplate } from './template.ts';
import { Token } from './tokens.ts';
import { TransientRecord } from './transient-record.ts';

/** "**\0\0". */
export const RECORD_MAGIC = 0x2a2a;
/** Header and the copy of the size. */
export const MIN_RECORD_SIZE = RECORD_HEAD + 4;

export type Wanted = (identity: EvtxIdentity) => boolean;

/** Which records to decode; see `EvtxOptions`. */
export interface WantedRecords {
  readonly wanted: Wanted | undefined;
  readonly wantedId: ((eventId: number) => boolean) | undefined;
}

/** Decodes records of the chunk that is loaded, those that are wanted. */
export class RecordReader {
  /** What was damaged inside the record that was read last. */
  readonly problems: ParseError[] = [];
  readonly #chunk: EvtxChunk;
  readonly #wanted: Wanted | undefined;
  readonly #wantedId: WantedRecords['wantedId'];
  readonly #omit: ReadonlySet<string> | null;
  /** Null when records have to outlive their chunk. */
  readonly #transient: TransientRecord | null;
  /** Of the record that was asked about last: its template and where its values are; null when it has none. */
  #template: EvtxTemplate | null = null;
  #valuesAt = 0;

  constructor(
    chunk: EvtxChunk,
    { wanted, wantedId }: WantedRecords,
    omit: ReadonlySet<string> | null,
    transient: boolean,
  ) {
    this.#chunk = chunk;
    this.#omit = omit;
    this.#wanted = wanted;
    this.#wantedId = wantedId;
    this.#transient = transient ? new TransientRecord(chunk, omit) : null;
  }

  /**
   * The record at `at`, whose head and size have been checked; null when it is not wanted. Throws ParseError, with the
   * offset in the chunk.
   */
  read(at: number, recovered: boolean): EvtxRecord | null {
    const chunk = this.#chunk;
    const start = at + RECORD_HEAD;
    const end = at + u32(chunk.bytes, at + 4) - 4;
    const wanted = this.#wanted;
    this.#findTemplate(start, end);
    const early = wanted === undefined ? null : this.#askEarly(end, wanted);
    if (early === false) return null;
    this.problems.length = 0;
    const transient = this.#transient;
    if (
      transient !== null &&
      (early !== null || wanted === undefined) &&
      this.#template !== null &&
      transient.load(at, end, this.#template, this.#valuesAt, recovered, early)
    ) {
      return transient;
    }
    const instances = readFragments(chunk, start, end, (problem) => this.problems.push(problem));
    if (instances.length === 0) throw new ParseError('EVTX record', at, 'holds no event');
    const record = decode(chunk, at, recovered, instances, this.#omit);
    if (early === null && wanted !== undefined) {
      const { provider, eventId, channel } = record;
      if (!wanted({ provider, eventId, channel })) return null;
    }
    return record;
  }

  /** Finds the template instance that nearly every record is. Throws ParseError. */
  #findTemplate(start: number, end: number): void {
    const chunk = this.#chunk;
    const { bytes } = chunk;
    this.#template = null;
    const instanceAt = bytes[start] === Token.FragmentHeader ? start + 4 : start;
    if (instanceAt >= end || ((bytes[instanceAt] as number) & ~Token.More) !== Token.TemplateInstance) return;
    const head = readInstanceHead(bytes, instanceAt, end);
    this.#template = chunk.template(head.definition, head.id);
    this.#valuesAt = head.valuesAt;
  }

  /** The identity if it is wanted, false if not; null when the event must be decoded to ask. */
  #askEarly(end: number, wanted: Wanted): EvtxIdentity | false | null {
    const template = this.#template;
    if (template === null) return null;
    template.identity ??= planIdentity(stepsOf(template, DOCUMENT));
    return wantedIdentity(template.identity, this.#chunk, this.#valuesAt, end, wanted, this.#wantedId);
  }
}

function decode(
  chunk: EvtxChunk,
  at: number,
  recovered: boolean,
  instances: ReturnType<typeof readFragments>,
  omit: ReadonlySet<string> | null,
): DecodedRecord {
  try {
    return new DecodedRecord(chunk.bytes, at, chunk.fileOffset + at, recovered, instances, omit);
  } catch (error) {
    // What unfolds without end does so only as a whole: the offset is the record's.
    if (error instanceof ParseError) throw new ParseError('EVTX record', at, 'unfolds without end');
    throw error;
  }
}
