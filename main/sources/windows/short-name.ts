/**
 * 8.3 names ([MS-FSCC] 2.1.5.2.1; Microsoft Learn, "fsutil 8dot3name"). A volume that we read through another system
 * does not show them, so a component such as `PROGRA~1` must be led back to the long names it could come from.
 */
const SHORT_NAME = /^([^\s.~\\]{1,6})~\d{1,4}(?:\.([^\s.\\]{0,3}))?$/;

export function looksShort(component: string): boolean {
  return component.includes('~') && SHORT_NAME.test(component);
}

/** The names of a folder that Windows could have shortened to `component`. */
export function longNamesFor(component: string, names: Iterable<string>): string[] {
  const short = SHORT_NAME.exec(component.toUpperCase());
  if (short === null) return [];
  const [, stem = '', extension = ''] = short;
  const found: string[] = [];
  for (const name of names) {
    const parts = shortParts(name);
    if (parts === null || parts.extension !== extension) continue;
    // From the fifth name on, two characters stay and four digits of a checksum follow.
    const hashed = /^..[0-9A-F]{4}$/.test(stem) && parts.stem.slice(0, 2) === stem.slice(0, 2);
    if (parts.stem.slice(0, 6) === stem || (hashed && parts.stem.length > 2)) found.push(name);
  }
  return found;
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
