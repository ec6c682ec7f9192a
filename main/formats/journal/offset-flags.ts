/** Bytes of the journal that one page of flags stands for. */
const PAGE_SPAN = 1024 * 1024;

/** Four flags for every eighth offset of a journal; pages are made when they are first written. */
export class OffsetFlags {
  readonly #pages = new Map<number, Uint8Array>();

  get(offset: number): number {
    const page = this.#pages.get(Math.floor(offset / PAGE_SPAN));
    if (page === undefined) return 0;
    const slot = (offset % PAGE_SPAN) >>> 3;
    return ((page[slot >>> 1] as number) >>> ((slot & 1) * 4)) & 15;
  }

  /** Sets flags beside those that are set. */
  add(offset: number, flags: number): void {
    const index = Math.floor(offset / PAGE_SPAN);
    let page = this.#pages.get(index);
    if (page === undefined) {
      page = new Uint8Array(PAGE_SPAN / 16);
      this.#pages.set(index, page);
    }
    const slot = (offset % PAGE_SPAN) >>> 3;
    page[slot >>> 1] = (page[slot >>> 1] as number) | (flags << ((slot & 1) * 4));
  }
}
