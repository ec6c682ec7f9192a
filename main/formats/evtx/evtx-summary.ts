import { u32 } from './little-endian.ts';
import { filetimeOrNull } from './value-text.ts';

/** What was in a file, decoded or not. */
export interface EvtxSummary {
  /** The file was not closed properly. */
  readonly dirty: boolean;
  readonly full: boolean;
  /** Chunks with a chunk's signature. */
  readonly chunks: number;
  /** Of these, and of blocks that hold something else than a chunk, how many are damaged as far as was looked. */
  readonly chunksDamaged: number;
  /** Records in their place, decoded or not, damaged ones too; without the recovered ones. */
  readonly records: number;
  /** Records that were not wanted, recovered ones too. */
  readonly skipped: number;
  /** Records found in slack and in damaged chunks that could be read, wanted or not. */
  readonly recovered: number;
  /** Records that were wanted and not given, since the same chunk was read before (`EvtxSession`). */
  readonly again: number;
  /** First and last FILETIME in the headers of `records`; null when there are none. */
  readonly firstTime: string | null;
  readonly lastTime: string | null;
}

/** The summary while it grows. */
export class Tally {
  dirty = false;
  full = false;
  chunks = 0;
  chunksDamaged = 0;
  records = 0;
  skipped = 0;
  recovered = 0;
  again = 0;
  // The first and last FILETIME in halves: most records are later than the one before, so nothing is copied for each.
  #firstHigh = 0xffff_ffff;
  #firstLow = 0xffff_ffff;
  #lastHigh = 0;
  #lastLow = 0;

  /** Counts a record in its place, whose FILETIME stands at `at`. */
  add(bytes: Uint8Array, at: number): void {
    this.records += 1;
    const low = u32(bytes, at);
    const high = u32(bytes, at + 4);
    if (low === 0 && high === 0) return;
    if (high < this.#firstHigh || (high === this.#firstHigh && low < this.#firstLow)) {
      this.#firstHigh = high;
      this.#firstLow = low;
    }
    if (high > this.#lastHigh || (high === this.#lastHigh && low > this.#lastLow)) {
      this.#lastHigh = high;
      this.#lastLow = low;
    }
  }

  /** Adds what one chunk came to. */
  join(chunk: Tally): void {
    this.chunks += chunk.chunks;
    this.chunksDamaged += chunk.chunksDamaged;
    this.records += chunk.records;
    this.skipped += chunk.skipped;
    this.recovered += chunk.recovered;
    if (chunk.#isBefore(this)) {
      this.#firstHigh = chunk.#firstHigh;
      this.#firstLow = chunk.#firstLow;
    }
    if (
      chunk.#lastHigh > this.#lastHigh ||
      (chunk.#lastHigh === this.#lastHigh && chunk.#lastLow > this.#lastLow)
    ) {
      this.#lastHigh = chunk.#lastHigh;
      this.#lastLow = chunk.#lastLow;
    }
  }

  #isBefore(other: Tally): boolean {
    return (
      this.#firstHigh < other.#firstHigh ||
      (this.#firstHigh === other.#firstHigh && this.#firstLow < other.#firstLow)
    );
  }

  finish(): EvtxSummary {
    const { dirty, full, chunks, chunksDamaged, records, skipped, recovered, again } = this;
    return {
      dirty,
      full,
      chunks,
      chunksDamaged,
      records,
      skipped,
      recovered,
      again,
      firstTime: timeOf(this.#firstLow, this.#firstHigh),
      lastTime: timeOf(this.#lastLow, this.#lastHigh),
    };
  }
}

function timeOf(low: number, high: number): string | null {
  return filetimeOrNull(new Uint8Array(Uint32Array.of(low, high).buffer), 0);
}
