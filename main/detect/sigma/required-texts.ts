/** More alternatives than these are not worth looking for one by one. */
const MAX_TEXTS = 48;
/** Escapes that stand for a place, a class or a control character, and so are no plain text. */
const NO_TEXT = /[bBdDsSwWAzntrfv]/;
/** What follows the bracket of a group that does not capture, has flags or a name. */
const GROUP_KIND = /\?(?:P?<\w+>|[a-zA-Z]*(?:-[a-zA-Z]+)?:?)/y;
const QUANTIFIER = /(?:[?*+]|\{\d+(?:,\d*)?\})\??/y;

/**
 * Texts in lower case of which whatever a regular expression of RE2 matches holds at least one; null when none are plain to see. A
 * value that holds none, case aside, need not be given to the engine, which is a hundred times slower. `ignoresCase`: by a flag outside
 * the expression.
 */
export function requiredTexts(source: string, ignoresCase: boolean): readonly string[] | null {
  return new Reader(source, ignoresCase || /\(\?[a-zA-Z-]*i/.test(source)).read();
}

class Reader {
  readonly #source: string;
  readonly #ignoresCase: boolean;
  #at = 0;
  #understood = true;

  constructor(source: string, ignoresCase: boolean) {
    this.#source = source;
    this.#ignoresCase = ignoresCase;
  }

  read(): readonly string[] | null {
    const texts = this.#alternatives();
    return this.#understood && this.#at >= this.#source.length ? texts : null;
  }

  /** Up to the bracket that ends the group, or the end. */
  #alternatives(): readonly string[] | null {
    const all: string[] = [];
    let known = true;
    for (;;) {
      const texts = this.#sequence();
      if (texts === null) known = false;
      else all.push(...texts);
      if (this.#source[this.#at] !== '|') break;
      this.#at += 1;
    }
    return known && all.length <= MAX_TEXTS ? all : null;
  }

  /** All of its parts must be there, so that the best of them is enough. */
  #sequence(): readonly string[] | null {
    let best: readonly string[] | null = null;
    let run = '';
    const offer = (texts: readonly string[] | null): void => {
      if (texts !== null && (best === null || shortest(texts) > shortest(best))) best = texts;
    };
    const endRun = (): void => {
      if (run !== '') offer([run.toLowerCase()]);
      run = '';
    };
    while (
      this.#at < this.#source.length &&
      this.#source[this.#at] !== '|' &&
      this.#source[this.#at] !== ')'
    ) {
      const isGroup = this.#source[this.#at] === '(';
      const text = isGroup ? null : this.#character();
      const group = isGroup ? this.#group() : null;
      const quantifier = this.#take(QUANTIFIER);
      const isThere = quantifier === '' || quantifier.startsWith('+');
      if (text !== null && isThere) run += text;
      if (text === null || quantifier !== '') endRun();
      if (isThere) offer(group);
    }
    endRun();
    return best;
  }

  #group(): readonly string[] | null {
    this.#at += 1;
    this.#take(GROUP_KIND);
    const texts = this.#alternatives();
    this.#at += 1;
    return texts;
  }

  /** One character that stands for itself; null for anything else of one place. */
  #character(): string | null {
    const character = this.#source.charAt(this.#at);
    this.#at += 1;
    if (character === '[') this.#skipClass();
    if (character !== '\\') return /[[^$.]/.test(character) ? null : this.#plain(character);
    const escaped = this.#source.charAt(this.#at);
    this.#at += 1;
    if (NO_TEXT.test(escaped)) return null;
    if (/[a-zA-Z0-9]/.test(escaped)) this.#understood = false;
    return this.#plain(escaped);
  }

  /** Long s and the sign of kelvin are s and k where case does not count, and have lower cases of their own. */
  #plain(character: string): string | null {
    if (character < ' ' || character > '~') return null;
    return this.#ignoresCase && /[sk]/i.test(character) ? null : character;
  }

  /** From behind the bracket that begins a class to behind the one that ends it. */
  #skipClass(): void {
    if (this.#source[this.#at] === '^') this.#at += 1;
    // The first bracket is one of the class.
    if (this.#source[this.#at] === ']') this.#at += 1;
    while (this.#at < this.#source.length && this.#source[this.#at] !== ']') {
      const named = this.#source.startsWith('[:', this.#at) ? this.#source.indexOf(':]', this.#at) : -1;
      if (named !== -1) this.#at = named + 1;
      else if (this.#source[this.#at] === '\\') this.#at += 1;
      this.#at += 1;
    }
    this.#at += 1;
  }

  /** What the pattern finds here, passed over; empty when it is not here. */
  #take(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#source)?.[0] ?? '';
    this.#at += found.length;
    return found;
  }
}

function shortest(texts: readonly string[]): number {
  return texts.reduce((least, { length }) => Math.min(least, length), Number.POSITIVE_INFINITY);
}
