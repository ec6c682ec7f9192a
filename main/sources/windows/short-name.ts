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

/**
 * The long names of one folder by what Windows could have shortened them to. Built once a folder, since a folder may hold hundreds of
 * thousands of names and hundreds of services may name one of them by a short name.
 */
export class ShortNames {
  /** By the first six characters of the stem and the extension; null where several names begin so. */
  readonly #byStem = new Map<string, string | null>();
  /** By the first two; names that can have a checksum only. */
  readonly #byStart = new Map<string, string | null>();

  constructor(names: Iterable<string>) {
    for (const name of names) {
      const parts = shortParts(name);
      if (parts === null) continue;
      const { stem, extension } = parts;
      add(this.#byStem, `${stem.slice(0, 6)}.${extension}`, name);
      if (stem.length > 2) add(this.#byStart, `${stem.slice(0, 2)}.${extension}`, name);
    }
  }

  /** The one name that Windows could have shortened to `component`; null where none or several could be meant. */
  longName(component: string): string | null {
    const short = SHORT_NAME.exec(component.toUpperCase());
    if (short === null) return null;
    const [, stem = '', extension = ''] = short;
    // A hashed stem has six characters: whatever begins with all of them begins with the first two as well.
    const found = HASHED.test(stem)
      ? this.#byStart.get(`${stem.slice(0, 2)}.${extension}`)
      : this.#byStem.get(`${stem}.${extension}`);
    return found ?? null;
  }
}

function add(map: Map<string, string | null>, key: string, name: string): void {
  map.set(key, map.has(key) ? null : name);
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
