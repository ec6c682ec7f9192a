import { MAX_DIAGNOSTICS_PER_FILE } from '../../../shared/limits.ts';
import { ParseError } from '../parse-error.ts';
import { EVT_HEADER_SIZE, EVT_SIGNATURE, type EvtHeader, readEvtHeader } from './evt-header.ts';
import { EVT_RECORD_FIXED, EVT_RECORD_SMALLEST, type EvtRecord, readEvtRecord } from './evt-record.ts';
import { EvtRing } from './evt-ring.ts';

export type { EvtRecord } from './evt-record.ts';

export type EvtItem =
  | { readonly kind: 'record'; readonly record: EvtRecord }
  | { readonly kind: 'problem'; readonly code: string; readonly offset: number; readonly what: string };

export interface EvtSummary {
  /** As in an EVTX summary: logs of this kind are small, and each is read. */
  readonly again?: undefined;
  /** The header says that the log was not closed: its offsets are stale, and the end-of-file record is asked instead. */
  readonly dirty: boolean;
  readonly records: number;
  /** Of these, those found by their signature alone. */
  readonly recovered: number;
  /** Times of generation, ISO 8601 UTC; null without records. */
  readonly firstTime: string | null;
  readonly lastTime: string | null;
}

/** What fills the end of the file where the fixed part of a record would not fit (ELF_SKIP_DWORD). */
const PADDING = 0x27;

/**
 * A log of Windows NT to Server 2003 (Microsoft Learn, "Event Log File Format"): first the records from the oldest to the newest, as
 * the header or, when the log is dirty, the end-of-file record finds them, then by their signature those that this way does not
 * reach, in the order of the file, marked `recovered`. Damage is a problem item; throws ParseError only for what is shorter than a header.
 */
export function* readEvt(bytes: Uint8Array): Generator<EvtItem, EvtSummary> {
  if (bytes.length < EVT_HEADER_SIZE) {
    throw new ParseError('event log', 0, `${bytes.length} bytes, a header has ${EVT_HEADER_SIZE}`);
  }
  const reader = new EvtReader(bytes);
  yield* reader.chain();
  yield* reader.remains();
  return reader.summary();
}

class EvtReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #header: EvtHeader | ParseError;
  readonly #ring: EvtRing;
  /** What the chain covers, as offsets of start and end. */
  readonly #covered: [number, number][] = [];
  #records = 0;
  #recovered = 0;
  #problems = 0;
  #first: string | null = null;
  #last: string | null = null;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#header = headerOf(bytes);
    const isWhole = this.#header instanceof ParseError || bytes.length >= this.#header.fileSize;
    this.#ring = new EvtRing(bytes, isWhole);
  }

  *chain(): Generator<EvtItem> {
    const header = this.#header;
    if (header instanceof ParseError) yield* this.#problem('evt-header', header.offset, header.message);
    else if (!this.#ring.isWhole) {
      const what = `${this.#bytes.length} of ${header.fileSize} bytes are there`;
      yield* this.#problem('evt-truncated', this.#bytes.length, what);
    }
    let at = this.#start();
    if (at === null) {
      yield* this.#problem(
        'evt-no-chain',
        0,
        'neither header nor end-of-file record says where records begin',
      );
      return;
    }
    for (let walked = 0; walked < this.#ring.size; ) {
      const left = this.#bytes.length - at;
      if (this.#ring.eofAt(at) !== null) return;
      if (left < EVT_RECORD_FIXED && this.#ring.isWhole) {
        walked += Math.max(left, 4);
        at = EVT_HEADER_SIZE;
        continue;
      }
      const length = left < 4 ? 0 : this.#view.getUint32(at, true);
      if (length === PADDING && this.#ring.isWhole) {
        walked += left;
        at = EVT_HEADER_SIZE;
        continue;
      }
      const next = this.#ring.after(at, length);
      const done = yield* this.#record(at, length, false);
      if (!done) return;
      this.#cover(at, length);
      walked += length;
      at = next;
    }
    yield* this.#problem('evt-no-end', at, 'the records go round without an end-of-file record');
  }

  *remains(): Generator<EvtItem> {
    this.#covered.sort((a, b) => a[0] - b[0]);
    const buffer = Buffer.from(this.#bytes.buffer, this.#bytes.byteOffset, this.#bytes.length);
    let next = 0;
    for (let from = EVT_HEADER_SIZE; ; ) {
      const found = buffer.indexOf('LfLe', from, 'latin1');
      if (found === -1) return;
      const at = found - 4;
      for (; (this.#covered[next]?.[1] ?? Infinity) <= at; ) next += 1;
      const inside = this.#covered[next];
      if (inside !== undefined && inside[0] <= at) {
        from = Math.max(inside[1], found + 4);
        continue;
      }
      from = found + 4;
      if (at < EVT_HEADER_SIZE) continue;
      const length = this.#view.getUint32(at, true);
      if (yield* this.#record(at, length, true)) from = Math.max(from, at + length);
    }
  }

  summary(): EvtSummary {
    return {
      dirty: !(this.#header instanceof ParseError) && this.#header.dirty,
      records: this.#records,
      recovered: this.#recovered,
      firstTime: this.#first,
      lastTime: this.#last,
    };
  }

  /** Offset of the oldest record; null where nothing tells. */
  #start(): number | null {
    const header = this.#header;
    if (!(header instanceof ParseError) && !header.dirty && this.#isStart(header.startOffset))
      return header.startOffset;
    const eof = this.#ring.findEof();
    if (eof !== null && this.#isStart(eof.beginOffset)) return eof.beginOffset;
    return !(header instanceof ParseError) && this.#isStart(header.startOffset) ? header.startOffset : null;
  }

  /** A record, or the end of a log without any. */
  #isStart(offset: number): boolean {
    if (offset < EVT_HEADER_SIZE || offset + 8 > this.#bytes.length) return false;
    return this.#view.getUint32(offset + 4, true) === EVT_SIGNATURE || this.#ring.eofAt(offset) !== null;
  }

  /** Reads the record at `at`; false when there is none that can be read. */
  *#record(at: number, length: number, recovered: boolean): Generator<EvtItem, boolean> {
    // The end is looked at first: a file full of signatures must not have the whole file joined for each.
    const isWhole = length >= EVT_RECORD_SMALLEST && this.#ring.repeatsLength(at, length);
    const bytes = isWhole ? this.#ring.slice(at, length) : null;
    if (bytes === null) {
      yield* this.#problem(
        recovered ? 'evt-remains-unreadable' : 'evt-record-unreadable',
        at,
        `no record of ${length} bytes that ends as it begins`,
      );
      return false;
    }
    try {
      const { record, problems } = readEvtRecord(bytes, at, recovered);
      for (const what of problems)
        yield* this.#problem('evt-record-malformed', at, `record ${record.recordNumber}: ${what}`);
      this.#count(record);
      yield { kind: 'record', record };
      return true;
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
      yield* this.#problem(recovered ? 'evt-remains-unreadable' : 'evt-record-unreadable', at, error.message);
      return false;
    }
  }

  #count(record: EvtRecord): void {
    this.#records += 1;
    if (record.recovered) this.#recovered += 1;
    if (this.#first === null || record.generated < this.#first) this.#first = record.generated;
    if (this.#last === null || record.generated > this.#last) this.#last = record.generated;
  }

  #cover(at: number, length: number): void {
    const end = at + length;
    this.#covered.push([at, Math.min(end, this.#bytes.length)]);
    if (end > this.#bytes.length)
      this.#covered.push([EVT_HEADER_SIZE, EVT_HEADER_SIZE + end - this.#bytes.length]);
  }

  *#problem(code: string, offset: number, what: string): Generator<EvtItem> {
    this.#problems += 1;
    if (this.#problems <= MAX_DIAGNOSTICS_PER_FILE) yield { kind: 'problem', code, offset, what };
    else if (this.#problems === MAX_DIAGNOSTICS_PER_FILE + 1) {
      yield { kind: 'problem', code: 'evt-more-problems', offset, what: 'more problems, not listed' };
    }
  }
}

function headerOf(bytes: Uint8Array): EvtHeader | ParseError {
  try {
    return readEvtHeader(bytes);
  } catch (error) {
    if (error instanceof ParseError) return error;
    throw error;
  }
}
