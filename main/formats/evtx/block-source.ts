import { type ByteSource, ByteSourceError } from '../byte-source.ts';
import { CHUNK_MAGIC, CHUNK_SIZE, isChunk } from './chunk-header.ts';
import { MAX_CHUNK_SEARCH } from './limits.ts';

const MAGIC = Buffer.from(CHUNK_MAGIC);
const ZEROS = new Uint8Array(CHUNK_SIZE);

/** The file a block at a time, through one buffer: fresh memory for every chunk would cost more than decoding it. */
export class BlockSource {
  readonly #source: ByteSource;
  readonly #buffer = new Uint8Array(CHUNK_SIZE);
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
      const count = this.#source.read(offset, this.#buffer);
      return this.#buffer.subarray(0, count);
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
    const next = chunkWithin(block, 1);
    if (next < 0 || (isChunk(block) && this.#hasChunkAt(offset + CHUNK_SIZE))) return block;
    return block.subarray(0, next);
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
