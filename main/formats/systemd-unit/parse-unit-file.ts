import { Buffer, isAscii } from 'node:buffer';
import { MAX_UNIT_ENTRIES, MAX_UNIT_LINE } from '../../../shared/limits.ts';
import { eachLogicalLine } from './unit-lines.ts';
import { type UnitProblem, type UnitProblemCode, UnitProblems } from './unit-problem.ts';
import { isReadSection, unitTypeOfPath } from './unit-sections.ts';
import { decodeLossy, decodeUtf8, isSafe, strip } from './unit-text.ts';

export interface UnitAssignment {
  readonly key: string;
  /** Stripped of white space at both ends; continuation lines joined; neither unquoted nor expanded. */
  readonly value: string;
  /** Its first line, from 1. */
  readonly line: number;
}

/** One header and what follows it. A name that occurs twice in a file makes two sections. */
export interface UnitSection {
  readonly name: string;
  /** Line of the header, from 1. */
  readonly line: number;
  /** True when systemd does not use it: an `X-…` section, or one that units of this type do not have. */
  readonly ignored: boolean;
  readonly assignments: readonly UnitAssignment[];
}

export interface UnitFile {
  readonly path: string;
  readonly sections: readonly UnitSection[];
  readonly problems: readonly UnitProblem[];
  /**
   * The line at which systemd gives up: nothing from there on counts. A fragment then does not load ("bad message"), of a drop-in
   * the lines before still count (config_parse; unit_load_dropin ignores its error). Null when the whole file is read.
   */
  readonly stoppedAt: number | null;
  /** What follows `stoppedAt`, read as if the faulty line were not there: what someone wrote, not what systemd uses. */
  readonly unreached: readonly UnitSection[];
}

interface OpenSection extends UnitSection {
  readonly assignments: UnitAssignment[];
}

/**
 * Decodes a unit file or drop-in after systemd.syntax(7) and systemd's own parser (config_parse and parse_line,
 * src/shared/conf-parser.c). `path` names the file in the result and tells which sections are its own. Never throws: what is
 * wrong is a problem with its line.
 */
export function parseUnitFile(bytes: Uint8Array, path: string): UnitFile {
  const reader = new UnitFileReader(path, isAscii(bytes));
  eachLogicalLine(bytes, reader.problems, (line, text) => reader.read(line, text));
  return reader.finish();
}

class UnitFileReader {
  readonly problems = new UnitProblems();
  readonly #path: string;
  readonly #type;
  readonly #ascii: boolean;
  readonly #sections: OpenSection[] = [];
  #reachedSections = -1;
  #stoppedAt: number | null = null;
  #section: OpenSection | null = null;
  #entries = 0;

  /** `ascii`: no line has anything else. */
  constructor(path: string, ascii: boolean) {
    this.#path = path;
    this.#ascii = ascii;
    this.#type = unitTypeOfPath(path);
  }

  /** False when no further line is to be read. */
  read(line: number, bytes: string | null): boolean {
    if (bytes === null) {
      this.#stop(line, 'line-too-long', `a line, or continuation lines, of ${MAX_UNIT_LINE} bytes and more`);
      return false;
    }
    const raw = strip(bytes);
    if (raw === '') return true;
    const text = this.#ascii ? raw : this.#decode(raw, line);
    if (text.startsWith('[')) this.#header(text, line);
    else this.#assignment(text, line);
    if (this.#entries < MAX_UNIT_ENTRIES) return true;
    this.problems.addLast(line, 'limit-reached', `only the first ${MAX_UNIT_ENTRIES} entries were read`);
    return false;
  }

  finish(): UnitFile {
    const reached = this.#reachedSections === -1 ? this.#sections.length : this.#reachedSections;
    return {
      path: this.#path,
      sections: this.#sections.slice(0, reached),
      problems: this.problems.list(),
      stoppedAt: this.#stoppedAt,
      unreached: this.#sections.slice(reached).filter((section) => section.assignments.length > 0),
    };
  }

  #decode(raw: string, line: number): string {
    if (!/[\u0080-\u00ff]/.test(raw)) return raw;
    const bytes = Buffer.from(raw, 'latin1');
    const text = decodeUtf8(bytes);
    if (text !== null) return text;
    this.#stop(line, 'invalid-utf8', 'the line is not UTF-8');
    return decodeLossy(bytes);
  }

  #header(text: string, line: number): void {
    const closed = text.endsWith(']');
    const name = text.slice(1, closed ? -1 : undefined);
    if (!closed) {
      this.#stop(line, 'invalid-section-header', `no ] at the end of ${text}`);
    } else if (!isSafe(name)) {
      this.#stop(line, 'unsafe-section-name', `characters that a section name may not have: ${name}`);
    }
    const ignored = !isReadSection(name, this.#type);
    if (ignored && !name.startsWith('X-') && this.#stoppedAt === null) {
      this.problems.add(line, 'unknown-section', `[${name}] is no section of this unit type`);
    }
    this.#open(name, line, ignored);
  }

  #assignment(text: string, line: number): void {
    if (this.#section === null) {
      this.problems.add(line, 'assignment-outside-section', 'stands before the first section');
      return;
    }
    const equals = text.indexOf('=');
    if (equals > 0) {
      const value = strip(text.slice(equals + 1));
      this.#section.assignments.push({ key: strip(text.slice(0, equals)), value, line });
      this.#entries += 1;
    } else if (this.#section.ignored) {
      // systemd does not look at the lines of such a section.
    } else if (equals === 0) {
      this.problems.add(line, 'missing-key', 'nothing before the =');
    } else if (text.startsWith('.include ')) {
      this.problems.add(line, 'include-directive', text);
    } else {
      this.problems.add(line, 'missing-equals', 'neither a section header nor an assignment');
    }
  }

  #open(name: string, line: number, ignored: boolean): void {
    this.#section = { name, line, ignored, assignments: [] };
    this.#sections.push(this.#section);
    this.#entries += 1;
  }

  /** What follows goes to sections of its own; of an open section the rest becomes a second one of that name. */
  #stop(line: number, code: UnitProblemCode, what: string): void {
    if (this.#stoppedAt !== null) return;
    this.problems.addLast(line, code, what);
    this.#stoppedAt = line;
    this.#reachedSections = this.#sections.length;
    const open = this.#section;
    if (open !== null) this.#open(open.name, open.line, open.ignored);
  }
}
