import { MAX_REMEMBERED } from '../../../shared/limits.ts';
import { memo } from '../../../shared/memo.ts';
import { lineRanges } from '../../../shared/unix/code-lines.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import { ByteSourceError } from '../../formats/byte-source.ts';
import { joinedLines, scriptText } from '../../formats/init-script/script-text.ts';
import { parseShebang } from '../../formats/init-script/shebang.ts';

/** Where systems keep programs of their own. Their scripts are many, long and known, and whether they were changed is asked otherwise. */
const OF_THE_SYSTEM = /^\/(?:System|usr\/(?:s?bin|lib\w*|share)|s?bin|lib\w*)\/(?!local\/)/;
/** Bytes of a script that are looked into, at its beginning and, of a larger one, at its end; what services start is far smaller. */
const MAX_START = 192 * 1024;
const MAX_END = 64 * 1024;
/** Characters of its code that a record keeps, of a longer one the beginning and the end: whoever changes a script adds lines at its end. */
const MAX_HEAD = 12_288;
const MAX_TAIL = 4_096;
/** Characters of all code in the records of one source; a script that many services start counts for each. */
const MAX_ALL = 8 * 1024 * 1024;

export interface Code {
  /** Lines that are no comments. */
  readonly code: string;
  /** Which lines of the file those are (`lineRanges`); lines behind a part that was not read are not numbered. */
  readonly lines: string;
  /** `sh`, `python`…, empty where nothing tells. */
  readonly language: string;
  /** It begins with `#!`, so that the kernel finds its interpreter. */
  readonly byItself: boolean;
  /** The run keeps enough code already: this one was not looked into, and `code` is empty. */
  readonly leftOut: boolean;
}

/** Reads the code of scripts that services start, of those that lie outside the system's own folders of programs. */
export class ScriptCode {
  readonly #evidence: Evidence;
  readonly #known: (path: string) => Omit<Code, 'leftOut'> | null;
  #left = MAX_ALL;

  constructor(evidence: Evidence) {
    this.#evidence = evidence;
    this.#known = memo((path) => (OF_THE_SYSTEM.test(path) ? null : this.#read(path)), MAX_REMEMBERED);
  }

  /**
   * For one service more. By evidence path; null for a program, for a text that neither begins with `#!` nor is `named` to an
   * interpreter, and for what cannot be read, which hashing reports.
   */
  of(path: string, named: boolean): Code | null {
    const script = this.#known(path);
    if (script === null || !(named || script.byItself)) return null;
    const leftOut = script.code.length > this.#left;
    if (!leftOut) this.#left -= script.code.length;
    return { ...script, ...(leftOut ? { code: '', lines: '' } : {}), leftOut };
  }

  #read(path: string): Omit<Code, 'leftOut'> | null {
    const read = this.#bytes(path);
    // Programs hold NUL early.
    if (read === null || read.bytes.subarray(0, 4_096).includes(0)) return null;
    const text = scriptText(read.bytes);
    const shebang = parseShebang(text);
    const said = { language: language(shebang?.words ?? [], path), byItself: shebang !== null };
    const comment = SLASHES.has(said.language) ? /^(?:#|\/\/)/ : /^#/;
    const rows: string[] = [];
    const numbers: number[] = [];
    for (const { line, text: written } of joinedLines(text)) {
      const code = written.trim();
      if (code === '' || comment.test(code)) continue;
      rows.push(code);
      numbers.push(line);
    }
    const whole = rows.join('\n');
    if (whole === '') return null;
    const lines = numbers.map((line) => (line <= read.numbered ? line : null));
    if (whole.length <= MAX_HEAD + MAX_TAIL) return { ...said, code: whole, lines: lineRanges(lines) };
    const head = whole.slice(0, MAX_HEAD);
    const tail = whole.slice(-MAX_TAIL);
    const kept = [...lines.slice(0, rowsOf(head)), null, ...lines.slice(-rowsOf(tail))];
    return { ...said, code: `${head}\n[…]\n${tail}`, lines: lineRanges(kept) };
  }

  /** `numbered`: lines that stand where they stand in the file. */
  #bytes(path: string): { readonly bytes: Uint8Array; readonly numbered: number } | null {
    const opened = this.#evidence.open(path);
    if (!opened.ok) return null;
    const file = opened.value;
    try {
      const start = new Uint8Array(Math.min(MAX_START, file.size));
      const first = start.subarray(0, file.read(0, start));
      const rest = Math.min(MAX_END, file.size - first.length);
      if (rest <= 0) return { bytes: first, numbered: Infinity };
      const end = new Uint8Array(rest);
      const last = end.subarray(0, file.read(file.size - rest, end));
      // Not the rest of a line that began before; where it has no end it is all there is.
      const bytes = Buffer.concat([first, NEWLINE, last.subarray(last.indexOf(0x0a) + 1)]);
      return { bytes, numbered: linesOf(first) };
    } catch (error) {
      if (!(error instanceof ByteSourceError)) throw error;
      return null;
    } finally {
      file.close();
    }
  }
}

function rowsOf(text: string): number {
  return text.split('\n').length;
}

function linesOf(bytes: Uint8Array): number {
  let lines = 1;
  for (let at = bytes.indexOf(0x0a); at !== -1; at = bytes.indexOf(0x0a, at + 1)) lines += 1;
  return lines;
}

const NEWLINE = new Uint8Array([0x0a]);
/** Languages in which two slashes begin a comment; for a shell they begin a path. */
const SLASHES: ReadonlySet<string> = new Set(['node', 'deno', 'bun', 'php', 'js']);
const BY_ENDING: ReadonlyMap<string, string> = new Map([
  ['py', 'python'],
  ['pl', 'perl'],
  ['rb', 'ruby'],
  ['js', 'node'],
]);

function language(words: readonly string[], path: string): string {
  const [interpreter = '', second = ''] = words;
  const program = /\/env$/.test(interpreter) ? second : interpreter;
  const name = program.slice(program.lastIndexOf('/') + 1);
  if (/^(?:ba|da|z|k|a|mk)?sh$/.test(name)) return 'sh';
  if (name !== '') return name.replace(/[\d.]+$/, '');
  const ending = path.slice(path.lastIndexOf('.') + 1);
  return BY_ENDING.get(ending) ?? ending;
}
