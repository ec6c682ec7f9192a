import { describe, expect, it } from 'vitest';
import { bytesSource } from '../../../main/formats/byte-source.ts';
import { mergeJournals } from '../../../main/formats/journal/merge-journals.ts';
import type { JournalSummary } from '../../../main/formats/journal/read-journal.ts';
import { corpusAvailable, corpusFile } from '../../support/corpus.ts';
import { START, type WrittenEntry, writeJournal } from '../../support/journal-writer.ts';
import { collectJournal } from './collect-journal.ts';

type Made = readonly [seqnum: number, realtime: number, monotonic: number, boot: number];

function journal(entries: readonly Made[], seqnumId: number, state = 2): Uint8Array {
  return writeJournal({
    seqnumId,
    state,
    entries: entries.map(
      ([seqnum, realtime, monotonic, boot]): WrittenEntry => ({
        seqnum,
        realtime: START + realtime,
        monotonic,
        boot,
        fields: [{ name: 'MESSAGE', value: `${seqnumId}:${seqnum}` }],
      }),
    ),
  }).bytes;
}

function merge(journals: readonly Uint8Array[]) {
  const messages: string[] = [];
  const problems: string[] = [];
  const merging = mergeJournals(journals.map(bytesSource));
  for (let step = merging.next(); ; step = merging.next()) {
    if (step.done) return { messages, problems, summaries: step.value };
    const { journal: index, item } = step.value;
    if (item.kind === 'entry') messages.push(`${index} ${item.entry.fields['MESSAGE']}`);
    else problems.push(`${index} ${item.code}`);
  }
}

describe('several journals', () => {
  it('are one by sequence number, whatever the clock said', () => {
    const system = journal(
      [
        [1, 500, 1, 1],
        [4, 10, 4, 1],
        [5, 11, 5, 1],
      ],
      7,
    );
    const user = journal(
      [
        [2, 400, 2, 1],
        [3, 900, 3, 1],
        [6, 0, 6, 1],
      ],
      7,
    );
    expect(merge([user, system]).messages).toEqual(['1 7:1', '0 7:2', '0 7:3', '1 7:4', '1 7:5', '0 7:6']);
  });

  it('are one by time since boot, or by the clock, where numbers come from two counters', () => {
    const one = journal(
      [
        [10, 500, 10, 1],
        [11, 510, 20, 1],
        [12, 900, 1, 2],
      ],
      7,
    );
    const two = journal(
      [
        [1, 100, 15, 1],
        [2, 800, 5, 3],
        [3, 950, 6, 3],
      ],
      8,
    );
    expect(merge([one, two]).messages).toEqual(['0 7:10', '1 8:1', '0 7:11', '1 8:2', '0 7:12', '1 8:3']);
  });

  it('give what several hold once', () => {
    const old = journal(
      [
        [1, 1, 1, 1],
        [2, 2, 2, 1],
        [3, 3, 3, 1],
      ],
      7,
    );
    const other = journal(
      [
        [2, 2, 2, 1],
        [3, 3, 3, 1],
        [4, 4, 4, 1],
      ],
      7,
    );
    const { messages, summaries } = merge([old, other, old]);
    expect(messages.map((message) => message.slice(2))).toEqual(['7:1', '7:2', '7:3', '7:4']);
    expect(summaries.map((summary) => summary?.entries)).toEqual([3, 3, 3]);
    // The same number at another time is another entry.
    expect(merge([old, journal([[2, 9, 9, 1]], 7)]).messages.length).toBe(4);
  });

  it('go on without what is no journal', () => {
    const { messages, problems, summaries } = merge([
      new Uint8Array(500),
      journal([[1, 1, 1, 1]], 7),
      new Uint8Array(0),
    ]);
    expect(messages).toEqual(['1 7:1']);
    expect(problems).toEqual(['0 not-a-journal', '2 not-a-journal']);
    expect(summaries.map((summary) => summary === null)).toEqual([true, false, true]);
    expect(merge([]).messages).toEqual([]);
  });

  it.skipIf(!corpusAvailable)(
    'of one real host: system, user and crashed one (needs ../shared/corpus)',
    () => {
      const files = [
        'systemd_nortc_system.journal',
        'systemd_nortc_system@0005ebbfd42fc981-39a8842ec948769a.journal~',
        'systemd_nortc_user-1000.journal',
      ].map((name) => corpusFile(`journal/${name}.gz`));
      const last = new Map<string, bigint>();
      const merging = mergeJournals(files.map(bytesSource));
      let count = 0;
      let summaries: readonly (JournalSummary | null)[] = [];
      for (let step = merging.next(); ; step = merging.next()) {
        if (step.done) {
          summaries = step.value;
          break;
        }
        if (step.value.item.kind !== 'entry') continue;
        const { seqnumId, seqnum } = step.value.item.entry;
        expect(BigInt(seqnum) > (last.get(seqnumId) ?? 0n)).toBe(true);
        last.set(seqnumId, BigInt(seqnum));
        count += 1;
      }
      const single = files.map((file) => collectJournal(file).summary);
      expect(summaries).toEqual(single);
      expect(count).toBe(single.reduce((sum, { entries }) => sum + entries, 0));
    },
  );
});
