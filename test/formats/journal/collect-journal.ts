import { type ByteSource, bytesSource } from '../../../main/formats/byte-source.ts';
import {
  type JournalEntry,
  type JournalOptions,
  type JournalProblem,
  type JournalSummary,
  readJournal,
} from '../../../main/formats/journal/read-journal.ts';

export interface CollectedJournal {
  readonly entries: readonly JournalEntry[];
  readonly problems: readonly JournalProblem[];
  readonly summary: JournalSummary;
}

/** All that a journal gives. */
export function collectJournal(journal: Uint8Array | ByteSource, options?: JournalOptions): CollectedJournal {
  const entries: JournalEntry[] = [];
  const problems: JournalProblem[] = [];
  const reading = readJournal(journal instanceof Uint8Array ? bytesSource(journal) : journal, options);
  for (let step = reading.next(); ; step = reading.next()) {
    if (step.done) return { entries, problems, summary: step.value };
    if (step.value.kind === 'entry') entries.push(step.value.entry);
    else problems.push(step.value);
  }
}

/** Microseconds since the Unix epoch of an entry's time, as journalctl writes them. */
export function microseconds(iso: string): string {
  return `${Date.parse(`${iso.slice(0, 19)}Z`) / 1000}${iso.slice(20, 26)}`;
}
