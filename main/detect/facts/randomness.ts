import { inboxEntries } from '../inbox/inbox.ts';
import { VOCABULARY } from './vocabulary.ts';

export type Randomness = 'low' | 'medium' | 'high';

/** `^` and `$` stand for the ends of a word. */
const SYMBOLS = 'abcdefghijklmnopqrstuvwxyz^';
const SIZE = SYMBOLS.length;
const EDGE = 26;

let surprise: Float32Array | undefined;

/** -log2 of the probability of each letter after each other one, from the vocabulary and the inbox names. */
function table(): Float32Array {
  if (surprise !== undefined) return surprise;
  const counts = new Float32Array(SIZE * SIZE).fill(0.15);
  const learn = (word: string, weight: number): void => {
    let before = EDGE;
    for (let i = 0; i < word.length; i++) {
      const code = word.charCodeAt(i) - 97;
      const at = code >= 0 && code < 26 ? code : EDGE;
      counts[before * SIZE + at] = (counts[before * SIZE + at] ?? 0) + weight;
      before = at;
    }
    counts[before * SIZE + EDGE] = (counts[before * SIZE + EDGE] ?? 0) + weight;
  };
  for (const word of VOCABULARY.split(/\s+/)) if (word !== '') learn(word, 1);
  for (const { name, type } of inboxEntries()) if (type !== null) learn(name.toLowerCase(), 0.25);
  const found = new Float32Array(SIZE * SIZE);
  for (let row = 0; row < SIZE; row++) {
    let total = 0;
    for (let column = 0; column < SIZE; column++) total += counts[row * SIZE + column] ?? 0;
    for (let column = 0; column < SIZE; column++) {
      found[row * SIZE + column] = -Math.log2((counts[row * SIZE + column] ?? 0) / total);
    }
  }
  surprise = found;
  return found;
}

/** Mean surprise of neighbouring letters in bits; English words stay near 4, random letters near 6. */
function letterSurprise(letters: string): number {
  const bits = table();
  let sum = 0;
  for (let i = 1; i < letters.length; i++) {
    sum += bits[(letters.charCodeAt(i - 1) - 97) * SIZE + letters.charCodeAt(i) - 97] ?? 0;
  }
  return letters.length < 2 ? 0 : sum / (letters.length - 1);
}

/** Changes between small and capital letters beyond those of words in CamelCase (`kQzXvBnw` has 5). */
function oddCase(name: string): number {
  const pieces = name.match(/[A-Z]?[a-z]+|[A-Z]+/g) ?? [];
  let odd = 0;
  for (const piece of pieces) if (piece.length < 3 && /[a-z]/.test(piece)) odd++;
  return odd;
}

function longestConsonants(letters: string): number {
  return (letters.match(/[bcdfghjklmnpqrstvwxz]+/g) ?? []).reduce(
    (most, run) => Math.max(most, run.length),
    0,
  );
}

let words: Set<string> | undefined;

/** Share of the letters that belong to words or customary abbreviations of three letters or more. */
function coveredShare(letters: string): number {
  words ??= new Set(VOCABULARY.split(/\s+/).filter((word) => word.length >= 3));
  let covered = 0;
  for (let at = 0; at < letters.length; ) {
    let length = Math.min(12, letters.length - at);
    while (length >= 3 && !words.has(letters.slice(at, at + length))) length--;
    if (length >= 3) covered += length;
    at += length >= 3 ? length : 1;
  }
  return letters.length === 0 ? 0 : covered / letters.length;
}

/** Letters and digits taking turns: `a1b2c3d` has 6, `RTL8167` has 1. */
function turns(name: string): number {
  return (name.match(/[a-z](?=\d)|\d(?=[a-z])/gi) ?? []).length;
}

/**
 * How random a name looks. `high` needs six letters or more that follow each other as they do in no word, or a long
 * run of hex digits; short names are never more than `medium`.
 */
export function randomness(name: string): Randomness {
  const text = name.replace(/\.(?:exe|sys|dll|com|scr)$/i, '');
  if (/^\{?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$/i.test(text)) return 'medium';
  if (/^(?=.*\d)(?=.*[a-f])[0-9a-f]{7,}$/i.test(text))
    return text.length >= 12 || turns(text) >= 5 ? 'high' : 'medium';
  const letters = text.toLowerCase().replace(/[^a-z]/g, '');
  if (letters.length < 4 || /[^\0-\u007f]/.test(text) || text.length > 40) return 'low';
  let score = 0;
  const bits = letterSurprise(letters);
  if (bits > 5.6) score += 3;
  else if (bits > 5.1) score += 2;
  else if (bits > 4.75) score += 1;
  const consonants = longestConsonants(letters);
  if (consonants >= 7) score += 2;
  else if (consonants >= 5) score += 1;
  const odd = oddCase(text);
  if (odd >= 3) score += 2;
  else if (odd === 2 && letters.length <= 10) score += 1;
  if (turns(text) >= 4) score += 2;
  else if (turns(text) === 3) score += 1;
  const covered = coveredShare(letters);
  if (covered >= 0.5) score -= 2;
  else if (covered >= 0.25) score -= 1;
  // Abbreviations in capitals, and names with a separator, are made by people.
  if (/^[A-Z]{3,7}$/.test(text) || /[._-]/.test(text)) score -= 1;
  if (letters.length < 6 || /[ .]/.test(text.trim())) return score >= 4 ? 'medium' : 'low';
  return score >= 4 ? 'high' : score >= 3 ? 'medium' : 'low';
}
