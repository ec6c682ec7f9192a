import type { Field } from './data-object.ts';
import { MAX_CACHED_FIELD, MAX_CACHED_FIELDS, MAX_CACHED_TEXT } from './limits.ts';

/**
 * Decoded data objects by offset, null for unreadable ones; entries share most of theirs. Two generations: when the younger one is full
 * it becomes the older, and what is still used comes back from there.
 */
export class FieldCache {
  #young = new Map<number, Field | null>();
  #old = new Map<number, Field | null>();
  #text = 0;

  get(offset: number): Field | null | undefined {
    const field = this.#young.get(offset);
    if (field !== undefined) return field;
    const old = this.#old.get(offset);
    if (old !== undefined) this.set(offset, old);
    return old;
  }

  set(offset: number, field: Field | null): void {
    const length = field === null ? 0 : field.name.length + field.value.length;
    if (length > MAX_CACHED_FIELD) return;
    if (this.#text + length > MAX_CACHED_TEXT || this.#young.size >= MAX_CACHED_FIELDS) {
      this.#old = this.#young;
      this.#young = new Map();
      this.#text = 0;
    }
    this.#text += length;
    this.#young.set(offset, field);
  }
}
