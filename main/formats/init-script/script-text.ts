import { Buffer } from 'node:buffer';
import { MAX_SCRIPT_LINE } from '../../../shared/limits.ts';

/** One line of a text after lines that end in a backslash were joined. */
export interface ScriptLine {
  /** Its first line, from 1. */
  readonly line: number;
  readonly text: string;
  /** It was longer than `MAX_SCRIPT_LINE` and cut there. */
  readonly cut: boolean;
}

/** Text of the bytes, U+FFFD for what is not UTF-8, without a byte order mark; CRLF becomes LF. Never throws. */
export function scriptText(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  return (text.startsWith('\ufeff') ? text.slice(1) : text).replaceAll('\r\n', '\n');
}

/** Lines as they stand, numbered from 1, each at most `MAX_SCRIPT_LINE` characters. */
export function* plainLines(text: string): Generator<ScriptLine> {
  let line = 0;
  for (let at = 0; at < text.length; ) {
    const newline = text.indexOf('\n', at);
    const end = newline === -1 ? text.length : newline;
    const cut = end - at > MAX_SCRIPT_LINE;
    line += 1;
    yield { line, text: text.slice(at, cut ? at + MAX_SCRIPT_LINE : end), cut };
    at = end + 1;
  }
}

/**
 * Lines with continuations joined: a line that ends in an odd number of backslashes goes on (POSIX.1-2024, Shell Command Language,
 * 2.2.1). Comment lines end no continuation and begin none.
 */
export function* joinedLines(text: string): Generator<ScriptLine> {
  let parts: string[] = [];
  let length = 0;
  let first = 0;
  let cut = false;
  for (const line of plainLines(text)) {
    const isComment = parts.length === 0 && /^\s*#/.test(line.text);
    const backslashes = /\\*$/.exec(line.text.slice(-64))?.[0].length ?? 0;
    const goesOn = !isComment && !line.cut && backslashes % 2 === 1;
    if (parts.length === 0) first = line.line;
    const room = MAX_SCRIPT_LINE - length;
    const part = goesOn ? line.text.slice(0, -1) : line.text;
    cut ||= line.cut || part.length > room;
    if (room > 0) parts.push(part.slice(0, room));
    length += Math.min(part.length, Math.max(room, 0));
    if (goesOn) continue;
    yield { line: first, text: parts.join(''), cut };
    parts = [];
    length = 0;
    cut = false;
  }
  if (parts.length > 0) yield { line: first, text: parts.join(''), cut };
}
