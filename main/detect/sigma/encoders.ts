import type { Result } from '../../../shared/result.ts';
import { fail, ok } from '../../../shared/result.ts';
import { DASHES } from './fold.ts';
import type { Encoder } from './modifiers.ts';
import type { Pattern, Token } from './pattern.ts';
import { literal, plainText } from './pattern.ts';

/** Characters that Base64 shares with what came before, for a shift of 0, 1 and 2 bytes. */
const SKIP_START = [0, 2, 3] as const;
/** Characters that depend on what follows, by length of shift and value modulo 3. */
const SKIP_END = [0, 3, 2] as const;

/** Applies one encoding modifier (specification 2.1.0, appendix "Modifiers", "Encoding"); the error is a sentence. */
export function encodePattern(pattern: Pattern, encoder: Encoder): Result<readonly Pattern[], string> {
  if (encoder === 'base64' || encoder === 'base64offset') {
    const text = plainText(pattern);
    if (text === null) return fail(`The modifier "${encoder}" cannot encode a value with wildcards.`);
    const bytes = pattern.binary ? text : utf8Bytes(text);
    if (encoder === 'base64') return ok([literal(btoa(bytes))]);
    const shifted = [0, 1, 2].map((shift) => base64Shifted(bytes, shift));
    if (shifted.some((part) => part === '')) {
      return fail('The value is too short: some of its three Base64 forms share nothing with it.');
    }
    return ok(shifted.map((part) => literal(part)));
  }
  const tokens = pattern.tokens.map((token): Token => {
    return token.kind === 'text' ? { kind: 'text', text: utf16Bytes(token.text, encoder) } : token;
  });
  const mark: Token[] = encoder === 'utf16' ? [{ kind: 'text', text: '\u00ff\u00fe' }] : [];
  return ok([{ tokens: [...mark, ...tokens], binary: true }]);
}

function base64Shifted(bytes: string, shift: number): string {
  const encoded = btoa(' '.repeat(shift) + bytes);
  const end = encoded.length - (SKIP_END[(bytes.length + shift) % 3] ?? 0);
  return encoded.slice(SKIP_START[shift] ?? 0, end);
}

/** One character a byte. */
function utf8Bytes(text: string): string {
  let bytes = '';
  for (const byte of new TextEncoder().encode(text)) bytes += String.fromCharCode(byte);
  return bytes;
}

function utf16Bytes(text: string, encoder: Encoder): string {
  let bytes = '';
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    const low = String.fromCharCode(unit & 0xff);
    const high = String.fromCharCode(unit >>> 8);
    bytes += encoder === 'utf16be' ? high + low : low + high;
  }
  return bytes;
}

/** True when the bytes are text as they stand, which those of ASCII in UTF-16 are (with NUL between). */
export function isPlainBytes(pattern: Pattern): boolean {
  return pattern.tokens.every((token) => token.kind !== 'text' || !/[^\0-\x7f]/.test(token.text));
}

/** How many patterns `permuteDashes` would give. */
export function countDashPermutations(pattern: Pattern): number {
  let count = 1;
  for (const token of pattern.tokens) {
    if (token.kind !== 'text') continue;
    for (const character of token.text) if (isDash(character)) count *= DASHES.length;
  }
  return count;
}

/** Every permutation of dashes: needed only before an encoding, where they cannot be folded. */
export function permuteDashes(pattern: Pattern): readonly Pattern[] {
  let found: readonly (readonly Token[])[] = [[]];
  for (const token of pattern.tokens) {
    const forms = token.kind === 'text' ? permuteText(token.text) : null;
    const choices: readonly Token[] =
      forms === null ? [token] : forms.map((text) => ({ kind: 'text', text }));
    found = found.flatMap((tokens) => choices.map((choice) => [...tokens, choice]));
  }
  return found.map((tokens) => ({ tokens, binary: pattern.binary }));
}

function permuteText(text: string): readonly string[] {
  let forms: readonly string[] = [''];
  for (const character of text) {
    const choices: readonly string[] = isDash(character) ? DASHES : [character];
    forms = forms.flatMap((form) => choices.map((choice) => form + choice));
  }
  return forms;
}

function isDash(character: string): boolean {
  return (DASHES as readonly string[]).includes(character);
}
