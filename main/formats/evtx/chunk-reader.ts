import { ParseError } from '../parse-error.ts';
import {
  CHUNK_HEADER_SIZE,
  CHUNK_SIZE,
  checksumProblem,
  type EvtxChunkHeader,
  readChunkHeader,
} from './chunk-header.ts';
import { EvtxChunk } from './evtx-chunk.ts';
import type { EvtxItem, EvtxProblem, EvtxProblemCode } from './evtx-item.ts';
import type { EvtxRecord } from './evtx-record.ts';
import type { EvtxSession } from './evtx-session.ts';
import { Tally } from './evtx-summary.ts';
import { u32, u64Text } from './little-endian.ts';
import { RecordReader, type WantedRecords } from './record-reader.ts';
import { findRecord, headProblem, recordsEnd, sizeIsRepeated } from './record-walk.ts';
import type { EvtxTemplate } from './template.ts';

type RecordItem = Extract<EvtxItem, { kind: 'record' }>;

const ID_AT = 8;
const FILETIME_AT = 16;

/** Reads one chunk after another; templates and texts are shared by all of them. */
export class ChunkReader {
  readonly #chunk: EvtxChunk;
  readonly #records: RecordReader;
  #tally = new Tally();
  /** Something other than a record in its place was told of this chunk. */
  #isEventful = false;
  readonly #recover: boolean;
  #offset = 0;
  /** Nothing of this chunk has been decoded yet, so its checksums have not been looked at. */
  #unchecked: EvtxChunkHeader | null = null;
  #isDamaged = false;
  #item: RecordItem | null = null;

  constructor(
    wanted: WantedRecords,
    recover: boolean,
    omit: ReadonlySet<string> | null,
    session: EvtxSession,
    transient: boolean,
  ) {
    this.#chunk = new EvtxChunk(session.strings, session.templates);
    this.#records = new RecordReader(this.#chunk, wanted, omit, transient);
    this.#recover = recover;
  }

  /** Templates that records of the block read last named. */
  templates(): EvtxTemplate[] {
    return this.#chunk.templates();
  }

  /** What the block read last came to. */
  get tally(): Tally {
    return this.#tally;
  }

  /** The block read last is a chunk of which there was nothing to tell but records in their place. */
  get isOrdinary(): boolean {
    return !this.#isEventful && !this.#chunk.hasBorrowed && this.#tally.recovered === 0;
  }

