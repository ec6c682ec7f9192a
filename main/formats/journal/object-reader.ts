import { type Layout, minimalSize, OBJECT_ENTRY, OBJECT_HEADER, u64 } from './journal-layout.ts';
import type { WindowCache } from './window-cache.ts';

/** Bits of an object's flags that mean something. */
const KNOWN_FLAGS = 7;
/** systemd's own bounds of a time (basic/time-util.h, TIMESTAMP_UPPER...; journal-file.h, VALID_REALTIME). */
const MAX_TIME = 2 ** 55;

/** What an object's header says, once it was found possible. */
export class ObjectReader {
  readonly file: WindowCache;
  readonly layout: Layout;

  constructor(file: WindowCache, layout: Layout) {
    this.file = file;
    this.layout = layout;
  }

  /** Size of the object of `type` at `offset`, or 0 where there is none that fits into the file. */
  sizeOf(offset: number, type: number): number {
    if (offset % 8 !== 0) return 0;
    const window = this.file.at(offset, OBJECT_HEADER);
    if (window === null || window.bytes[offset - window.start] !== type) return 0;
    const size = u64(window.view, offset - window.start + 8);
    return size >= minimalSize(type, this.layout) && offset + size <= this.file.size ? size : 0;
  }

  /** Type of the object at `offset` if all of its header is possible, also what systemd leaves zero; else 0. */
  plausibleType(offset: number): number {
    const window = this.file.at(offset, OBJECT_HEADER);
    if (window === null) return 0;
    const { bytes, view, start } = window;
    const at = offset - start;
    const type = bytes[at] as number;
    const flags = bytes[at + 1] as number;
    if (flags > KNOWN_FLAGS || view.getUint16(at + 2) !== 0 || view.getUint32(at + 4) !== 0) return 0;
    return minimalSize(type, this.layout) > 0 && this.sizeOf(offset, type) > 0 ? type : 0;
  }

  /** True where the entry at `offset`, whose size is known to fit, has a number, a time, and a first item inside the file. */
  isPlausibleEntry(offset: number): boolean {
    const window = this.file.at(offset, minimalSize(OBJECT_ENTRY, this.layout));
    if (window === null) return false;
    const { view, start } = window;
    const at = offset - start;
    const realtime = u64(view, at + 24);
    const item = this.layout.compact ? view.getUint32(at + 64, true) : u64(view, at + 64);
    return (
      u64(view, at + 16) > 0 &&
      realtime > 0 &&
      realtime < MAX_TIME &&
      item > 0 &&
      item % 8 === 0 &&
      item < this.file.size
    );
  }
}
