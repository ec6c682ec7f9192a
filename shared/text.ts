/**
 * Characters that change how text looks without being seen: C0/C1 controls, zero-width and bidi marks,
 * line and paragraph separators, the byte order mark, variation selectors, tags, and unpaired surrogates (Unicode 15.1,
 * sections 23.1-23.9).
 */
const INVISIBLE =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\ufff9-\ufffb]|\u034f|[\ufe00-\ufe0f]|\udb40[\udc00-\udfff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Marks drawn over one letter. More than any language stacks are drawn across the lines above and below, over other text. */
export const MOST_MARKS = 4;
const MARK = /^[\p{Mn}\p{Me}]$/u;
const STACK = /([\p{Mn}\p{Me}]{4})([\p{Mn}\p{Me}]+)/gu;
/** Below it there is no combining mark (Unicode 15.1, code charts). */
const BEYOND_LATIN = /[^\0-\u02ff]/;

/** True for one character that is drawn over the one before it. */
export function isMark(character: string): boolean {
  return MARK.test(character);
}

/** One character as `\u{202E}`. */
export function escaped(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}}`;
}

/**
 * Evidence text for a human: what cannot be seen is written as `\u{202E}`, and so are marks beyond the fourth over one letter; everything
 * else stays.
 */
export function visibleText(text: string): string {
  const seen = text.replace(INVISIBLE, (found) => {
    switch (found) {
      case '\n':
        return '\\n';
      case '\r':
        return '\\r';
      case '\t':
        return '\\t';
      case '\0':
        return '\\0';
      default:
        return escaped(found);
    }
  });
  if (!BEYOND_LATIN.test(seen)) return seen;
  return seen.replace(STACK, (_all, first: string, more: string) => first + [...more].map(escaped).join(''));
}

/** True when `visibleText` would change the text. */
export function hasInvisible(text: string): boolean {
  INVISIBLE.lastIndex = 0;
  STACK.lastIndex = 0;
  return INVISIBLE.test(text) || (BEYOND_LATIN.test(text) && STACK.test(text));
}

/** Orders by UTF-16 code units: the same on every machine and in every locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Shortens to at most `length` characters, saying how many were cut. */
export function ellipsis(text: string, length: number): string {
  if (text.length <= length) return text;
  return `${text.slice(0, length)}… (${text.length - length} more characters)`;
}
