import { type ByteSource, ByteSourceError } from '../byte-source.ts';
import { CHUNK_SIZE } from './chunk-header.ts';
import type { Tally } from './evtx-summary.ts';
import { MAX_KNOWN_CHUNKS } from './limits.ts';
import { u32 } from './little-endian.ts';
import type { EvtxTemplate } from './template.ts';

/** A file that can be read a second time; the caller closes it. */
export interface ReopenedFile extends ByteSource {
  close(): void;
}
/** Opens a file that was read before, by the name that it was begun with; null when that is no longer possible. */
export type Reopen = (file: string) => ReopenedFile | null;

/** What a chunk came to when it was read. */
interface KnownChunk {
  readonly file: string;
  /** Bytes from the start of that file. */
  readonly offset: number;
  readonly tally: Tally;
  /** Later chunks of a file that has it may lack a definition and take one of these. */
  readonly templates: readonly EvtxTemplate[];
}

/**
 * Chunks that were read before, so that a log which lies there twice (a shadow copy, two collections, an archive beside the log) is
 * decoded once. Checksums only point at a candidate: it is read again and compared byte for byte, since whoever writes a log can give
 * another chunk the same checksums.
 */
export class KnownChunks {
  readonly #byChecksums = new Map<number, KnownChunk>();
  readonly #reopen: Reopen;
  readonly #buffer = Buffer.allocUnsafe(CHUNK_SIZE);
  #name = '';
  #file: ReopenedFile | null = null;

  constructor(reopen: Reopen) {
    this.#reopen = reopen;
  }

  /** The chunk with exactly these bytes that was read before. */
  find(bytes: Uint8Array): KnownChunk | null {
    if (bytes.length !== CHUNK_SIZE) return null;
    const known = this.#byChecksums.get(checksums(bytes));
    return known !== undefined && this.#isEqual(known, bytes) ? known : null;
  }

  /** Only of a whole chunk about which there was nothing to tell but records in their place. */
  remember(bytes: Uint8Array, chunk: KnownChunk): void {
    if (bytes.length !== CHUNK_SIZE || this.#byChecksums.size >= MAX_KNOWN_CHUNKS) return;
    const key = checksums(bytes);
    if (!this.#byChecksums.has(key)) this.#byChecksums.set(key, chunk);
  }

  /** Closes what was opened for comparing. */
  close(): void {
    this.#file?.close();
    this.#file = null;
    this.#name = '';
  }

  #isEqual({ file, offset }: KnownChunk, bytes: Uint8Array): boolean {
    if (file !== this.#name) {
      this.close();
      this.#file = this.#reopen(file);
      this.#name = file;
    }
    try {
      return this.#file?.read(offset, this.#buffer) === CHUNK_SIZE && this.#buffer.equals(bytes);
    } catch (error) {
      if (error instanceof ByteSourceError) return false;
      throw error;
    }
  }
}

/** Both checksums of a chunk's header in one number, 53 bits. */
function checksums(bytes: Uint8Array): number {
  return u32(bytes, 52) * 0x20_0000 + (u32(bytes, 124) & 0x1f_ffff);
}
