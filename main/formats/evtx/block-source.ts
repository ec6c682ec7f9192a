import { type ByteSource, ByteSourceError } from '../byte-source.ts';
import { CHUNK_MAGIC, CHUNK_SIZE, isChunk } from './chunk-header.ts';
import { MAX_CHUNK_SEARCH } from './limits.ts';

const MAGIC = Buffer.from(CHUNK_MAGIC);
const ZEROS = new Uint8Array(CHUNK_SIZE);

/** The file a block at a time, through one buffer: fresh memory for every chunk would cost more than decoding it. */
export class BlockSource {
  readonly #source: ByteSource;
  /** A chunk and the signature of the next. */
  readonly #buffer = new Uint8Array(CHUNK_SIZE + MAGIC.length);
  #read = 0;
  readonly #probe = new Uint8Array(MAGIC.length);

  constructor(source: ByteSource) {
    this.#source = source;
  }

  get size(): number {
    return this.#source.size;
  }

  /** At most a chunk's bytes from `offset` on, valid until the next call; null when they cannot be read. */
  read(offset: number): Uint8Array | null {
    try {
      this.#read = this.#source.read(offset, this.#buffer);
    } catch (error) {
      if (!(error instanceof ByteSourceError)) throw error;
      return this.#readAlone(offset);
    }
    return this.#buffer.subarray(0, Math.min(this.#read, CHUNK_SIZE));
  }

  /** The same where it may only be the next chunk's signature that cannot be read. */
  #readAlone(offset: number): Uint8Array | null {
    try {
      this.#read = this.#source.read(offset, this.#buffer.subarray(0, CHUNK_SIZE));
      return this.#buffer.subarray(0, this.#read);
    } catch (error) {
      if (error instanceof ByteSourceError) return null;
      throw error;
    }
  }

  /**
   * The part of `block`, read at `offset`, that comes before another chunk. Where one begins within the block although none
   * follows behind it, the file has lost or gained bytes.
   */
  untilNextChunk(block: Uint8Array, offset: number): Uint8Array {
    // Nearly all: a whole chunk with a chunk behind it, or one that was never used. Neither need be searched.
    const whole = isChunk(block);
    if (whole && this.#behindIsChunk(block)) return block;
    const next = chunkWithin(block, 1);
    if (next < 0 || (whole && this.#hasChunkAt(offset + CHUNK_SIZE))) return block;
    return block.subarray(0, next);
  }

  /** Whether a chunk's signature was read behind a whole block. */
  #behindIsChunk(block: Uint8Array): boolean {
    if (block.length < CHUNK_SIZE || this.#read < this.#buffer.length) return false;
    for (let index = 0; index < MAGIC.length; index++) {
      if (this.#buffer[CHUNK_SIZE + index] !== MAGIC[index]) return false;
    }
    return true;
  }

  #hasChunkAt(offset: number): boolean {
    if (offset >= this.size) return true;
    try {
      const count = this.#source.read(offset, this.#probe);
      return count === MAGIC.length && MAGIC.equals(this.#probe);
    } catch (error) {
      if (error instanceof ByteSourceError) return true;
      throw error;
    }
  }

  /** Where the first chunk begins, in a file that does not say so; -1 when none is found. */
  findChunk(): number {
    const step = CHUNK_SIZE - MAGIC.length;
    for (let offset = 0; offset < Math.min(this.size, MAX_CHUNK_SEARCH); offset += step) {
      const block = this.read(offset);
      if (block === null) continue;
      const at = chunkWithin(block, 0);
      if (at >= 0) return offset + at;
      if (block.length < CHUNK_SIZE) break;
    }
    return -1;
  }
}

/** Where in `block[from, …)` a chunk's signature stands; -1 without one. */
function chunkWithin(block: Uint8Array, from: number): number {
  return Buffer.from(block.buffer, block.byteOffset, block.length).indexOf(MAGIC, from);
}

export function isZero(block: Uint8Array): boolean {
  // A comparison of memory: chunks that were never used make up half of many a log.
  return Buffer.from(block.buffer, block.byteOffset, block.length).equals(ZEROS.subarray(0, block.length));
}
