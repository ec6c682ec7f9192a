/**
 * fnmatch(3): `*`, `?`, `[…]`. A backslash takes the next character, or with `noEscape` (FNM_NOESCAPE) is one like any other, as
 * presets are matched (rule_match, src/shared/install.c): names of units have some (`a\x2db.service`).
 */
export function globMatcher(
  pattern: string,
  { noEscape = false }: { readonly noEscape?: boolean } = {},
): (name: string) => boolean {
  if (pattern === '*') return () => true;
  if (!(noEscape ? /[*?[]/ : /[*?[\\]/).test(pattern)) return (name) => name === pattern;
  return (name) => matchGlob(pattern, name, noEscape);
}

/** Linear in pattern times name: only the last `*` is ever gone back to. */
function matchGlob(pattern: string, name: string, noEscape: boolean): boolean {
  let p = 0;
  let n = 0;
  let star = -1;
  let mark = 0;
  while (n < name.length) {
    const step = pattern.charAt(p) === '*' ? null : matchOne(pattern, p, name.charAt(n), noEscape);
    if (p < pattern.length && step === null) {
      star = p;
      mark = n;
      p += 1;
    } else if (p < pattern.length && step !== null && step > 0) {
      p += step;
      n += 1;
    } else if (star !== -1) {
      p = star + 1;
      mark += 1;
      n = mark;
    } else return false;
  }
  while (pattern.charAt(p) === '*') p += 1;
  return p >= pattern.length;
}

/** Length of the pattern's element at `at` when it matches the character, else 0. */
function matchOne(pattern: string, at: number, character: string, noEscape: boolean): number {
  const first = pattern.charAt(at);
  if (first === '?') return 1;
  if (first === '\\' && !noEscape) return pattern.charAt(at + 1) === character ? 2 : 0;
  const close = first === '[' ? pattern.indexOf(']', at + 2) : -1;
  if (close === -1) return first === character ? 1 : 0;
  const negated = '!^'.includes(pattern.charAt(at + 1));
  const set = pattern.slice(at + (negated ? 2 : 1), close);
  let inside = false;
  for (let i = 0; i < set.length; i += 1) {
    if (set.charAt(i + 1) === '-' && i + 2 < set.length) {
      inside ||= set.charAt(i) <= character && character <= set.charAt(i + 2);
      i += 2;
    } else inside ||= set.charAt(i) === character;
  }
  return inside !== negated ? close - at + 1 : 0;
}
