/** An escape of JSON; the group holds a surrogate, which `JSON.stringify` escapes only when it has no partner. */
const ESCAPE = /\\(?:u(d[89a-f][0-9a-f]{2})|.)/g;

/**
 * JSON that every reader loads: Python and Java read the escape of an unpaired surrogate and then cannot write it as UTF-8,
 * which ends the import of a whole file. It is written as visible text, `\u{D800}`; the JSONL export has it exact.
 */
export function loadableJson(value: unknown, indent?: number): string {
  const text = JSON.stringify(value, null, indent);
  if (!text.includes('\\ud')) return text;
  return text.replace(ESCAPE, (found, surrogate: string | undefined) =>
    surrogate === undefined ? found : `\\\\u{${surrogate.toUpperCase()}}`,
  );
}
