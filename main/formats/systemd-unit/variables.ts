import { MAX_UNIT_EXPANDED } from '../../../shared/limits.ts';
import { splitWords } from './words.ts';

/** A variable on a command line: `word` splits its value into words (`$FOO`), `text` inserts it (`${FOO}`). */
export interface UsedVariable {
  readonly name: string;
  readonly form: 'word' | 'text';
  /** Index into argv. */
  readonly argument: number;
}

/** A piece of a word: text as it stands, or the name of a variable. */
type Piece = { readonly text: string } | { readonly name: string };

/**
 * Takes a word apart at `${NAME}`; `$$` is a dollar, any other `$` stays (replace_env, src/basic/env-util.c). A name reaches to
 * the next brace, whatever it holds. Once no brace closes, none later does: that is what keeps this linear.
 */
function piecesOf(word: string): Piece[] {
  const pieces: Piece[] = [];
  let start = 0;
  for (let at = word.indexOf('$'); at !== -1; ) {
    const next = word.charAt(at + 1);
    const close = next === '{' ? word.indexOf('}', at + 2) : -1;
    if (next === '{' && close === -1) break;
    if (next !== '{' && next !== '$') {
      at = word.indexOf('$', at + 1);
      continue;
    }
    pieces.push({ text: word.slice(start, next === '$' ? at + 1 : at) });
    if (next === '{') pieces.push({ name: word.slice(at + 2, close) });
    start = next === '$' ? at + 2 : close + 1;
    at = word.indexOf('$', start);
  }
  pieces.push({ text: word.slice(start) });
  return pieces;
}

/** `$NAME` as a whole word; the name is what follows, whatever it is (replace_env_argv). */
function wholeWord(word: string): string | null {
  return /^\$(?![{$])/.test(word) ? word.slice(1) : null;
}

/** The variables of an argv (systemd.service(5), "Command Lines"), at most one report for each place. */
export function usedVariables(argv: readonly string[]): UsedVariable[] {
  const used: UsedVariable[] = [];
  for (const [argument, word] of argv.entries()) {
    if (!word.includes('$')) continue;
    const whole = wholeWord(word);
    if (whole !== null) used.push({ name: whole, form: 'word', argument });
    else {
      for (const piece of piecesOf(word)) {
        if ('name' in piece) used.push({ name: piece.name, form: 'text', argument });
      }
    }
  }
  return used;
}

/**
 * Replaces variables in an argv the way systemd does before it runs a command; those that `environment` lacks are empty, as
 * there, and named in `unset`. Stops at `MAX_UNIT_EXPANDED` characters.
 */
export function expandVariables(
  argv: readonly string[],
  environment: ReadonlyMap<string, string>,
): { readonly argv: string[]; readonly unset: string[]; readonly cut: boolean } {
  const unset = new Set<string>();
  const expanded: string[] = [];
  let length = 0;
  const lookUp = (name: string): string => {
    const value = environment.get(name);
    if (value === undefined) unset.add(name);
    length += value?.length ?? 0;
    return length > MAX_UNIT_EXPANDED ? '' : (value ?? '');
  };
  for (const word of argv) {
    const whole = wholeWord(word);
    if (whole === null) {
      const pieces = piecesOf(word).map((piece) => ('name' in piece ? lookUp(piece.name) : piece.text));
      expanded.push(pieces.join(''));
    } else {
      for (const part of splitWords(lookUp(whole), 'value')) expanded.push(part);
    }
  }
  return { argv: expanded, unset: [...unset], cut: length > MAX_UNIT_EXPANDED };
}
