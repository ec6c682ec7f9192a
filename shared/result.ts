/**
 * Outcome of something that may fail in expected ways (a file that is missing, an option that is wrong).
 * Exceptions are for bugs, `Diagnostic` is for damaged evidence, `Result` is for everything a caller must handle.
 */
export type Result<T, E = string> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E };

export function ok<T>(value: T): Result<T, never> {
  return { ok: true, value };
}

export function fail<E>(error: E): Result<never, E> {
  return { ok: false, error };
}
