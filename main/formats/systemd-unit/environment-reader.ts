interface RawAssignment {
  readonly name: string;
  readonly value: string;
  readonly line: number;
}

/** Between double quotes a backslash takes these (SHELL_NEED_ESCAPE, src/basic/escape.h); before others it stays. */
const NEEDS_ESCAPE = '"\\`$';

/** The state machine of parse_env_file_internal (src/basic/env-file.c), one method a state that reads on to its end. */
export class EnvironmentFileReader {
  readonly #text: string;
  #at = 0;
  line = 1;
  openQuoteAt: number | null = null;

  constructor(text: string) {
    this.#text = text;
  }

  *assignments(): Generator<RawAssignment> {
    while (this.#at < this.#text.length) {
      const character = this.#text.charAt(this.#at);
      if (isSpace(character)) this.#step();
      else if (character === '#' || character === ';') this.#comment();
      else {
        const line = this.line;
        const name = this.#name();
        if (name !== null) yield { name, value: this.#value(), line };
      }
    }
  }

  #step(): string {
    const character = this.#text.charAt(this.#at);
    this.#at += 1;
    if (character === '\n') this.line += 1;
    return character;
  }

  /** A backslash takes the next character; since systemd 254 a line end ends a comment all the same. */
  #comment(): void {
    while (this.#at < this.#text.length && !isLineEnd(this.#text.charAt(this.#at))) this.#at += 1;
  }

  /** Null for a line without `=`. */
  #name(): string | null {
    const start = this.#at;
    while (this.#at < this.#text.length) {
      const character = this.#text.charAt(this.#at);
      if (isLineEnd(character)) return null;
      this.#at += 1;
      if (character === '=') return trimEnd(this.#text.slice(start, this.#at - 1));
    }
    return null;
  }

  /** Quotes count until the first other character of the value; after that they are text. */
  #value(): string {
    const parts: string[] = [];
    while (this.#at < this.#text.length) {
      const character = this.#text.charAt(this.#at);
      if (isLineEnd(character)) return parts.join('');
      if (character === "'") this.#singleQuoted(parts);
      else if (character === '"') this.#doubleQuoted(parts);
      else if (isSpace(character)) this.#at += 1;
      else return `${parts.join('')}${this.#unquoted()}`;
    }
    return parts.join('');
  }

  #unquoted(): string {
    const parts: string[] = [];
    /** Where in the joined text trailing white space may be cut: an escaped blank stays. */
    let kept = 0;
    let length = 0;
    while (this.#at < this.#text.length) {
      const character = this.#text.charAt(this.#at);
      if (isLineEnd(character)) break;
      this.#step();
      if (character === '\\') {
        const next = this.#step();
        if (!isLineEnd(next)) parts.push(next);
        length += isLineEnd(next) ? 0 : next.length;
        kept = length;
      } else {
        parts.push(character);
        length += 1;
        if (!isSpace(character)) kept = length;
      }
    }
    return parts.join('').slice(0, kept);
  }

  #singleQuoted(parts: string[]): void {
    const line = this.line;
    const start = this.#at + 1;
    const end = this.#text.indexOf("'", start);
    const content = this.#text.slice(start, end === -1 ? undefined : end);
    parts.push(content);
    this.line += content.split('\n').length - 1;
    this.#at = start + content.length + 1;
    if (end === -1) this.openQuoteAt = line;
  }

  #doubleQuoted(parts: string[]): void {
    const line = this.line;
    this.#step();
    while (this.#at < this.#text.length) {
      const character = this.#step();
      if (character === '"') return;
      if (character !== '\\') parts.push(character);
      else if (this.#at < this.#text.length) {
        const next = this.#step();
        if (NEEDS_ESCAPE.includes(next)) parts.push(next);
        else if (next !== '\n') parts.push('\\', next);
      }
    }
    this.openQuoteAt = line;
  }
}

function isLineEnd(character: string): boolean {
  return character === '\n' || character === '\r';
}

function isSpace(character: string): boolean {
  return character === ' ' || character === '\t' || character === '\n' || character === '\r';
}

function trimEnd(text: string): string {
  let end = text.length;
  while (end > 0 && isSpace(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}
