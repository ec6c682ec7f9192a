const ASCII = /^[\0-\x7f]*$/;
const MICRO_SIGN = 0xb5;

/**
 * A name in the form in which Windows compares names: each UTF-16 unit upper-cased on its own, as NTFS' `$UpCase` table
 * does. Unlike `toUpperCase` it never changes the length (ß stays ß) and never turns another letter into an ASCII one
 * (ı and ſ stay), so that a look-alike name is not taken for a system file's.
 */
export function foldName(name: string): string {
  if (ASCII.test(name)) return name.toUpperCase();
  let folded = '';
  for (let at = 0; at < name.length; at++) folded += foldUnit(name.charAt(at));
  return folded;
}

function foldUnit(unit: string): string {
  const upper = unit.toUpperCase();
  const code = unit.charCodeAt(0);
  if (upper.length !== 1 || code === MICRO_SIGN) return unit;
  return code > 0x7f && upper.charCodeAt(0) <= 0x7f ? unit : upper;
}
