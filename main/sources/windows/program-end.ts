/** Extensions that end a program's name; the second list only where the first finds nothing (`Foo.com Inc\x.exe`). */
const PROGRAM_EXTENSIONS: ReadonlySet<string> = new Set(['.exe', '.sys', '.bat', '.cmd', '.scr', '.pif']);
const LATE_EXTENSIONS: ReadonlySet<string> = new Set(['.com']);

/**
 * Where the program of an unquoted command line was meant to end (offset in `text`). Windows itself tries every space
 * from the left and takes the first file that is there; without the files the meaning must come from the text: the
 * first part that ends in a program's extension, else the first space behind the last separator before anything that
 * cannot belong to a path. Linear in the length of the text.
 */
export function programEnd(text: string): number {
  const firstSpace = nextSpace(text, 0, text.length);
  if (firstSpace === text.length) return firstSpace;
  if (isBareName(text, firstSpace)) return firstSpace;
  const end = pathEnd(text);
  let late = -1;
  for (let space = nextSpace(text, 0, end); ; space = nextSpace(text, space + 1, end)) {
    const extension = text.slice(space - 4, space).toLowerCase();
    if (PROGRAM_EXTENSIONS.has(extension)) return space;
    if (late === -1 && LATE_EXTENSIONS.has(extension)) late = space;
    if (space === end) break;
  }
  if (late !== -1) return late;
  const option = text.indexOf(' -', firstSpace);
  const limit = option === -1 || option > end ? end : option;
  const separator = Math.max(text.lastIndexOf('\\', limit - 1), text.lastIndexOf('/', limit - 1));
  return nextSpace(text, separator + 1, limit);
}

/** Offsets of the spaces before `end` at which Windows would cut first; runs of spaces count once. */
export function earlierCuts(text: string, end: number, limit: number): number[] {
  const cuts: number[] = [];
  for (let space = nextSpace(text, 0, end); space < end && cuts.length < limit; ) {
    if (space > 0 && !isSpace(text.charCodeAt(space - 1))) cuts.push(space);
    space = nextSpace(text, space + 1, end);
  }
  return cuts;
}

/** Offset of the first quote, wildcard, redirection, option with a slash or second drive: no path goes beyond it. */
function pathEnd(text: string): number {
  for (let index = prefixLength(text); index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (NEVER_IN_A_PATH.has(code)) return withoutSpaces(text, index);
    if (!isSpace(code)) continue;
    const next = text[index + 1];
    if (next === '/' || next === '\\') return withoutSpaces(text, index);
    if (text[index + 2] === ':' && next !== undefined) return withoutSpaces(text, index);
  }
  return text.length;
}

/** `"`, `*`, `<`, `>`, `?`, `|` ("Naming Files, Paths, and Namespaces", Microsoft Learn; the colon starts a stream). */
const NEVER_IN_A_PATH: ReadonlySet<number> = new Set([0x22, 0x2a, 0x3c, 0x3e, 0x3f, 0x7c]);

function prefixLength(text: string): number {
  return text.startsWith('\\??\\') || text.startsWith('\\\\?\\') || text.startsWith('\\\\.\\') ? 4 : 0;
}

function isBareName(text: string, end: number): boolean {
  for (let index = 0; index < end; index += 1) {
    const character = text[index];
    if (character === '\\' || character === '/' || character === ':') return false;
  }
  return true;
}

function nextSpace(text: string, from: number, end: number): number {
  for (let index = from; index < end; index += 1) {
    if (isSpace(text.charCodeAt(index))) return index;
  }
  return end;
}

function withoutSpaces(text: string, end: number): number {
  let last = end;
  while (last > 0 && isSpace(text.charCodeAt(last - 1))) last -= 1;
  return last;
}

/** CreateProcess cuts at spaces and tabs. */
export function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x09;
}
