/** Keeps the pages used last; what falls out is asked for again when it comes into sight. */
export class PageCache<T> {
  readonly #pages = new Map<number, T>();
  readonly #capacity: number;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get size(): number {
    return this.#pages.size;
  }

  /** Looks without counting as use: drawing must not reorder. */
  peek(page: number): T | undefined {
    return this.#pages.get(page);
  }

  has(page: number): boolean {
    return this.#pages.has(page);
  }

  /** Marks as used last. */
  touch(page: number): void {
    const value = this.#pages.get(page);
    if (value === undefined) return;
    this.#pages.delete(page);
    this.#pages.set(page, value);
  }

  set(page: number, value: T): void {
    this.#pages.delete(page);
    this.#pages.set(page, value);
    for (const oldest of this.#pages.keys()) {
      if (this.#pages.size <= this.#capacity) return;
      this.#pages.delete(oldest);
    }
  }

  clear(): void {
    this.#pages.clear();
  }
}
