import { ParseError } from './parse-error.ts';

/**
 * Little-endian reads over bytes. Every read names what it reads, so that a failure says what was being read, where,
 * how many bytes it needed and how many there were. Offsets are bytes from the start of `bytes`.
 */
export class ByteCursor {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  position: number;

  constructor(bytes: Uint8Array, position = 0) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.position = position;
  }

  get remaining(): number {
    return this.bytes.length - this.position;
  }

  u8(what: string): number {
    return this.view.getUint8(this.#take(1, what));
  }

  u16(what: string): number {
    return this.view.getUint16(this.#take(2, what), true);
  }

  u32(what: string): number {
    return this.view.getUint32(this.#take(4, what), true);
  }

  i32(what: string): number {
    return this.view.getInt32(this.#take(4, what), true);
  }

  u64(what: string): bigint {
    return this.view.getBigUint64(this.#take(8, what), true);
  }

  /** A view of `length` bytes, not a copy. */
  slice(length: number, what: string): Uint8Array {
    const start = this.#take(length, what);
    return this.bytes.subarray(start, start + length);
  }

  skip(length: number, what: string): void {
    this.#take(length, what);
  }

  seek(position: number, what: string): void {
    if (position < 0 || position > this.bytes.length) {
      throw new ParseError(what, position, `lies outside the ${this.bytes.length} bytes there are`);
    }
    this.position = position;
  }

  #take(length: number, what: string): number {
    const start = this.position;
    if (length < 0 || start < 0 || start + length > this.bytes.length) {
      throw new ParseError(what, start, `needs ${length} bytes, ${this.bytes.length - start} remain`);
    }
    this.position = start + length;
    return start;
  }
}
