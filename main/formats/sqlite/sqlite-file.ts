import { MAX_PACKAGE_DAMAGE } from '../../../shared/limits.ts';
import { ByteCursor } from '../byte-cursor.ts';
import { ParseError } from '../parse-error.ts';
import { latin1Text } from '../text-slice.ts';
import { readSqliteRecord, type SqliteEncoding, type SqliteValue } from './sqlite-record.ts';
import { readVarint } from './sqlite-varint.ts';

/**
 * A read-only reader of SQLite database files ("Database File Format", sqlite.org/fileformat.html): whole-table scans of rowid
 * tables and nothing else. Package databases need no SQL, and a library of SQLite compiled to WebAssembly costs more to load than
 * the scan takes, trusts the file more than evidence deserves, and would be the only dependency of the rooms that read evidence.
 * The write-ahead log is another file: whoever has it says that it was not read.
 */
export interface SqliteFile {
  readonly tables: readonly SqliteTable[];
  /** Each row in rowid order; gives what could not be read, the rows around it are. */
  rows(table: SqliteTable, visit: (row: SqliteRow) => void): readonly ParseError[];
  /** Damage met while the schema was read. */
  readonly problems: readonly ParseError[];
}

export interface SqliteTable {
  readonly name: string;
  readonly rootPage: number;
  readonly sql: string;
}

export interface SqliteRow {
  /** Inexact beyond 2^53. An INTEGER PRIMARY KEY column is this and null in `values`. */
  readonly rowid: number;
  readonly values: readonly SqliteValue[];
}

const MAGIC = 'SQLite format 3\0';
const HEADER_SIZE = 100;
const TABLE_INTERIOR = 0x05;
const TABLE_LEAF = 0x0d;
const SCHEMA: SqliteTable = { name: 'sqlite_schema', rootPage: 1, sql: '' };
/** Problems kept of one table. */
const MAX_PROBLEMS = 50;

/** True when the bytes begin as an SQLite database does. */
export function isSqlite(bytes: Uint8Array): boolean {
  return bytes.length >= HEADER_SIZE && latin1Text(bytes, 0, MAGIC.length) === MAGIC;
}

/** Opens a database file. Throws `ParseError` when header (section 1.3) is no SQLite database's. */
export function openSqlite(bytes: Uint8Array): SqliteFile {
  if (!isSqlite(bytes)) throw new ParseError('SQLite header', 0, 'does not begin with "SQLite format 3"');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const stored = view.getUint16(16);
  const pageSize = stored === 1 ? 65_536 : stored;
  if (pageSize < 512 || (pageSize & (pageSize - 1)) !== 0) {
    throw new ParseError('SQLite header', 16, `${stored} is no page size`);
  }
  const usable = pageSize - view.getUint8(20);
  if (usable < 480) throw new ParseError('SQLite header', 20, 'leaves fewer than 480 bytes a page');
  const encodings: readonly SqliteEncoding[] = ['utf-8', 'utf-8', 'utf-16le', 'utf-16be'];
  const encoding = encodings[view.getUint32(56)] ?? 'utf-8';
  const reader = new PageReader(bytes, pageSize, usable, encoding);

  const tables: SqliteTable[] = [];
  const problems = reader.scan(SCHEMA.rootPage, ({ values }) => {
    const [type, name, , rootPage, sql] = values;
    if (type === 'table' && typeof name === 'string' && typeof rootPage === 'number') {
      tables.push({ name, rootPage, sql: typeof sql === 'string' ? sql : '' });
    }
  });
  return { tables, problems, rows: (table, visit) => reader.scan(table.rootPage, visit) };
}

class PageReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #pageSize: number;
  readonly #usable: number;
  readonly #encoding: SqliteEncoding;
  readonly #pages: number;

  constructor(bytes: Uint8Array, pageSize: number, usable: number, encoding: SqliteEncoding) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#pageSize = pageSize;
    this.#usable = usable;
    this.#encoding = encoding;
    this.#pages = Math.floor(bytes.length / pageSize);
  }

  /** Walks a table b-tree (section 1.6). Every page is used once at most, so that loops end and work is bounded by the file. */
  scan(rootPage: number, visit: (row: SqliteRow) => void): readonly ParseError[] {
    const problems: ParseError[] = [];
    const used = new Uint8Array(this.#pages + 1);
    const stack: number[] = [];
    // Cells may not share payload: what is read is no more than the file holds.
    let left = this.#bytes.length;
    let damage = 0;
    const going = () => left >= 0 && damage < MAX_PACKAGE_DAMAGE;
    const attempt = (step: () => void) => {
      try {
        step();
      } catch (error) {
        if (!(error instanceof ParseError)) throw error;
        damage += 1;
        if (problems.length < MAX_PROBLEMS) problems.push(error);
      }
    };
    const push = (page: number) => attempt(() => void stack.push(this.#take(page, used)));
    push(rootPage);
    for (let start = stack.pop(); start !== undefined && going(); start = stack.pop()) {
      const page = start;
      attempt(() => {
        const { type, cells, pointers, rightmost } = this.#pageHeader(page);
        if (type === TABLE_INTERIOR) {
          // Reversed, so that the leftmost is taken next.
          push(rightmost);
          for (let cell = cells - 1; cell >= 0 && going(); cell -= 1) {
            attempt(() => push(this.#view.getUint32(this.#cell(page, pointers, cell, 4))));
          }
          return;
        }
        for (let cell = 0; cell < cells && going(); cell += 1) {
          attempt(() => {
            const { rowid, bytes } = this.#leafCell(page, this.#cell(page, pointers, cell, 2), used);
            left -= bytes.length;
            if (left < 0) throw new ParseError('SQLite page', page, 'cells overlap');
            visit({ rowid, values: readSqliteRecord(bytes, this.#encoding) });
          });
        }
      });
    }
    if (!going()) problems.push(new ParseError('SQLite table', 0, 'too much damage; the rest was not read'));
    return problems;
  }

  /** Section 1.6, "B-tree page header"; `pointers` is where the cell pointers begin. */
  #pageHeader(page: number): { type: number; cells: number; pointers: number; rightmost: number } {
    const header = page === 0 ? HEADER_SIZE : page;
    const type = this.#view.getUint8(header);
    const cells = this.#view.getUint16(header + 3);
    const pointers = header + (type === TABLE_INTERIOR ? 12 : 8);
    if (type !== TABLE_INTERIOR && type !== TABLE_LEAF) {
      throw new ParseError('SQLite page', header, `type ${type} is no page of a table`);
    }
    if (pointers + cells * 2 > page + this.#pageSize) {
      throw new ParseError('SQLite page', header + 3, `${cells} cells do not fit into a page`);
    }
    return { type, cells, pointers, rightmost: this.#view.getUint32(header + 8) };
  }

  /** Offset in the file of a page that has not been used yet. */
  #take(page: number, used: Uint8Array): number {
    if (page < 1 || page > this.#pages) {
      throw new ParseError(
        'SQLite page',
        (page - 1) * this.#pageSize,
        `page ${page} is not one of ${this.#pages}`,
      );
    }
    const start = (page - 1) * this.#pageSize;
    if (used[page] === 1) throw new ParseError('SQLite page', start, `page ${page} is used twice`);
    used[page] = 1;
    return start;
  }

  #cell(pageStart: number, pointers: number, cell: number, size: number): number {
    const offset = this.#view.getUint16(pointers + cell * 2);
    if (offset + size > this.#usable) {
      throw new ParseError('SQLite cell', pointers + cell * 2, `offset ${offset} lies outside the page`);
    }
    return pageStart + offset;
  }

  #leafCell(pageStart: number, cell: number, used: Uint8Array): { rowid: number; bytes: Uint8Array } {
    const pageEnd = pageStart + this.#usable;
    const length = readVarint(this.#bytes, cell, pageEnd, 'SQLite payload size');
    const rowid = readVarint(this.#bytes, length.end, pageEnd, 'SQLite rowid');
    return { rowid: rowid.value, bytes: this.#payload(rowid.end, pageEnd, length.value, used) };
  }

  /** Section 1.6, "Cell Payload Overflow Pages". */
  #payload(start: number, pageEnd: number, size: number, used: Uint8Array): Uint8Array {
    const usable = this.#usable;
    const maxLocal = usable - 35;
    if (size > this.#bytes.length)
      throw new ParseError('SQLite payload', start, `${size} bytes exceed the file`);
    const minLocal = Math.floor(((usable - 12) * 32) / 255) - 23;
    const spread = minLocal + ((size - minLocal) % (usable - 4));
    const local = size <= maxLocal ? size : spread <= maxLocal ? spread : minLocal;
    const cursor = new ByteCursor(this.#bytes, start);
    if (start + local + (local < size ? 4 : 0) > pageEnd) {
      throw new ParseError('SQLite payload', start, `${local} bytes do not fit into the page`);
    }
    const head = cursor.slice(local, 'SQLite payload');
    if (local === size) return head;
    // The chain first: nothing is allocated for pages that are not there.
    const chunks: number[] = [];
    let next = this.#view.getUint32(start + local);
    for (let rest = size - local; rest > 0; rest -= usable - 4) {
      const page = this.#take(next, used);
      chunks.push(page + 4);
      next = this.#view.getUint32(page);
    }
    const payload = new Uint8Array(size);
    payload.set(head);
    let at = local;
    for (const chunk of chunks) {
      const part = Math.min(usable - 4, size - at);
      payload.set(this.#bytes.subarray(chunk, chunk + part), at);
      at += part;
    }
    return payload;
  }
}
