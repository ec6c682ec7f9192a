import type { Place } from './modifiers.ts';

/** A piece of a value: literal text, `*`, `?` or a placeholder that is not filled in yet. */
export type Token =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'one' }
  | { readonly kind: 'placeholder'; readonly name: string };

export interface Pattern {
  readonly tokens: readonly Token[];
  /** The texts are bytes, one a character: the outcome of a UTF-16 modifier that only Base64 can use. */
  readonly binary: boolean;
}

/** Most values have none of these. */
const SPECIAL = /[\\*?%]/;
const PLACEHOLDER = /%([\p{L}\p{N}_.-]+)%/uy;

export function literal(text: string, binary = false): Pattern {
  return { tokens: text === '' ? [] : [{ kind: 'text', text }], binary };
}

/**
 * Reads a value (specification 2.1.0, "String Wildcard" and "Escape Character"): a backslash makes a following `*`,
 * `?` or backslash plain and is itself plain before anything else. With `placeholders`, `%name%` stands for a list
 * and `\%` is a plain percent sign ("Placeholders").
 */
export function parsePattern(value: string, placeholders: boolean): Pattern {
  if (!SPECIAL.test(value)) return literal(value);
  const tokens: Token[] = [];
  let text = '';
  const push = (token: Token): void => {
    if (text !== '') tokens.push({ kind: 'text', text });
    text = '';
    tokens.push(token);
  };
  let at = 0;
  while (at < value.length) {
    const character = value.charAt(at);
    const next = value.charAt(at + 1);
    at += 1;
    if (character === '\\' && isEscapable(next, placeholders)) {
      text += next;
      at += 1;
    } else if (character === '*') {
      if (text !== '' || tokens.at(-1)?.kind !== 'any') push({ kind: 'any' });
    } else if (character === '?') {
      push({ kind: 'one' });
    } else if (character === '%' && placeholders) {
      PLACEHOLDER.lastIndex = at - 1;
      const name = PLACEHOLDER.exec(value)?.[1];
      if (name === undefined) text += character;
      else {
        push({ kind: 'placeholder', name });
        at += name.length + 1;
      }
    } else text += character;
  }
  if (text !== '') tokens.push({ kind: 'text', text });
  return { tokens, binary: false };
}

function isEscapable(character: string, placeholders: boolean): boolean {
  return character === '*' || character === '?' || character === '\\' || (placeholders && character === '%');
}

/** Puts `*` where contains, startswith and endswith mean it (appendix "Modifiers", "Generic Modifiers"). */
export function placePattern(pattern: Pattern, place: Place | null): Pattern {
  if (place === null) return pattern;
  const tokens = [...pattern.tokens];
  if (place !== 'startswith') tokens.unshift({ kind: 'any' });
  if (place !== 'endswith') tokens.push({ kind: 'any' });
  return { tokens: mergeWildcards(tokens), binary: pattern.binary };
}

/** Joins neighbouring texts and neighbouring `*`, so that equal patterns look alike. */
export function mergeWildcards(tokens: readonly Token[]): readonly Token[] {
  const merged: Token[] = [];
  for (const token of tokens) {
    const last = merged.at(-1);
    if (token.kind === 'any' && last?.kind === 'any') continue;
    if (token.kind === 'text' && last?.kind === 'text') {
      merged[merged.length - 1] = { kind: 'text', text: last.text + token.text };
    } else merged.push(token);
  }
  return merged;
}

/** The text of a pattern without wildcards and placeholders, else null. */
export function plainText(pattern: Pattern): string | null {
  let text = '';
  for (const token of pattern.tokens) {
    if (token.kind !== 'text') return null;
    text += token.text;
  }
  return text;
}
