import { ARRAY_ITEMS, OBJECT_ENTRY, OBJECT_ENTRY_ARRAY, u64 } from './journal-layout.ts';
import type { ObjectReader } from './object-reader.ts';
import { scanEntries } from './object-scan.ts';
import { OffsetFlags } from './offset-flags.ts';
import type { ReportProblem } from './problems.ts';

const SEEN = 1;

/**
 * Finds the entries of a journal in the order of their offsets, which is the order in which they were written: objects are only ever
 * appended, entry arrays too. So whatever refers backwards is damage, and neither cycles nor overlaps make work that the file's
 * size does not bound. Where the arrays are damaged or list fewer entries than the header counts, all objects are scanned, and what
 * both ways find is joined; otherwise only what follows the last entry is, for entries that nothing lists.
 */
export class EntryFinder {
  readonly #objects: ObjectReader;
  readonly #report: ReportProblem;
  readonly #start: number;
  readonly #seen = new OffsetFlags();
  /** Entries that arrays list. */
  listed = 0;
  /** True while the entry that was given last was found by scanning alone. */
  recovered = false;
  #broken = false;

  /** `start`: where the objects begin. */
  constructor(objects: ObjectReader, start: number, report: ReportProblem) {
    this.#objects = objects;
    this.#report = report;
    this.#start = start;
  }

  /** Offsets of entry objects that fit into the file. `expected`: how many the header counts. */
  *offsets(entryArray: number, expected: number): Generator<number, void> {
    const listed = this.#listed(entryArray);
    let end = this.#start;
    let next = listed.next();
    while (!this.#broken && !next.done) {
      end = next.value + this.#objects.sizeOf(next.value, OBJECT_ENTRY);
      this.#seen.add(next.value, SEEN);
      this.listed += 1;
      yield next.value;
      next = listed.next();
    }
    const scanned = scanEntries(this.#objects, this.#broken || this.listed < expected ? this.#start : end);
    let found = scanned.next();
    while (!next.done || !found.done) {
      const isListed = !next.done && (found.done || next.value <= found.value);
      const offset = isListed ? next.value : found.value;
      if (offset !== undefined && this.#seen.get(offset) === 0) {
        this.#seen.add(offset, SEEN);
        this.recovered = !isListed;
        if (isListed) this.listed += 1;
        yield offset;
      }
      if (isListed) next = listed.next();
      else found = scanned.next();
    }
  }

  /** Entries as the chain of entry arrays lists them ("Entry Array Objects"). */
  *#listed(first: number): Generator<number, void> {
    const { file, layout } = this.#objects;
    let least = this.#start;
    let end = this.#start;
    for (let array = first; array !== 0; ) {
      const size = array >= least ? this.#objects.sizeOf(array, OBJECT_ENTRY_ARRAY) : 0;
      const link = size === 0 ? null : file.at(array + 16, 8);
      if (link === null) {
        this.#damage(array, 'no entry array is there; entries were searched for');
        return;
      }
      const following = u64(link.view, array + 16 - link.start);
      const astray = { count: 0, at: 0, first: 0 };
      for (let at = array + ARRAY_ITEMS; at + layout.arrayItem <= array + size; at += layout.arrayItem) {
        const window = file.at(at, layout.arrayItem);
        if (window === null) break;
        const { view, start } = window;
        const entry = layout.compact ? view.getUint32(at - start, true) : u64(view, at - start);
        // The rest of an array has not been used yet.
        if (entry === 0) break;
        const entrySize = entry >= end ? this.#objects.sizeOf(entry, OBJECT_ENTRY) : 0;
        if (entrySize === 0) {
          this.#broken = true;
          if (astray.count === 0) Object.assign(astray, { at, first: entry });
          astray.count += 1;
        } else {
          end = entry + entrySize;
          yield entry;
        }
      }
      // Once an array: the last one of a file that was cut off may list thousands that are gone.
      if (astray.count > 0) this.#damage(astray.at, leadsAstray(astray.count, astray.first));
      least = array + size;
      array = following;
    }
  }

  #damage(offset: number, what: string): void {
    this.#broken = true;
    this.#report('entry-array', Math.min(offset, this.#objects.file.size), what);
  }
}

function leadsAstray(count: number, first: number): string {
  const one = `refers to ${first}, where no further entry is`;
  return count === 1 ? one : `${one}; so do ${count - 1} more references of this array`;
}
