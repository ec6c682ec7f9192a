/**
 * What a table has under a key that comes from evidence. A plain `table[key]` also finds what every object has: a program called
 * `constructor` or `toString` would be taken for one that the table knows.
 */
export function lookup<V>(table: Readonly<Record<string, V>>, key: string): V | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
