import { MAX_SCRIPT_LINE, MAX_SCRIPT_LINES } from '../../../shared/limits.ts';
import { joinedLines, type ScriptLine } from './script-text.ts';

/** One or more lines of a shell script that belong together. */
export interface ScriptStatement {
  /** Its first line, from 1. */
  readonly line: number;
  /** Without white space at its ends. */
  readonly text: string;
  /** Body of the here-document that it opens; null without one. */
  readonly document: string | null;
}

/** Lines that one open quote may span; one that is not closed by then is taken as a stray apostrophe. */
const MAX_QUOTED_LINES = 400;
const HERE_DOCUMENT = /(?<!<)<<-?[ \t]*\\?(["']?)([A-Za-z_]\w*)\1/;

/**
 * Statements of a shell script: continuation lines, lines of an open quote, and here-documents (POSIX.1-2024, Shell Command Language,
 * 2.2 and 2.7.4) go together; comment and empty lines are left out. Best effort, never throws. Ends after `MAX_SCRIPT_LINES`
 * (`isLongScript` tells).
 */
export function* scriptStatements(text: string): Generator<ScriptStatement> {
  const lines: ScriptLine[] = [];
  for (const line of joinedLines(text)) {
    if (line.line > MAX_SCRIPT_LINES) break;
    lines.push(line);
  }
  const delimiters = lastLines(lines);
  for (let at = 0; at < lines.length; at += 1) {
    const first = lines[at];
    if (first === undefined || /^\s*(?:#|$)/.test(first.text)) continue;
    const end = quotedEnd(lines, at);
    let statement = lines
      .slice(at, end + 1)
      .map((line) => line.text)
      .join('\n');
    if (statement.length > MAX_SCRIPT_LINE) statement = statement.slice(0, MAX_SCRIPT_LINE);
    at = end;
    const delimiter = HERE_DOCUMENT.exec(statement)?.[2];
    let document: string | null = null;
    if (delimiter !== undefined && (delimiters.get(delimiter) ?? -1) > at) {
      const body: string[] = [];
      for (at += 1; at < lines.length; at += 1) {
        const line = lines[at]?.text ?? '';
        if (line.trim() === delimiter) break;
        body.push(line);
      }
      document = body.join('\n').slice(0, MAX_SCRIPT_LINE);
    }
    yield { line: first.line, text: statement.trim(), document };
  }
}

/** True when `scriptStatements` does not reach the end of the text. */
export function isLongScript(text: string): boolean {
  let lines = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
    if (++lines > MAX_SCRIPT_LINES) return true;
  }
  return false;
}

/** Last line on which each word stands alone, so that an unclosed here-document is found without a search to the end. */
function lastLines(lines: readonly ScriptLine[]): Map<string, number> {
  const last = new Map<string, number>();
  for (const [at, { text }] of lines.entries()) {
    const word = text.trim();
    if (word.length < 64 && /^[A-Za-z_]\w*$/.test(word)) last.set(word, at);
  }
  return last;
}

/** Index of the line on which quotes that open on line `from` are closed; `from` itself when they never are. */
function quotedEnd(lines: readonly ScriptLine[], from: number): number {
  let open = '';
  let length = 0;
  for (let at = from; at < lines.length && at - from < MAX_QUOTED_LINES; at += 1) {
    const text = lines[at]?.text ?? '';
    length += text.length;
    if (length > MAX_SCRIPT_LINE) return from;
    open = quoteAfter(text, open);
    if (open === '') return at;
  }
  return from;
}

/** The quote that is open after a line, given the one open before it. */
function quoteAfter(text: string, before: string): string {
  let open = before;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '\\' && open !== "'") at += 1;
    else if (open !== '') {
      if (character === open) open = '';
    } else if (character === "'" || character === '"') open = character;
    else if (character === '#' && (at === 0 || /\s/.test(text.charAt(at - 1)))) return '';
  }
  return open;
}
