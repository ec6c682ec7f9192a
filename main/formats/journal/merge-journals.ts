import type { ByteSource } from '../byte-source.ts';
import { ParseError } from '../parse-error.ts';
import {
  type JournalEntry,
  type JournalItem,
  type JournalOptions,
  type JournalSummary,
  readJournal,
} from './read-journal.ts';
import { WindowPool } from './window-cache.ts';

export interface MergedItem {
  /** Which of the sources it is of. */
  readonly journal: number;
  readonly item: JournalItem;
}

interface Cursor {
  readonly journal: number;
  readonly reading: Iterator<JournalItem, JournalSummary>;
  head: JournalEntry;
}

/**
 * The entries of several journals of one machine in one order: by sequence number where these come from one counter (equal
 * `seqnumId`), else by the time since boot within one boot, else by the wall clock; as `journalctl` orders them. What several
 * journals hold (same number and times) is given once. All journals are open at once and one entry of each is in memory; what is no
 * journal is a problem. The summaries come in the order of the sources, null for what is no journal.
 */
export function* mergeJournals(
  sources: readonly ByteSource[],
  options: JournalOptions = {},
): Generator<MergedItem, readonly (JournalSummary | null)[]> {
  const pool = new WindowPool();
  const summaries: (JournalSummary | null)[] = sources.map(() => null);
  /** By `seqnumId`, each ordered by the sequence number of its head. */
  const groups = new Map<string, Cursor[]>();

  function* advance(journal: number, reading: Cursor['reading']): Generator<MergedItem, void> {
    try {
      for (let step = reading.next(); ; step = reading.next()) {
        if (step.done) {
          summaries[journal] = step.value;
          return;
        }
        if (step.value.kind === 'entry') {
          insert(groups, { journal, reading, head: step.value.entry });
          return;
        }
        yield { journal, item: step.value };
      }
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
      const { offset, message } = error;
      yield { journal, item: { kind: 'problem', code: 'not-a-journal', offset, what: message } };
    }
  }

  for (const [journal, source] of sources.entries())
    yield* advance(journal, readJournal(source, options, pool));
  for (let next = takeFirst(groups); next !== undefined; next = takeFirst(groups)) {
    const { journal, reading, head } = next;
    yield { journal, item: { kind: 'entry', entry: head } };
    for (const same of takeSame(groups, head)) yield* advance(same.journal, same.reading);
    yield* advance(journal, reading);
  }
  return summaries;
}

function insert(groups: Map<string, Cursor[]>, cursor: Cursor): void {
  const { seqnumId, seqnum } = cursor.head;
  const group = groups.get(seqnumId);
  if (group === undefined) {
    groups.set(seqnumId, [cursor]);
    return;
  }
  // The journal that was first mostly stays so.
  const at = group.findIndex(({ head }) => compareDecimal(seqnum, head.seqnum) <= 0);
  group.splice(at < 0 ? group.length : at, 0, cursor);
}

function takeFirst(groups: Map<string, Cursor[]>): Cursor | undefined {
  let first: Cursor[] | undefined;
  for (const group of groups.values()) {
    const [own] = group;
    const [best] = first ?? [];
    if (own !== undefined && (best === undefined || isEarlier(own.head, best.head))) first = group;
  }
  const cursor = first?.shift();
  if (first?.length === 0 && cursor !== undefined) groups.delete(cursor.head.seqnumId);
  return cursor;
}

/** Takes out the cursors whose head is the same entry in another journal. */
function takeSame(groups: Map<string, Cursor[]>, entry: JournalEntry): readonly Cursor[] {
  const group = groups.get(entry.seqnumId) ?? [];
  const same = group.filter(({ head }) => isSame(head, entry));
  if (same.length > 0)
    groups.set(
      entry.seqnumId,
      group.filter((cursor) => !same.includes(cursor)),
    );
  return same;
}

function isSame(a: JournalEntry, b: JournalEntry): boolean {
  return (
    a.seqnum === b.seqnum && a.realtime === b.realtime && a.monotonic === b.monotonic && a.bootId === b.bootId
  );
}

function isEarlier(a: JournalEntry, b: JournalEntry): boolean {
  if (a.bootId === b.bootId) return compareDecimal(a.monotonic, b.monotonic) < 0;
  if (a.realtime !== b.realtime) return a.realtime < b.realtime;
  return a.seqnumId < b.seqnumId;
}

/** Compares numbers of up to 64 bits by their digits. */
function compareDecimal(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : a > b ? 1 : 0;
}
