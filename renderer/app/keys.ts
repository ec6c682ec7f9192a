/** The parts of a key press that shortcuts look at. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  /** The focus is where text is typed, so that letters are text. */
  readonly typing: boolean;
}

export type Command =
  | { readonly kind: 'go'; readonly key: string }
  | { readonly kind: 'go-to'; readonly index: number }
  | { readonly kind: 'chord' }
  | { readonly kind: 'filter' }
  | { readonly kind: 'help' }
  | { readonly kind: 'save' }
  | { readonly kind: 'open' };

/** What a key press means everywhere in the window; null when it is left to what has the focus. `afterG`: the key before was `g`. */
export function commandOf(press: KeyPress, afterG: boolean): Command | null {
  const main = press.ctrlKey || press.metaKey;
  if (main && !press.altKey) {
    if (press.key.toLowerCase() === 's') return { kind: 'save' };
    if (press.key.toLowerCase() === 'o') return { kind: 'open' };
    if (press.key.toLowerCase() === 'f') return { kind: 'filter' };
    return null;
  }
  if (press.altKey) {
    // By place, since Alt types other characters on some keyboards.
    const digit = /^Digit([1-9])$/.exec(press.code)?.[1];
    return digit === undefined ? null : { kind: 'go-to', index: Number(digit) - 1 };
  }
  if (press.typing) return null;
  if (afterG) return { kind: 'go', key: press.key.toLowerCase() };
  if (press.key === 'g') return { kind: 'chord' };
  if (press.key === '/') return { kind: 'filter' };
  if (press.key === '?') return { kind: 'help' };
  return null;
}

const TYPES_TEXT = new Set(['text', 'search', 'email', 'number', 'password', 'tel', 'url', '']);

/** Does a key press there type text? */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return TYPES_TEXT.has(target.type);
  return (
    target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable
  );
}
