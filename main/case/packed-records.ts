import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { MAX_PACK_SIZE } from '../../shared/limits.ts';
import { type Database, type SqlCell, type Statement, select, selectOne } from './sql.ts';

/** Bytes of JSON that are packed together: enough to compress well, few enough to unpack in a fraction of a millisecond. */
const PACK = 32_768;
/** JSON of one record that is kept alone, as text. */
const ALONE = 1_048_576;
/** What packs are made of: records that there may be hundreds of thousands of. The few others stay readable by any SQLite tool. */
const PACKED = new Set(['service', 'event', 'binary', 'finding', 'diagnostic']);

const UTF8 = new TextEncoder();

/**
 * Writes records under numbers that rise by one. Those of a packed type are gathered to lines of JSON and kept deflated, in `packs`
 * under the number of their first: text makes two thirds of a case, and is asked for one record at a time.
 */
export class RecordWriter {
  readonly #records: Statement;
  readonly #packs: Statement;
  #type = '';
  #first = 0;
  #lines: string[] = [];
  #length = 0;

  constructor(db: Database) {
    this.#records = db.prepare('INSERT INTO records VALUES (?, ?, CAST(? AS TEXT))');
    this.#packs = db.prepare('INSERT INTO packs VALUES (?, ?, ?, ?)');
  }

  write(n: number, type: string, json: string): void {
    if (!PACKED.has(type) || json.length > ALONE) {
      // As bytes: the package encodes text one character at a time.
      this.#records.run([n, type, UTF8.encode(json)]);
      return;
    }
    if (type !== this.#type || n !== this.#first + this.#lines.length) this.flush();
    if (this.#lines.length === 0) {
      this.#type = type;
      this.#first = n;
    }
    this.#lines.push(json);
    this.#length += json.length;
    if (this.#length >= PACK) this.flush();
  }

  /** Must be called at the end. */
  flush(): void {
    if (this.#lines.length === 0) return;
    const data = deflateRawSync(this.#lines.join('\n'), { level: 4 });
    this.#packs.run([this.#first, this.#lines.length, this.#type, data]);
    this.#lines = [];
    this.#length = 0;
  }

  close(): void {
    this.#records.free();
    this.#packs.free();
  }
}

/** The JSON of records by their numbers, in the order given; those that the case does not have are left out. Throws on damage. */
export function* jsonOf(db: Database, numbers: Iterable<number>): Generator<string> {
  let first = 0;
  let lines: readonly string[] = [];
  for (const n of numbers) {
    const alone = selectOne(db, 'SELECT json FROM records WHERE n = ?', [n]);
    if (alone !== undefined) {
      yield String(alone[0]);
      continue;
    }
    if (n < first || n >= first + lines.length) {
      const pack = selectOne(
        db,
        'SELECT first, count, data FROM packs WHERE first <= ? ORDER BY first DESC LIMIT 1',
        [n],
      );
      if (pack === undefined) continue;
      first = Number(pack[0]);
      lines = unpacked(pack[1], pack[2]);
    }
    const line = lines[n - first];
    if (line !== undefined) yield line;
  }
}

/** Every record of one type with its number, by number. Throws on damage. */
export function* jsonOfType(db: Database, type: string): Generator<readonly [n: number, json: string]> {
  const alone = select(db, 'SELECT n, json FROM records WHERE type = ? ORDER BY n', [type]);
  try {
    let next = alone.next();
    for (const [first, count, data] of select(
      db,
      'SELECT first, count, data FROM packs WHERE type = ? ORDER BY first',
      [type],
    )) {
      for (; next.done !== true && Number(next.value[0]) < Number(first); next = alone.next()) {
        yield [Number(next.value[0]), String(next.value[1])];
      }
      for (const [index, line] of unpacked(count, data).entries()) yield [Number(first) + index, line];
    }
    for (; next.done !== true; next = alone.next()) yield [Number(next.value[0]), String(next.value[1])];
  } finally {
    alone.return(undefined);
  }
}

function unpacked(count: SqlCell | undefined, data: SqlCell | undefined): readonly string[] {
  const bytes: unknown = data;
  if (!(bytes instanceof Uint8Array)) throw new Error('the case file is damaged: a pack of records is none');
  let text: string;
  try {
    text = inflateRawSync(bytes, { maxOutputLength: MAX_PACK_SIZE }).toString();
  } catch {
    throw new Error('the case file is damaged: a pack of records cannot be unpacked');
  }
  const lines = text.split('\n');
  if (lines.length !== count) throw new Error('the case file is damaged: a pack lacks records');
  return lines;
}
