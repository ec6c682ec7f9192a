import { ParseError } from '../parse-error.ts';
import { u16 } from './little-endian.ts';
import type { StringCache } from './string-cache.ts';

/** next offset (32), hash (16), count of characters (16), characters, a NUL. */
const NAME_HEAD = 8;

/** A chunk's bytes and the names in them, which BinXML refers to by their offset from the start of the chunk. */
export class ChunkNames {
  bytes: Uint8Array = new Uint8Array(0);
  readonly strings: StringCache;
  readonly #names = new Map<number, string>();

  constructor(strings: StringCache) {
    this.strings = strings;
  }

  load(bytes: Uint8Array): void {
    this.bytes = bytes;
    this.#names.clear();
  }

  /** The name at `offset` (libevtx, "Name"). Throws ParseError. */
  name(offset: number): string {
    const known = this.#names.get(offset);
    if (known !== undefined) return known;
    if (!this.hasName(offset, false)) throw new ParseError('BinXML name', offset, 'is not there');
    const start = offset + NAME_HEAD;
    const name = this.strings.text(this.bytes, start, start + 2 * u16(this.bytes, offset + 6));
    this.#names.set(offset, name);
    return name;
  }

  /** Whether a name lies at `offset`: characters inside the chunk with a NUL behind and, if `checked`, the right hash. */
  hasName(offset: number, checked: boolean): boolean {
    const { bytes } = this;
    if (offset < 0 || offset + NAME_HEAD > bytes.length) return false;
    const count = u16(bytes, offset + 6);
    const end = offset + NAME_HEAD + 2 * count;
    if (count === 0 || end + 2 > bytes.length || u16(bytes, end) !== 0) return false;
    if (!checked) return true;
    let hash = 0;
    for (let at = offset + NAME_HEAD; at < end; at += 2) {
      hash = (Math.imul(hash, 65_599) + u16(bytes, at)) & 0xffff;
    }
    return hash === u16(bytes, offset + 4);
  }
}
