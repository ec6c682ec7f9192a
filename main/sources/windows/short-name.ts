import { MAX_SHORT_NAME_MEANINGS } from '../../../shared/limits.ts';

/**
 * 8.3 names ([MS-FSCC] 2.1.5.2.1; Microsoft Learn, "fsutil 8dot3name"). A volume that we read through another system
 * does not show them, so a component such as `PROGRA~1` must be led back to the long names it could come from.
 */
const SHORT_NAME = /^([^\s.~\\]{1,6})~\d{1,4}(?:\.([^\s.\\]{0,3}))?$/;
/** From the fifth name on, two characters stay and four digits of a checksum follow. */
const HASHED = /^..[0-9A-F]{4}$/;

export function looksShort(component: string): boolean {
  return component.includes('~') && SHORT_NAME.test(component);
}

/** Folders that Windows itself makes at the root of its drive, in the order in which they get their short names. */
const PROGRAM_FOLDERS = ['program files', 'program files (x86)', 'program files (arm)', 'programdata'];

/**
 * The long names of one folder by what Windows could have shortened them to. Built once a folder, since a folder may hold hundreds of
 * thousands of names and hundreds of services may name one of them by a short name.
 */
export class ShortNames {
  /** By the first six characters of the stem and the extension. */
  readonly #byStem = new Map<string, string[]>();
  /** By the first two; names that can have a checksum only. */
  readonly #byStart = new Map<string, string[]>();

  constructor(names: Iterable<string>) {
    for (const name of names) {
      const parts = shortParts(name);
      if (parts === null) continue;
      const { stem, extension } = parts;
      add(this.#byStem, `${stem.slice(0, 6)}.${extension}`, name);
      if (stem.length > 2) add(this.#byStart, `${stem.slice(0, 2)}.${extension}`, name);
    }
  }

  /** The names that Windows could have shortened to `component`; none where they are more than MAX_SHORT_NAME_MEANINGS. */
  longNames(component: string): readonly string[] {
    const short = SHORT_NAME.exec(component.toUpperCase());
    if (short === null) return [];
    const [, stem = '', extension = ''] = short;
    // A hashed stem has six characters: whatever begins with all of them begins with the first two as well.
    const found = HASHED.test(stem)
      ? this.#byStart.get(`${stem.slice(0, 2)}.${extension}`)
      : this.#byStem.get(`${stem}.${extension}`);
    return found === undefined || found.length > MAX_SHORT_NAME_MEANINGS ? [] : found;
  }
}

function add(map: Map<string, string[]>, key: string, name: string): void {
  const names = map.get(key);
  if (names === undefined) map.set(key, [name]);
  else if (names.length <= MAX_SHORT_NAME_MEANINGS) names.push(name);
}

/**
 * Which of the names at the root of the system drive `PROGRA~1` to `PROGRA~4` stand for: there Windows makes its folders
 * in one order, so that the number tells them apart (`PROGRA~2` is `Program Files (x86)`, on 32-bit Windows `ProgramData`).
 */
export function programFolder(component: string, names: readonly string[]): string | null {
  const number = /^PROGRA~([1-4])$/i.exec(component)?.[1];
  if (number === undefined) return null;
  const lower = names.map((name) => name.toLowerCase());
  const there = PROGRAM_FOLDERS.filter((folder) => lower.includes(folder));
  return names[lower.indexOf(there[Number(number) - 1] ?? '')] ?? null;
}

/** Stem and extension as the generator takes them from a long name; null for a name that needs no short one. */
function shortParts(name: string): { stem: string; extension: string } | null {
  const upper = name.toUpperCase();
  const dot = upper.lastIndexOf('.');
  const stem = clean(dot > 0 ? upper.slice(0, dot) : upper);
  const extension = clean(dot > 0 ? upper.slice(dot + 1) : '');
  if (stem.length <= 8 && extension.length <= 3 && upper === (dot > 0 ? `${stem}.${extension}` : stem))
    return null;
  return { stem, extension: extension.slice(0, 3) };
}

function clean(text: string): string {
  return text.replace(/[ .]/g, '').replace(/[+,;=[\]]/g, '_');
}
