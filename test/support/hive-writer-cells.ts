/** Places cells into hive bins: no cell crosses a bin, what is left of a bin is one free cell. */
const BIN_HEADER = 32;
const PAGE = 4096;

export class CellWriter {
  #bytes = new Uint8Array(0);
  #binStart = 0;
  #next = 0;
  readonly #time: bigint;

  constructor(time: bigint) {
    this.#time = time;
  }

  /** Reserves an allocated cell for `length` bytes of data; returns its offset from the start of the bins data. */
  allocate(length: number): number {
    const size = Math.ceil((length + 4) / 8) * 8;
    if (this.#next + size > this.#bytes.length) this.#openBin(size);
    const offset = this.#next;
    this.#next += size;
    this.view().setInt32(offset, -size, true);
    return offset;
  }

  write(data: Uint8Array): number {
    const offset = this.allocate(data.length);
    this.#bytes.set(data, offset + 4);
    return offset;
  }

  /** Marks a cell as free; its bytes stay. */
  free(offset: number): void {
    this.view().setInt32(offset, Math.abs(this.view().getInt32(offset, true)), true);
  }

  /** View of everything so far; stale after the next `allocate`. */
  view(): DataView {
    return new DataView(this.#bytes.buffer);
  }

  finish(): Uint8Array {
    this.#closeBin();
    return this.#bytes;
  }

  #openBin(cellSize: number): void {
    this.#closeBin();
    const start = this.#bytes.length;
    const size = Math.ceil((cellSize + BIN_HEADER) / PAGE) * PAGE;
    const grown = new Uint8Array(start + size);
    grown.set(this.#bytes);
    this.#bytes = grown;
    const view = this.view();
    grown.set(Buffer.from('hbin', 'latin1'), start);
    view.setUint32(start + 4, start, true);
    view.setUint32(start + 8, size, true);
    if (start === 0) view.setBigUint64(20, this.#time, true);
    this.#binStart = start;
    this.#next = start + BIN_HEADER;
  }

  #closeBin(): void {
    const rest = this.#bytes.length - this.#next;
    if (this.#bytes.length > this.#binStart && rest > 0) this.view().setInt32(this.#next, rest, true);
  }
}
