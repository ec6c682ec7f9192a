/** Makes the compiler prove that a union was handled completely; throws when it lied. */
export function assertNever(value: never, what: string): never {
  throw new Error(`unexpected ${what}: ${JSON.stringify(value)}`);
}
