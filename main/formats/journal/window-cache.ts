import { type ByteSource, ByteSourceError } from '../byte-source.ts';
import { MAX_JOURNAL, MAX_JOURNAL_PROBLEMS, MAX_WINDOWS, WINDOW_OVERLAP, WINDOW_STRIDE } from './limits.ts';

/** Bytes of a source in memory: `start` is where they are in it. Valid until the next window is asked for. */
export interface Window {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly start: number;
}

interface Slot extends Window {
  readonly buffer: Uint8Array;
  owner: Slot[];
  index: number;
  used: number;
  bytes: Uint8Array;
  start: number;
}

/** The memory of windows, which journals that are read together share: the one that was used longest ago is used anew. */
export class WindowPool {
  readonly #slots: Slot[] = [];
  clock = 0;

  take(owner: Slot[], index: number): Slot {
    const slot = this.#slots.length < MAX_WINDOWS ? this.#add(owner) : this.#oldest();
    if (slot.owner[slot.index] === slot) delete slot.owner[slot.index];
    slot.owner = owner;
    slot.index = index;
    return slot;
  }

  #add(owner: Slot[]): Slot {
    const buffer = new Uint8Array(WINDOW_STRIDE + WINDOW_OVERLAP);
    const view = new DataView(buffer.buffer);
    const slot: Slot = { buffer, bytes: buffer, view, start: 0, owner, index: -1, used: 0 };
    this.#slots.push(slot);
    return slot;
  }

  #oldest(): Slot {
    let oldest = this.#slots[0] as Slot;
    for (const slot of this.#slots) if (slot.used < oldest.used) oldest = slot;
    return oldest;
  }
}

/** Random access to a source through windows. Bytes that an I/O error hides are as good as absent; `failures` has the reasons. */
export class WindowCache {
  readonly size: number;
  readonly failures: { readonly offset: number; readonly reason: string }[] = [];
  readonly #source: ByteSource;
  readonly #pool: WindowPool;
  readonly #slots: Slot[] = [];

  constructor(source: ByteSource, pool: WindowPool) {
    this.#source = source;
    this.#pool = pool;
    this.size = Math.min(source.size, MAX_JOURNAL);
  }

  /** A window with `length` bytes from `offset` on, or null where the source has not so many. Check `length` before. */
  at(offset: number, length: number): Window | null {
    if (!(offset >= 0) || offset + length > this.size) return null;
    const index = Math.floor(offset / WINDOW_STRIDE);
    const slot = this.#slots[index] ?? this.#load(index);
    this.#pool.clock += 1;
    slot.used = this.#pool.clock;
    if (offset + length <= slot.start + slot.bytes.length) return slot;
    return length <= WINDOW_OVERLAP ? null : this.#large(offset, length);
  }

  #load(index: number): Slot {
    const slot = this.#pool.take(this.#slots, index);
    slot.start = index * WINDOW_STRIDE;
    slot.bytes = slot.buffer.subarray(0, this.#read(slot.start, slot.buffer));
    this.#slots[index] = slot;
    return slot;
  }

  /** What is larger than the overlap and may cross windows is read by itself. */
  #large(offset: number, length: number): Window | null {
    const bytes = new Uint8Array(length);
    if (this.#read(offset, bytes) < length) return null;
    return { bytes, view: new DataView(bytes.buffer), start: offset };
  }

  #read(offset: number, into: Uint8Array): number {
    try {
      return this.#source.read(offset, into);
    } catch (error) {
      if (!(error instanceof ByteSourceError)) throw error;
      if (this.failures.length < MAX_JOURNAL_PROBLEMS) this.failures.push({ offset, reason: error.message });
      return 0;
    }
  }
}