  /** A block that begins with a chunk's signature. */
  *chunk(bytes: Uint8Array, offset: number): Generator<EvtxItem, void> {
    const header = readChunkHeader(bytes);
    this.#load(bytes, offset, header);
    this.#tally.chunks += 1;
    if (bytes.length < CHUNK_SIZE) {
      yield this.#damage('chunk-truncated', 0, `is ${CHUNK_SIZE - bytes.length} bytes short`);
    }
    const end = recordsEnd(bytes, header);
    let at = CHUNK_HEADER_SIZE;
    while (at < end) {
      if (headProblem(bytes, at) !== null) break;
      this.#tally.add(bytes, at + FILETIME_AT);
      const size = u32(bytes, at + 4);
      if (!sizeIsRepeated(bytes, at)) {
        yield this.#damage('record-size', at, 'the size is not repeated at its end');
      }
      const outcome = this.#read(at, false);
      if (outcome === 'unwanted') this.#tally.skipped += 1;
      else if (this.#isPlain(outcome)) yield this.#itemOf(outcome);
      else yield* this.#deliver(at, outcome);
      at += size;
    }
    if (at < end) yield this.#damage('record-head', at, headProblem(bytes, at) ?? '');
    if (this.#recover) yield* this.#slack(at, header);
  }

  /** A block without a chunk's signature; records in it still refer to names and templates from its start. */
  *damagedBlock(bytes: Uint8Array, offset: number): Generator<EvtxItem, void> {
    this.#load(bytes, offset, null);
    yield this.#damage('chunk-header', 0, 'has no chunk signature');
    if (this.#recover) yield* this.#slack(0, null);
  }

  /** Whole records behind the last one, or anywhere in a damaged block. */
  *#slack(from: number, header: EvtxChunkHeader | null): Generator<EvtxItem, void> {
    const { bytes } = this.#chunk;
    let live: Set<string> | null = null;
    let lost = 0;
    let partly = 0;
    let at = findRecord(bytes, from);
    while (at >= 0) {
      live ??= header === null ? new Set() : liveKeys(bytes, from);
      const key = recordKey(bytes, at);
      const outcome = live.has(key) ? 'known' : this.#read(at, true);
      live.add(key);
      if (outcome === 'known') {
        // The same record stands in its place, or was found a second time.
      } else if (outcome instanceof ParseError) lost += 1;
      else {
        this.#tally.recovered += 1;
        if (outcome === 'unwanted') this.#tally.skipped += 1;
        else {
          if (this.#records.problems.length > 0) partly += 1;
          yield* this.#deliver(at, outcome);
        }
      }
      // A record that could not be read may only look like one, and the next may begin within it.
      at = findRecord(bytes, at + (outcome instanceof ParseError ? 4 : u32(bytes, at + 4)));
    }
    if (lost + partly > 0) {
      const what = `of the remains of older records, ${lost} could not be read and ${partly} only in part`;
      yield this.#problem('slack', from, what);
    }
  }

  #read(at: number, recovered: boolean): EvtxRecord | ParseError | 'unwanted' {
    try {
      return this.#records.read(at, recovered) ?? 'unwanted';
    } catch (error) {
      if (error instanceof ParseError) return error;
      throw error;
    }
  }

  /** A record of which nothing else is to be told, as nearly all are. */
  #isPlain(outcome: EvtxRecord | ParseError): outcome is EvtxRecord {
    return (
      this.#unchecked === null && this.#records.problems.length === 0 && !(outcome instanceof ParseError)
    );
  }

  /** Transient records are all one object, and so are their items. */
  #itemOf(record: EvtxRecord): RecordItem {
    if (this.#item?.record !== record) this.#item = { kind: 'record', record };
    return this.#item;
  }

  *#deliver(at: number, outcome: EvtxRecord | ParseError): Generator<EvtxItem, void> {
    if (outcome instanceof ParseError) {
      yield this.#damage('record', at, problemText(outcome, this.#offset));
      return;
    }
    if (this.#unchecked !== null) {
      const problem = checksumProblem(this.#chunk.bytes, this.#unchecked);
      this.#unchecked = null;
      if (problem !== null) yield this.#damage('chunk-checksum', 0, problem);
    }
    // In slack, parts are missing more often than not: those are counted together.
    if (!outcome.recovered) {
      for (const error of this.#records.problems) {
        yield this.#damage('record-part', at, problemText(error, this.#offset));
      }
    }
    yield this.#itemOf(outcome);
  }

  #load(bytes: Uint8Array, offset: number, header: EvtxChunkHeader | null): void {
    this.#chunk.load(bytes, offset);
    this.#offset = offset;
    this.#unchecked = header;
    this.#isDamaged = false;
    this.#isEventful = false;
    this.#tally = new Tally();
  }

  /** A problem that makes the chunk a damaged one. */
  #damage(code: EvtxProblemCode, at: number, what: string): EvtxProblem {
    if (!this.#isDamaged) this.#tally.chunksDamaged += 1;
    this.#isDamaged = true;
    return this.#problem(code, at, what);
  }

  #problem(code: EvtxProblemCode, at: number, what: string): EvtxProblem {
    this.#isEventful = true;
    return { kind: 'problem', code, offset: this.#offset + at, what };
  }
}

/** What is wrong, with the offset in the file instead of the one in the chunk. */
function problemText(error: ParseError, chunkOffset: number): string {
  const own = `${error.structure} at offset 0x${error.offset.toString(16)}`;
  return `${error.structure} at 0x${(chunkOffset + error.offset).toString(16)}${error.message.slice(own.length)}`;
}

/** Two records with one number and one time are the same record. */
function recordKey(bytes: Uint8Array, at: number): string {
  return `${u64Text(bytes, at + ID_AT)} ${u64Text(bytes, at + FILETIME_AT)}`;
}

/** Keys of the records in their place, which end at `end`. */
function liveKeys(bytes: Uint8Array, end: number): Set<string> {
  const keys = new Set<string>();
  for (let at = CHUNK_HEADER_SIZE; at < end && headProblem(bytes, at) === null; at += u32(bytes, at + 4)) {
    keys.add(recordKey(bytes, at));
  }
  return keys;
}
