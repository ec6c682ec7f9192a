import { ParseError } from '../parse-error.ts';
import { stepsOf } from './collect-fields.ts';
import { DecodedRecord, RECORD_HEAD } from './decoded-record.ts';
import type { EvtxChunk } from './evtx-chunk.ts';
import type { EvtxIdentity, EvtxRecord } from './evtx-record.ts';
import { DOCUMENT } from './field-plan.ts';
import { readFragments, readInstanceHead } from './fragment.ts';
import { isWanted } from './identity.ts';
import { planIdentity } from './identity-plan.ts';
import { u32 } from './little-endian.ts';
import { Token } from './tokens.ts';

/** "**\0\0". */
export const RECORD_MAGIC = 0x2a2a;
/** Header and the copy of the size. */
export const MIN_RECORD_SIZE = RECORD_HEAD + 4;

export type Wanted = (identity: EvtxIdentity) => boolean;

/** Decodes records of the chunk that is loaded, those that are wanted. */
export class RecordReader {
  /** What was damaged inside the record that was read last. */
  readonly problems: ParseError[] = [];
  readonly #chunk: EvtxChunk;
  readonly #wanted: Wanted | undefined;
  readonly #omit: ReadonlySet<string> | null;

  constructor(chunk: EvtxChunk, wanted: Wanted | undefined, omit: ReadonlySet<string> | null) {
    this.#chunk = chunk;
    this.#omit = omit;
    this.#wanted = wanted;
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
    const early = wanted === undefined ? true : this.#askEarly(start, end, wanted);
    if (early === false) return null;
    this.problems.length = 0;
    const instances = readFragments(chunk, start, end, (problem) => this.problems.push(problem));
    if (instances.length === 0) throw new ParseError('EVTX record', at, 'holds no event');
    const record = decode(chunk, at, recovered, instances, this.#omit);
    if (early === null && wanted !== undefined) {
      const { provider, eventId, channel } = record;
      if (!wanted({ provider, eventId, channel })) return null;
    }
    return record;
  }

  /** What `wanted` says; null when the event must be decoded to ask. */
  #askEarly(start: number, end: number, wanted: Wanted): boolean | null {
    const chunk = this.#chunk;
    const { bytes } = chunk;
    // Fragment header, then the template instance that nearly every record is.
    const instanceAt = bytes[start] === Token.FragmentHeader ? start + 4 : start;
    if (instanceAt >= end || ((bytes[instanceAt] as number) & ~Token.More) !== Token.TemplateInstance) {
      return null;
    }
    const head = readInstanceHead(bytes, instanceAt, end);
    const template = chunk.template(head.definition, head.id);
    template.identity ??= planIdentity(stepsOf(template, DOCUMENT));
    return isWanted(template.identity, chunk, head.valuesAt, end, wanted);
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
