/**
 * Ids as the database can hold them: SQLite's text ends at a NUL and knows no unpaired surrogate, and names in evidence have both.
 * An id that is not plain is stored as its JSON; one that looks like JSON is not plain, so that no two ids share a key.
 */
export function idKey(id: string): string {
  return id.startsWith('"') || /\0|\p{Surrogate}/u.test(id) ? JSON.stringify(id) : id;
}

/** The id that a key stands for. */
export function keyId(key: string): string {
  return key.startsWith('"') ? String(JSON.parse(key)) : key;
}

/** Names rows: the id, with `#2`, `#3`… after those that evidence uses again, so that each row can be asked for. */
export class RowNames {
  readonly #seen = new Map<string, number>();

  name(id: string): string {
    const times = (this.#seen.get(id) ?? 0) + 1;
    this.#seen.set(id, times);
    return times === 1 ? id : this.name(`${id}#${times}`);
  }
}
