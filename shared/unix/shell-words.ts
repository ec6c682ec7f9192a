import { append } from '../append.ts';

/** Words of one logical command, and where a new command begins. */
interface Token {
  readonly text: string;
  /** `;`, `&`, `&&`, `|`, `||`, a newline, a parenthesis or brace. */
  readonly operator: boolean;
}

/** Words and operators of one text that are looked at; the longest scripts of real services have some thousands. */
const MAX_TOKENS = 20_000;
const OPERATOR = new Set([';', '&', '|', '(', ')', '\n']);

/**
 * Words of a POSIX shell command line without expansion: quotes and backslashes are taken off, `#` begins a comment where a word
 * would begin (POSIX.1-2024, Shell Command Language, 2.2 Quoting and 2.3 Token Recognition). Operators and redirections are left out.
 */
export function shellWords(text: string): string[] {
  return tokens(text)
    .filter(({ operator }) => !operator)
    .map(({ text: word }) => word);
}

/**
 * The simple commands of a shell script as lists of words, in the order in which they stand: separators, pipes, subshells and the
 * inside of `$(…)` and backquotes begin a new one; leading assignments, reserved words and redirections are left out. Best effort:
 * functions and here-documents are read as commands.
 */
export function shellCommands(code: string): string[][] {
  const commands: string[][] = [];
  let words: string[] = [];
  const end = (): void => {
    const command = withoutPrelude(words);
    if (command.length > 0) commands.push(command);
    words = [];
  };
  for (const token of tokens(code)) {
    if (token.operator) end();
    else words.push(token.text);
  }
  end();
  return commands;
}

const RESERVED = new Set([
  'if',
  'then',
  'else',
  'elif',
  'fi',
  'do',
  'done',
  'while',
  'until',
  'case',
  'esac',
  'in',
  '{',
  '}',
  '!',
  'function',
  'time',
]);
const ASSIGNMENT = /^[A-Za-z_]\w*\+?=/;

function withoutPrelude(words: readonly string[]): string[] {
  let at = 0;
  while (at < words.length && (RESERVED.has(words[at] ?? '') || ASSIGNMENT.test(words[at] ?? ''))) at += 1;
  return words.slice(at);
}

function tokens(text: string, depth = 0): Token[] {
  const found: Token[] = [];
  const nested: string[] = [];
  let word = '';
  let open = false;
  let redirect = false;
  const end = (): void => {
    if (!open) return;
    if (redirect) redirect = false;
    else found.push({ text: word, operator: false });
    word = '';
    open = false;
  };
  let at = 0;
  while (at < text.length && found.length < MAX_TOKENS) {
    const character = text[at] ?? '';
    if (character === '\\') {
      // A line that ends in a backslash goes on (2.2.1).
      if (text[at + 1] !== '\n') {
        word += text[at + 1] ?? '';
        open = true;
      }
      at += 2;
    } else if (character === "'") {
      const close = text.indexOf("'", at + 1);
      const stop = close === -1 ? text.length : close;
      word += text.slice(at + 1, stop);
      open = true;
      at = stop + 1;
    } else if (character === '"') {
      const quoted = doubleQuoted(text, at + 1);
      word += quoted.text;
      append(nested, quoted.nested);
      open = true;
      at = quoted.end;
    } else if (character === '`' || text.startsWith('$(', at)) {
      const inside = substitution(text, at);
      append(nested, inside.code);
      word += text.slice(at, inside.end);
      open = true;
      at = inside.end;
    } else if (character === '#' && !open) {
      const newline = text.indexOf('\n', at);
      at = newline === -1 ? text.length : newline;
    } else if (character === '>' || character === '<') {
      // The number before it belongs to the redirection, the word after it is a file.
      if (open && /^\d+$/.test(word)) {
        word = '';
        open = false;
      }
      end();
      while (text[at] === '>' || text[at] === '<' || text[at] === '|') at += 1;
      if (text[at] === '&') at += 1;
      if (text[at] === '(') redirect = false;
      else redirect = true;
    } else if (OPERATOR.has(character)) {
      end();
      redirect = false;
      found.push({ text: character, operator: true });
      at += 1;
    } else if (/\s/.test(character)) {
      end();
      at += 1;
    } else {
      word += character;
      open = true;
      at += 1;
    }
  }
  end();
  // What runs inside substitutions comes after the command that holds them.
  for (const code of depth < MAX_DEPTH ? nested.slice(0, MAX_NESTED) : []) {
    found.push({ text: ';', operator: true });
    for (const token of tokens(code, depth + 1)) {
      if (found.length >= MAX_TOKENS) break;
      found.push(token);
    }
  }
  return found;
}

/** Substitutions of one text that are followed. */
const MAX_NESTED = 64;
/** Substitutions within each other. */
const MAX_DEPTH = 8;

function doubleQuoted(text: string, from: number): { text: string; nested: string[]; end: number } {
  let word = '';
  const nested: string[] = [];
  let at = from;
  while (at < text.length && text[at] !== '"') {
    if (text[at] === '\\' && /["\\$`\n]/.test(text[at + 1] ?? '')) {
      if (text[at + 1] !== '\n') word += text[at + 1] ?? '';
      at += 2;
    } else if (text[at] === '`' || text.startsWith('$(', at)) {
      const inside = substitution(text, at);
      append(nested, inside.code);
      word += text.slice(at, inside.end);
      at = inside.end;
    } else {
      word += text[at] ?? '';
      at += 1;
    }
  }
  return { text: word, nested, end: at + 1 };
}

/**
 * `$(…)` with its parentheses balanced, or what stands between backquotes. In `$((…))` nothing is run but the substitutions within it
 * (2.6.4 Arithmetic Expansion); `$((…); …)` is a substitution that begins with a subshell.
 */
function substitution(text: string, from: number, outer = 0): { code: readonly string[]; end: number } {
  if (text[from] === '`') {
    const close = text.indexOf('`', from + 1);
    const end = close === -1 ? text.length : close;
    return { code: [text.slice(from + 1, end)], end: end + 1 };
  }
  let depth = 0;
  let at = from + 1;
  for (; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1;
    else if (text[at] === ')' && --depth === 0) break;
  }
  const code = text.slice(from + 2, at);
  if (code.startsWith('(') && outer < MAX_DEPTH && isArithmetic(code)) {
    return { code: within(code, outer + 1), end: at + 1 };
  }
  return { code: [code], end: at + 1 };
}

/** Does the parenthesis that `code` begins with close at its end? */
function isArithmetic(code: string): boolean {
  let depth = 0;
  for (let at = 0; at < code.length; at += 1) {
    if (code[at] === '(') depth += 1;
    else if (code[at] === ')' && --depth === 0) return at === code.length - 1;
  }
  return false;
}

/** The substitutions in an arithmetic expression. */
function within(expression: string, depth: number): string[] {
  const found: string[] = [];
  for (let at = 0; at < expression.length && found.length < MAX_NESTED; ) {
    if (expression[at] !== '`' && !expression.startsWith('$(', at)) at += 1;
    else {
      const inside = substitution(expression, at, depth);
      found.push(...inside.code);
      at = inside.end;
    }
  }
  return found;
}
