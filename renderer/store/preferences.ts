/** What the window remembers between starts: never evidence, only how it looks. Storage may be off; then nothing is remembered. */
const PREFIX = 'daemonscope.';

export function readPreference(name: string): string | null {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

export function writePreference(name: string, value: string): void {
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {
    // A window without storage works; it only forgets.
  }
}
