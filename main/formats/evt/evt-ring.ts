import { ByteCursor } from '../byte-cursor.ts';
import { EVT_EOF_SIZE, EVT_HEADER_SIZE } from './evt-header.ts';

/** 0x11111111, 0x22222222, 0x33333333, 0x44444444: what an ELF_EOF_RECORD holds after its size. */
const EOF_PATTERN = Uint8Array.from([1, 2, 3, 4].flatMap((digit) => Array(4).fill(digit * 0x11)));
/** EOF records looked at while the current one is searched; a log has one, and stale ones by the dozen at most. */
const MAX_EOF_CANDIDATES = 1_000;

/** ELF_EOF_RECORD: written behind the newest record each time one is added, so that it is right also when the header is not. */
export interface EvtEof {
  readonly offset: number;
  readonly beginOffset: number;
  readonly endOffset: number;
  readonly nextRecord: number;
  readonly oldestRecord: number;
}

/**
 * The space behind the header, which is used as a ring: a record that reaches past the end of the file goes on behind the
 * header (Microsoft Learn, "Event Log File Format"). A file that was cut short has no ring: its end is not where records go on.
 */
export class EvtRing {
  readonly bytes: Uint8Array;
  readonly isWhole: boolean;

  constructor(bytes: Uint8Array, isWhole: boolean) {
    this.bytes = bytes;
    this.isWhole = isWhole;
  }

  get size(): number {
    return this.bytes.length - EVT_HEADER_SIZE;
  }

  /** `length` bytes from `offset` on; a copy where they go round the end. null where there are not as many. */
  slice(offset: number, length: number): Uint8Array | null {
    const { bytes } = this;
    const end = offset + length;
    if (offset < EVT_HEADER_SIZE || offset >= bytes.length || length > this.size) return null;
    if (end <= bytes.length) return bytes.subarray(offset, end);
    if (!this.isWhole) return null;
    const joined = new Uint8Array(length);
    joined.set(bytes.subarray(offset));
    joined.set(bytes.subarray(EVT_HEADER_SIZE, EVT_HEADER_SIZE + end - bytes.length), bytes.length - offset);
    return joined;
  }

  /** Does what is `length` bytes long at `offset` end with its length, as records do? */
  repeatsLength(offset: number, length: number): boolean {
    const at = this.after(offset, length - 4);
    if (offset < EVT_HEADER_SIZE || length > this.size || at + 4 > this.bytes.length) return false;
    return new DataView(this.bytes.buffer, this.bytes.byteOffset).getUint32(at, true) === length;
  }

  /** Where what follows `offset + length` begins. */
  after(offset: number, length: number): number {
    const end = offset + length;
    return end < this.bytes.length || !this.isWhole ? end : end - this.bytes.length + EVT_HEADER_SIZE;
  }

  eofAt(offset: number): EvtEof | null {
    const slice = this.slice(offset, EVT_EOF_SIZE);
    if (slice === null) return null;
    const cursor = new ByteCursor(slice);
    if (cursor.u32('end-of-file record size') !== EVT_EOF_SIZE) return null;
    const pattern = cursor.slice(EOF_PATTERN.length, 'end-of-file pattern');
    if (pattern.some((byte, index) => byte !== EOF_PATTERN[index])) return null;
    return {
      offset,
      beginOffset: cursor.u32('offset of the oldest record'),
      endOffset: cursor.u32('offset of the end-of-file record'),
      nextRecord: cursor.u32('next record number'),
      oldestRecord: cursor.u32('oldest record number'),
    };
  }

  /** The end-of-file record that stands where it says it stands; one that lies across the end of the file is not found. */
  findEof(): EvtEof | null {
    const buffer = Buffer.from(this.bytes.buffer, this.bytes.byteOffset, this.bytes.length);
    let from = EVT_HEADER_SIZE;
    for (let tries = 0; tries < MAX_EOF_CANDIDATES; tries += 1) {
      const at = buffer.indexOf(EOF_PATTERN, from);
      if (at === -1) return null;
      const eof = this.eofAt(at - 4);
      if (eof !== null && eof.endOffset === eof.offset) return eof;
      from = at + 4;
    }
    return null;
  }
}
