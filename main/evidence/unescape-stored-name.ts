import { Buffer } from 'node:buffer';

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The name that a file had on its host, from the one under which Velociraptor stores it: every byte but letters, digits and `-_.~ $`
 * is `%HH`, and so is a dot at the begin (Velociraptor, utils/sanitize.go). A name that would not be one component of a path, or not
 * UTF-8, stays as it is stored.
 */
export function unescapeStoredName(stored: string): string {
  if (!/%[0-9A-Fa-f]{2}/.test(stored)) return stored;
  const bytes = Buffer.from(stored, 'utf8').toString('latin1');
  const raw = bytes.replace(/%([0-9A-Fa-f]{2})/g, (_all, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  try {
    const name = strict.decode(Buffer.from(raw, 'latin1'));
    return /[/\0]/.test(name) || name === '.' || name === '..' ? stored : name;
  } catch {
    return stored;
  }
}
