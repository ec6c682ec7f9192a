import { describe, expect, it } from 'vitest';
import type { JournalEntry } from '../../../main/formats/journal/read-journal.ts';
import { corpusAvailable, corpusFile, corpusTruth } from '../../support/corpus.ts';
import { collectJournal, microseconds } from './collect-journal.ts';

interface Truth {
  readonly header: Readonly<Record<string, string>>;
  readonly entryCount: number;
  readonly bySyslogIdentifier: readonly (readonly [string, number])[];
  readonly bySystemdUnit: readonly (readonly [string, number])[];
  readonly timeRangeRealtimeUs: readonly [number, number];
  readonly serviceEntryCount: number;
  readonly serviceEntries: readonly Readonly<Record<string, string>>[];
  readonly sampleEntries: readonly Readonly<Record<string, string>>[];
}

const GOOD = [
  'plaso_system.journal',
  'plaso_user-1000.journal',
  'systemd_nortc_system.journal',
  'systemd_nortc_system@0005ebbfd42fc981-39a8842ec948769a.journal~',
  'systemd_nortc_user-1000.journal',
  'velociraptor_2004.journal',
];
const MALFORMED = [
  ...['00', '02', '04', '06', '08', '10', '12', '14', '16', '18', '20', '22'].map(
    (id) => `systemd_afl_${id}`,
  ),
  'systemd_corrupted_0',
];

/** Counts by the value of a field, `None` for entries without it, as the truth counts. */
function countsOf(entries: readonly JournalEntry[], field: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { fields } of entries) {
    const value = fields[field];
    const key = value === undefined ? 'None' : String(value);
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

/** The fields that the truth lists of one entry, from ours. */
function asTruth(entry: JournalEntry, truth: Readonly<Record<string, string>>): Record<string, unknown> {
  const own: Readonly<Record<string, unknown>> = {
    __REALTIME_TIMESTAMP: microseconds(entry.realtime),
    __MONOTONIC_TIMESTAMP: entry.monotonic,
  };
  return Object.fromEntries(Object.keys(truth).map((key) => [key, own[key] ?? entry.fields[key]]));
}

describe.skipIf(!corpusAvailable)('real journals (needs ../shared/corpus)', () => {
  describe.each(GOOD)('%s', (name) => {
    const truth = () => corpusTruth<Truth>(name);
    const bytes = () => corpusFile(`journal/${name}.gz`);

    it('has the entries that journalctl reads', () => {
      const expected = truth();
      const { entries, summary } = collectJournal(bytes());
      expect(entries.length).toBe(expected.entryCount);
      expect(summary).toMatchObject({
        state: expected.header['State']?.toLowerCase(),
        machineId: expected.header['Machine ID'],
        entries: expected.entryCount,
        skipped: 0,
        recovered: 0,
        compressed: true,
        compact: expected.header['Incompatible flags']?.includes('COMPACT'),
        keyedHash: expected.header['Incompatible flags']?.includes('KEYED-HASH'),
        sealed: expected.header['Compatible flags']?.includes('SEALED'),
      });
      expect(entries[0]?.seqnumId).toBe(expected.header['Sequential number ID']);
      const times = entries.map(({ realtime }) => Number(microseconds(realtime)));
      expect([Math.min(...times), Math.max(...times)]).toEqual(expected.timeRangeRealtimeUs);
      expect([summary.firstTime, summary.lastTime].map((time) => Number(microseconds(time ?? '')))).toEqual(
        expected.timeRangeRealtimeUs,
      );
      for (const [field, counts] of [
        ['SYSLOG_IDENTIFIER', expected.bySyslogIdentifier],
        ['_SYSTEMD_UNIT', expected.bySystemdUnit],
      ] as const) {
        expect(countsOf(entries, field)).toMatchObject(Object.fromEntries(counts));
      }
      for (const sample of expected.sampleEntries) {
        const same = entries.filter(
          ({ realtime }) => microseconds(realtime) === sample['__REALTIME_TIMESTAMP'],
        );
        expect(same.map((entry) => asTruth(entry, sample))).toContainEqual(sample);
      }
    });

    it('has the entries about units that journalctl reads, also where nothing else is decoded', () => {
      const expected = truth();
      const options = { wanted: [{ field: 'UNIT' }, { field: 'USER_UNIT' }] };
      const { entries, summary } = collectJournal(bytes(), options);
      expect(entries.length).toBe(expected.serviceEntryCount);
      expect(summary.skipped).toBe(expected.entryCount - expected.serviceEntryCount);
      expected.serviceEntries.forEach((service, i) => {
        expect(asTruth(entries[i] as JournalEntry, service)).toEqual(service);
      });
      const few = collectJournal(bytes(), { ...options, fields: ['UNIT', 'MESSAGE'] });
      expect(few.entries.map(({ fields }) => ({ ...fields }))).toEqual(
        entries.map(({ fields }) => {
          const { UNIT, MESSAGE } = fields;
          return { ...(UNIT === undefined ? {} : { UNIT }), ...(MESSAGE === undefined ? {} : { MESSAGE }) };
        }),
      );
    });

    it('gives what has one value of a field', () => {
      const { entries } = collectJournal(bytes());
      const [unit, count] = truth().bySystemdUnit.find(([value]) => value !== 'None') ?? ['none.service', 0];
      const chosen = collectJournal(bytes(), { wanted: [{ field: '_SYSTEMD_UNIT', value: unit }] });
      expect(chosen.entries.length).toBe(count);
      expect(chosen.entries).toEqual(entries.filter(({ fields }) => fields['_SYSTEMD_UNIT'] === unit));
    });
  });

  it.each(MALFORMED)('%s: at least what journalctl reads, and in little time', (name) => {
    const expected = corpusTruth<Truth>(`${name}.journal`);
    const started = performance.now();
    const { entries, problems } = collectJournal(corpusFile(`journal-malformed/${name}.journal`));
    expect(entries.length).toBeGreaterThanOrEqual(expected.entryCount);
    expect(problems.length).toBeGreaterThan(0);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
