/** Cells are aligned to 8 bytes, so one bit for 8 bytes tells every cell from its neighbours. */
const UNIT_SHIFT = 3;

/** Which bytes of a hive differ from the primary file after a log was applied, in units of 8 bytes. */
export class ChangedBytes {
  readonly #units: Uint8Array;
  /** Number of single bytes that differ. */
  bytes = 0;

  /** `length`: bytes of the hive after replay. */
  constructor(length: number) {
    this.#units = new Uint8Array((length >> (UNIT_SHIFT + 3)) + 1);
  }

  /** Marks where `after` differs from `before` in [start, end); bytes that `before` does not have differ. */
  compare(before: Uint8Array, after: Uint8Array, start: number, end: number): void {
    const shared = Math.min(end, before.length);
    for (let at = start; at < shared; at += 1) {
      if (after[at] !== before[at]) this.#mark(at);
    }
    for (let at = Math.max(start, shared); at < end; at += 1) this.#mark(at);
  }

  #mark(at: number): void {
    const unit = at >> UNIT_SHIFT;
    this.#units[unit >> 3] = (this.#units[unit >> 3] as number) | (1 << (unit & 7));
    this.bytes += 1;
  }

  /** True when any byte of [start, end) differs. */
  touches(start: number, end: number): boolean {
    const last = (end - 1) >> UNIT_SHIFT;
    for (let unit = start >> UNIT_SHIFT; unit <= last; unit += 1) {
      if (((this.#units[unit >> 3] as number) & (1 << (unit & 7))) !== 0) return true;
    }
    return false;
  }
}
