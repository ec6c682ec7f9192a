import { MAX_REMEMBERED } from '../../../shared/limits.ts';
import { memo } from '../../../shared/memo.ts';
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
    return { ...script, code: leftOut ? '' : script.code, leftOut };
  }

  #read(path: string): Omit<Code, 'leftOut'> | null {
    const bytes = this.#bytes(path);
    // Programs hold NUL early.
    if (bytes === null || bytes.subarray(0, 4_096).includes(0)) return null;
    const text = scriptText(bytes);
    const shebang = parseShebang(text);
    const said = { language: language(shebang?.words ?? [], path), byItself: shebang !== null };
    const comment = SLASHES.has(said.language) ? /^(?:#|\/\/)/ : /^#/;
    const lines: string[] = [];
    for (const { text: line } of joinedLines(text)) {
      const code = line.trim();
      if (code !== '' && !comment.test(code)) lines.push(code);
    }
    const whole = lines.join('\n');
    if (whole === '') return null;
    const isLong = whole.length > MAX_HEAD + MAX_TAIL;
    return { ...said, code: isLong ? `${whole.slice(0, MAX_HEAD)}\n[…]\n${whole.slice(-MAX_TAIL)}` : whole };
  }

  #bytes(path: string): Uint8Array | null {
    const opened = this.#evidence.open(path);
    if (!opened.ok) return null;
    const file = opened.value;
    try {
      const start = new Uint8Array(Math.min(MAX_START, file.size));
      const first = start.subarray(0, file.read(0, start));
      const rest = Math.min(MAX_END, file.size - first.length);
      if (rest <= 0) return first;
      const end = new Uint8Array(rest);
      const last = end.subarray(0, file.read(file.size - rest, end));
      // Not the rest of a line that began before; where it has no end it is all there is.
      return Buffer.concat([first, NEWLINE, last.subarray(last.indexOf(0x0a) + 1)]);
    } catch (error) {
      if (!(error instanceof ByteSourceError)) throw error;
      return null;
    } finally {
      file.close();
    }
  }
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
