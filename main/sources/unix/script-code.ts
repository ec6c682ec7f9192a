import { MAX_REMEMBERED } from '../../../shared/limits.ts';
import { memo } from '../../../shared/memo.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import { ByteSourceError } from '../../formats/byte-source.ts';
import { joinedLines, scriptText } from '../../formats/init-script/script-text.ts';
import { parseShebang } from '../../formats/init-script/shebang.ts';

/** Where systems keep programs of their own. Their scripts are many, long and known, and whether they were changed is asked otherwise. */
const OF_THE_SYSTEM = /^\/(?:System|usr\/(?:s?bin|lib\w*|share)|s?bin|lib\w*)\/(?!local\/)/;
/** Bytes of a script that are looked into; what services start is far smaller. */
const MAX_READ = 256 * 1024;
/** Characters of its code that a record keeps, of a longer one the beginning and the end: whoever changes a script adds lines at its end. */
const MAX_HEAD = 12_288;
const MAX_TAIL = 4_096;
/** Characters of all code that one run keeps. */
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
  /** By evidence path; null for a program, and for what cannot be read, which hashing reports. */
  readonly of: (path: string) => Code | null;
  readonly #evidence: Evidence;
  #left = MAX_ALL;

  constructor(evidence: Evidence) {
    this.#evidence = evidence;
    this.of = memo((path) => (OF_THE_SYSTEM.test(path) ? null : this.#read(path)), MAX_REMEMBERED);
  }

  #read(path: string): Code | null {
    const bytes = this.#beginning(path);
    // Programs hold NUL early.
    if (bytes === null || bytes.subarray(0, 4_096).includes(0)) return null;
    const text = scriptText(bytes);
    const lines: string[] = [];
    for (const { text: line } of joinedLines(text)) {
      const code = line.trim();
      if (code !== '' && !code.startsWith('#') && !code.startsWith('//')) lines.push(code);
    }
    const whole = lines.join('\n');
    const code =
      whole.length <= MAX_HEAD + MAX_TAIL
        ? whole
        : `${whole.slice(0, MAX_HEAD)}\n[…]\n${whole.slice(-MAX_TAIL)}`;
    if (code === '') return null;
    const leftOut = code.length > this.#left;
    if (!leftOut) this.#left -= code.length;
    const shebang = parseShebang(text);
    const said = { language: language(shebang?.words ?? [], path), byItself: shebang !== null };
    return { ...said, code: leftOut ? '' : code, leftOut };
  }

  #beginning(path: string): Uint8Array | null {
    const opened = this.#evidence.open(path);
    if (!opened.ok) return null;
    const file = opened.value;
    try {
      const into = new Uint8Array(Math.min(MAX_READ, file.size));
      return into.subarray(0, file.read(0, into));
    } catch (error) {
      if (!(error instanceof ByteSourceError)) throw error;
      return null;
    } finally {
      file.close();
    }
  }
}

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
