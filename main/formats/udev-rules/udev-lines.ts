/** udev refuses longer lines (UTIL_LINE_SIZE, src/udev/udev-rules.c; continuation lines counted together). */
const MAX_LINE = 16_384;

export interface UdevLine {
  readonly line: number;
  readonly text: string;
  readonly problem: string | null;
}

/** Lines with continuations joined; a comment line within a continuation vanishes. Empty and comment lines are left out. */
export function* udevLines(text: string): Generator<UdevLine> {
  let parts: string[] = [];
  let length = 0;
  let first = 0;
  let line = 0;
  for (let at = 0; at < text.length; ) {
    const newline = text.indexOf('\n', at);
    const end = newline === -1 ? text.length : newline;
    const isLong = end - at > MAX_LINE;
    const content = text.slice(at, isLong ? at + MAX_LINE : end).trimStart();
    at = end + 1;
    line += 1;
    if (parts.length === 0) first = line;
    if (content.startsWith('#') || (content === '' && parts.length === 0)) continue;
    const goesOn = !isLong && content.endsWith('\\') && at <= text.length;
    length += content.length;
    // What is too long is refused as a whole: there is no use in keeping it.
    if (length <= MAX_LINE) parts.push(goesOn ? content.slice(0, -1) : content);
    if (goesOn) {
      if (parts.length === 0) parts.push('');
      continue;
    }
    const problem = isLong || length > MAX_LINE ? 'the line is too long, udev ignores it' : null;
    yield { line: first, text: problem === null ? parts.join('') : '', problem };
    parts = [];
    length = 0;
  }
  if (parts.length > 0) {
    const problem = length > MAX_LINE ? 'the line is too long, udev ignores it' : null;
    yield { line: first, text: problem === null ? parts.join('') : '', problem };
  }
}
