import { MAX_PACKAGE_PATHS, MAX_PATH_CLAIMS } from '../../../shared/limits.ts';

const FNV_OFFSET = 0x811c9dc5 | 0;
const FNV_PRIME = 0x01000193;
const NEWLINE = 0x0a;

/** FNV-1a of the bytes; with `seed`, the hash of what was hashed before and these bytes together. */
export function hashBytes(bytes: Uint8Array, start: number, end: number, seed = FNV_OFFSET): number {
  let hash = seed;
  for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), FNV_PRIME);
  return hash;
}

/**
 * Which package lists a path, for hundreds of thousands of paths at a hash, an owner and a position each: making strings of them
 * would cost more than all else. The owner's own list, at `position`, says whether an equal hash is the equal path.
 */
export class PathTable {
  #hashes: Int32Array;
  #owners: Int32Array;
  #positions: Int32Array;
  #next = new Int32Array(0);
  #heads = new Int32Array(0);
  #count = 0;

  /** `expected`: how many paths will come, if that is known; more or fewer may. */
  constructor(expected = 1024) {
    const size = Math.max(16, Math.ceil(expected));
    this.#hashes = new Int32Array(size);
    this.#owners = new Int32Array(size);
    this.#positions = new Int32Array(size);
  }

  get count(): number {
    return this.#count;
  }

  /** False when the table is full. */
  add(hash: number, owner: number, position: number): boolean {
    const at = this.#count;
    if (at >= MAX_PACKAGE_PATHS) return false;
    if (at === this.#hashes.length) {
      this.#hashes = grown(this.#hashes);
      this.#owners = grown(this.#owners);
      this.#positions = grown(this.#positions);
    }
    this.#hashes[at] = hash;
    this.#owners[at] = owner;
    this.#positions[at] = position;
    this.#count = at + 1;
    return true;
  }

  /** Adds every line of `bytes`, as if `seed` had been the start of each; the position is the line's first byte. */
  addLines(bytes: Uint8Array, owner: number, start = 0, end = bytes.length, seed = FNV_OFFSET): boolean {
    let hash = seed;
    let lineStart = start;
    for (let at = start; at <= end; at += 1) {
      const byte = at < end ? (bytes[at] ?? 0) : NEWLINE;
      if (byte !== NEWLINE) hash = Math.imul(hash ^ byte, FNV_PRIME);
      else {
        if (at > lineStart && !this.add(hash, owner, lineStart)) return false;
        lineStart = at + 1;
        hash = seed;
      }
    }
    return true;
  }

  /** Calls `found` for what was added under this hash, in the order it was added; gives false when there was too much of it. */
  find(hash: number, found: (owner: number, position: number) => void): boolean {
    if (this.#next.length !== this.#count || this.#heads.length === 0) this.#link();
    let walked = 0;
    for (let at = this.#heads[this.#bucket(hash)] ?? -1; at >= 0; at = this.#next[at] ?? -1) {
      walked += 1;
      if (walked > MAX_PATH_CLAIMS) return false;
      if (this.#hashes[at] === hash) found(this.#owners[at] ?? 0, this.#positions[at] ?? 0);
    }
    return true;
  }

  #bucket(hash: number): number {
    return (hash ^ (hash >>> 15)) & (this.#heads.length - 1);
  }

  #link(): void {
    let size = 16;
    while (size < this.#count * 2) size *= 2;
    this.#heads = new Int32Array(size).fill(-1);
    this.#next = new Int32Array(this.#count);
    for (let at = this.#count - 1; at >= 0; at -= 1) {
      const bucket = this.#bucket(this.#hashes[at] ?? 0);
      this.#next[at] = this.#heads[bucket] ?? -1;
      this.#heads[bucket] = at;
    }
  }
}

function grown(array: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}

/** True when `text` stands at `start` of `bytes` and a newline or the end follows. */
export function lineEquals(bytes: Uint8Array, start: number, text: Uint8Array): boolean {
  const end = start + text.length;
  if (end > bytes.length || (end < bytes.length && bytes[end] !== NEWLINE)) return false;
  for (let at = 0; at < text.length; at += 1) if (bytes[start + at] !== text[at]) return false;
  return true;
}
