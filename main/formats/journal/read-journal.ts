import type { ByteSource } from '../byte-source.ts';
import { EntryFinder } from './entry-finder.ts';
import { EntryReader, type JournalEntry } from './entry-reader.ts';
import { FieldChoice, type JournalMatch } from './field-choice.ts';
import { readJournalHeader } from './journal-header.ts';
import { createTimeText } from './journal-time.ts';
import { ObjectReader } from './object-reader.ts';
import { type JournalProblem, Problems } from './problems.ts';
import { WindowCache, WindowPool } from './window-cache.ts';

export type { JournalEntry } from './entry-reader.ts';
export type { JournalMatch } from './field-choice.ts';
export type { JournalProblem } from './problems.ts';

export interface JournalOptions {
  /** Entries that refer to none of these are skipped undecoded. Absent: all entries. */
  readonly wanted?: readonly JournalMatch[];
  /** Only these fields are decoded. Absent: all. */
  readonly fields?: readonly string[];
}

export type JournalItem = { readonly kind: 'entry'; readonly entry: JournalEntry } | JournalProblem;

export interface JournalSummary {
  /** As the header says. `online`: it was being written, or the host fell. */
  readonly state: 'online' | 'offline' | 'archived';
  readonly machineId: string;
  /** Entries that were given. */
  readonly entries: number;
  /** Entries that were not wanted. */
  readonly skipped: number;
  /** Entries, of both kinds above, that no intact entry array lists: found by scanning. */
  readonly recovered: number;
  /** Earliest and latest time of all entries, skipped ones too. */
  readonly firstTime: string | null;
  readonly lastTime: string | null;
  readonly compressed: boolean;
  readonly compact: boolean;
  readonly keyedHash: boolean;
  readonly sealed: boolean;
}

/**
 * Reads a journal of systemd (systemd.io, "Journal File Format") entry by entry, in the order in which they were written: regular and
 * compact, with XZ, LZ4 and ZSTD payloads, and whatever the state. What is damaged becomes a problem, and what can be read is given.
 * Hashes and seals are not verified. Memory is bounded whatever the journal's size. Throws `ParseError` only where the source is
 * no journal at all.
 */
export function* readJournal(
  source: ByteSource,
  options: JournalOptions = {},
  pool = new WindowPool(),
): Generator<JournalItem, JournalSummary> {
  const file = new WindowCache(source, pool);
  const problems = new Problems();
  const { report } = problems;
  const header = readJournalHeader(file, report);
  if (file.size < source.size) report('limit', file.size, `${source.size} bytes, ${file.size} were read`);
  const objects = new ObjectReader(file, header.layout);
  const finder = new EntryFinder(objects, header.size, report);
  const choice = new FieldChoice(options.wanted, options.fields);
  const reader = new EntryReader(objects, header.seqnumId, choice, report);
  let entries = 0;
  let skipped = 0;
  let recovered = 0;
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const offset of finder.offsets(header.entryArray, header.entries)) {
    const entry = reader.read(offset);
    if (problems.any) yield* problems.take();
    if (entry === undefined) continue;
    if (finder.recovered) recovered += 1;
    first = Math.min(first, reader.realtime);
    last = Math.max(last, reader.realtime);
    if (entry === null) skipped += 1;
    else {
      entries += 1;
      yield { kind: 'entry', entry };
    }
    if (reader.exhausted) {
      report('limit', offset, 'far more has to be decoded than a journal holds; the rest was not read');
      break;
    }
  }
  if (finder.listed !== header.entries) {
    report('entry-count', 152, `the header counts ${header.entries} entries, ${finder.listed} are listed`);
  }
  for (const { offset, reason } of file.failures) report('read-error', offset, reason);
  yield* problems.take();
  yield* problems.rest();
  const time = createTimeText();
  return {
    state: header.state,
    machineId: header.machineId,
    entries,
    skipped,
    recovered,
    firstTime: time(first),
    lastTime: time(last),
    compressed: header.compressed,
    compact: header.layout.compact,
    keyedHash: header.keyedHash,
    sealed: header.sealed,
  };
}
