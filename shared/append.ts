/** Puts items behind those of a list, however many: `push(...items)` fails at some hundred thousand, which hostile evidence can make. */
export function append<T>(to: T[], items: Iterable<T>): void {
  for (const item of items) to.push(item);
}
