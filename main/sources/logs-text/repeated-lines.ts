import { MAX_REMEMBERED_LINES } from './limits.ts';

/**
 * Tells a line that another log has too (syslog and daemon.log get the same messages; a rotated log may be there packed and unpacked)
 * from one that was written twice: the n-th time that a log holds a line counts against the n-th time of another.
 */
export class RepeatedLines {
  readonly #seen = new Map<string, number>();
  #here = new Map<string, number>();

  nextFile(): void {
    this.#here = new Map();
  }

  isRepeated(key: string): boolean {
    const here = (this.#here.get(key) ?? 0) + 1;
    const seen = this.#seen.get(key) ?? 0;
    if (this.#here.size < MAX_REMEMBERED_LINES) this.#here.set(key, here);
    if (here <= seen) return true;
    if (this.#seen.size < MAX_REMEMBERED_LINES || seen > 0) this.#seen.set(key, here);
    return false;
  }
}
