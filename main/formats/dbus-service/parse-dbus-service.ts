import { MAX_STARTUP_ENTRIES } from '../../../shared/limits.ts';
import { plainLines, scriptText } from '../init-script/script-text.ts';

/** A D-Bus service file (D-Bus Specification, "Message Bus Starting Services (Activation)"). */
export interface DbusService {
  readonly name: string | null;
  readonly exec: string | null;
  /** Line of Exec=, from 1; that of the section without one. */
  readonly line: number;
  readonly user: string | null;
  readonly systemdService: string | null;
  /** Further keys of the section as written. */
  readonly other: Readonly<Record<string, string>>;
  /** What is wrong with the file as a whole; dbus-daemon then ignores it. */
  readonly problem: string | null;
}

const KNOWN = new Set(['Name', 'Exec', 'User', 'SystemdService']);

/** Reads the section [D-BUS Service]. Values are taken with their escapes `\s \t \n \r \\` resolved. Never throws. */
export function parseDbusService(bytes: Uint8Array): DbusService {
  const keys = new Map<string, string>();
  let section: string | null = null;
  let line = 0;
  let entries = 0;
  for (const { line: number, text } of plainLines(scriptText(bytes))) {
    const content = text.trim();
    if (content === '' || content.startsWith('#')) continue;
    if (++entries > MAX_STARTUP_ENTRIES) break;
    if (content.startsWith('[')) {
      section = content.replace(/^\[|\]$/g, '');
      if (section === 'D-BUS Service' && line === 0) line = number;
      continue;
    }
    const equals = content.indexOf('=');
    if (section !== 'D-BUS Service' || equals <= 0) continue;
    const key = content.slice(0, equals).trim();
    // The first of a key is used (dbus/bus/desktop-file.c).
    if (keys.has(key)) continue;
    keys.set(key, unescapeValue(content.slice(equals + 1).trim()));
    if (key === 'Exec') line = number;
  }
  const name = keys.get('Name') || null;
  return {
    name,
    exec: keys.get('Exec') || null,
    line: line || 1,
    user: keys.get('User') || null,
    systemdService: keys.get('SystemdService') || null,
    other: Object.fromEntries([...keys].filter(([key]) => !KNOWN.has(key))),
    problem: line === 0 ? 'no section [D-BUS Service]' : name === null ? 'no Name=' : null,
  };
}

const ESCAPES: Readonly<Record<string, string>> = { s: ' ', t: '\t', n: '\n', r: '\r', '\\': '\\' };

function unescapeValue(value: string): string {
  return value.replaceAll(/\\([stnr\\])/g, (_, letter: string) => ESCAPES[letter] ?? letter);
}
