import { MAX_EXEC_WORDS } from '../../../shared/limits.ts';
import { joinBytes, unescapeC } from './unescape-c.ts';
import { isWhitespace } from './unit-text.ts';

export interface Word {
  /** Without quotes and escapes. */
  readonly text: string;
  /** Where the next word begins; the text's length when there is none. */
  readonly next: number;
  /** Escapes that systemd does not know, and therefore keeps as they are, with a warning. */
  readonly unknownEscapes: boolean;
}

export type WordResult =
  | { readonly kind: 'word'; readonly word: Word }
  | { readonly kind: 'end' }
  /** A quote that nothing closes: systemd takes nothing of the rest. */
  | { readonly kind: 'unbalanced' };

/**
 * `setting`: words of a unit file, C-style escapes, open quotes refused. `value`: words of a variable's value (replace_env_argv,
 * src/basic/env-util.c: EXTRACT_UNQUOTE and EXTRACT_RELAX): a backslash takes the next character as it is, an open quote ends.
 */
export type WordMode = 'setting' | 'value';

/**
 * The word that begins at or after `from` (systemd.syntax(7), "Quoting"; extract_first_word with EXTRACT_UNQUOTE and
 * EXTRACT_CUNESCAPE, src/basic/extract-word.c, and its second, lenient try). Words are separated by white space; single or double
 * quotes may begin anywhere in a word; escapes count within either kind of quotes, too.
 */
export function nextWord(text: string, from: number, mode: WordMode = 'setting'): WordResult {
  let at = skipWhitespace(text, from);
  if (at >= text.length) return { kind: 'end' };
  const parts: string[] = [];
  let quote = '';
  let unknownEscapes = false;
  for (;;) {
    const start = at;
    at = plainEnd(text, at, quote);
    parts.push(text.slice(start, at));
    if (at >= text.length) {
      if (quote !== '' && mode === 'setting') return { kind: 'unbalanced' };
      break;
    }
    const character = text.charAt(at);
    if (character === '\\' && mode === 'value') {
      parts.push(text.charAt(at + 1));
      at += 2;
    } else if (character === '\\') {
      const unescaped = unescapeC(text, at + 1);
      if (unescaped === null && at + 1 >= text.length && quote !== '') return { kind: 'unbalanced' };
      if (unescaped === null) {
        unknownEscapes = true;
        parts.push(text.slice(at, at + 2));
        at += 2;
      } else {
        parts.push(unescaped.text);
        at += 1 + unescaped.length;
      }
    } else if (character === quote) {
      quote = '';
      at += 1;
    } else if (character === '"' || character === "'") {
      quote = character;
      at += 1;
    } else break;
  }
  return {
    kind: 'word',
    word: { text: joinBytes(parts.join('')), next: skipWhitespace(text, at), unknownEscapes },
  };
}

/** All words that can be read. */
export function splitWords(text: string, mode: WordMode = 'setting'): string[] {
  const words: string[] = [];
  for (let at = 0; words.length < MAX_EXEC_WORDS; ) {
    const result = nextWord(text, at, mode);
    if (result.kind !== 'word') break;
    words.push(result.word.text);
    at = result.word.next;
  }
  return words;
}

export function skipWhitespace(text: string, from: number): number {
  let at = from;
  while (at < text.length && isWhitespace(text.charCodeAt(at))) at += 1;
  return at;
}

/** The first character from `from` on that means something: a quote, a backslash, outside of quotes white space. */
function plainEnd(text: string, from: number, quote: string): number {
  let at = from;
  for (; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '\\') break;
    if (quote === '' ? character === '"' || character === "'" : character === quote) break;
    if (quote === '' && isWhitespace(text.charCodeAt(at))) break;
  }
  return at;
}
