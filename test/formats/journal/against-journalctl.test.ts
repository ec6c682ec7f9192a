import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { bytesSource } from '../../../main/formats/byte-source.ts';
import { mergeJournals } from '../../../main/formats/journal/merge-journals.ts';
import type { JournalEntry } from '../../../main/formats/journal/read-journal.ts';
import { CORPUS, corpusAvailable, corpusFile } from '../../support/corpus.ts';
import { type Packing, writeJournal } from '../../support/journal-writer.ts';
import { collectJournal, microseconds } from './collect-journal.ts';

const journalctlAvailable = spawnSync('journalctl', ['--version']).status === 0;
const folder = mkdtempSync(join(tmpdir(), 'journal-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What `journalctl -o json --all` writes for an entry: text that it cannot print as an array of bytes. */
type JsonEntry = Readonly<Record<string, unknown>>;

function journalctl(...journals: readonly Uint8Array[]): JsonEntry[] {
  const files = journals.flatMap((bytes, i) => {
    const path = join(folder, `${i}.journal`);
    writeFileSync(path, bytes);
    return ['--file', path];
  });
  const { stdout } = spawnSync('journalctl', [...files, '-o', 'json', '--all'], { maxBuffer: 2 ** 30 });
  return stdout
    .toString()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

/** A value of theirs as text: a field of several values is an array of these. */
function asText(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  return typeof value[0] === 'number' ? Buffer.from(value).toString('utf8') : value.map(asText);
}

function theirs(entry: JsonEntry): unknown {
  return Object.fromEntries(
    Object.entries(entry)
      .filter(([key]) => key !== '__CURSOR')
      .map(([key, value]) => [key, asText(value)]),
  );
}

function ours(entry: JournalEntry): unknown {
  return {
    // Always there in theirs, of the entry itself.
    _BOOT_ID: entry.bootId,
    ...entry.fields,
    __REALTIME_TIMESTAMP: microseconds(entry.realtime),
    __MONOTONIC_TIMESTAMP: entry.monotonic,
  };
}

function cursorOf(entry: JournalEntry): string {
  const hexadecimal = (text: string) => BigInt(text).toString(16);
  return `s=${entry.seqnumId};i=${hexadecimal(entry.seqnum)};b=${entry.bootId};m=${hexadecimal(entry.monotonic)}`;
}

describe.skipIf(!journalctlAvailable || !corpusAvailable)(
  'journalctl agrees field by field (needs journalctl and ../shared/corpus)',
  () => {
    const names = corpusAvailable ? readdirSync(join(CORPUS, 'journal')) : [];
    it.each(names)('%s', (name) => {
      const bytes = corpusFile(`journal/${name}`);
      const expected = journalctl(bytes);
      const { entries } = collectJournal(bytes);
      expect(entries.length).toBe(expected.length);
      expected.forEach((entry, i) => {
        const own = entries[i] as JournalEntry;
        expect(String(entry['__CURSOR'])).toContain(cursorOf(own));
        expect(ours(own)).toEqual(theirs(entry));
      });
    });

    it('on the order of several journals of one host', () => {
      const journals = names
        .filter((name) => name.includes('nortc'))
        .map((name) => corpusFile(`journal/${name}`));
      const merged = [...mergeJournals(journals.map(bytesSource))].flatMap(({ item }) =>
        item.kind === 'entry' ? [item.entry] : [],
      );
      const expected = journalctl(...journals);
      // Of one time in two boots, either comes first.
      const times = expected.map((entry) => entry['__REALTIME_TIMESTAMP']);
      expect(merged.map(({ realtime }) => microseconds(realtime))).toEqual(times);
      const cursors = expected.map((entry) => String(entry['__CURSOR']).replace(/;t=.*$/, ''));
      expect(merged.map(cursorOf).sort()).toEqual(cursors.sort());
    });
  },
);

const remote = ['/usr/lib/systemd/systemd-journal-remote', '/lib/systemd/systemd-journal-remote'].find(
  existsSync,
);

/** Entries in the journal export format (systemd.io, "Journal Export Formats"): long, binary, repeated and odd fields. */
function exported(): Buffer {
  const parts: Buffer[] = [];
  const text = (line: string) => parts.push(Buffer.from(`${line}\n`));
  const binary = (name: string, value: Uint8Array) => {
    const size = Buffer.alloc(8);
    size.writeBigUInt64LE(BigInt(value.length));
    parts.push(Buffer.from(`${name}\n`), size, Buffer.from(value), Buffer.from('\n'));
  };
  for (let i = 0; i < 300; i += 1) {
    text(`__REALTIME_TIMESTAMP=${1_700_000_000_000_000 + i * 1_000_003}`);
    text(`__MONOTONIC_TIMESTAMP=${1_000 + i * 7}`);
    text(`_BOOT_ID=${(i < 150 ? 'ab' : 'cd').repeat(16)}`);
    text(`UNIT=unit-${i % 7}.service`);
    text(`MESSAGE=${`entry ${i} says ${i * i}; `.repeat(1 + ((i * i) % 900))}`);
    for (let n = 0; n < i % 4; n += 1) text(`REPEATED=value ${n}`);
    if (i % 5 === 0)
      binary(
        'BINARY',
        Uint8Array.from({ length: 1 + i * 20 }, (_, at) => (at * i) % 251),
      );
    if (i % 9 === 0) binary('LINES', Buffer.from(`first\nsecond ${i}\n${'ü€😀'.repeat(i)}`));
    text('');
  }
  return Buffer.concat(parts);
}

describe.skipIf(!journalctlAvailable || remote === undefined)(
  'journals that systemd itself writes (needs journalctl and systemd-journal-remote)',
  () => {
    it.each(['1', '0'])('compact and with keyed hashes: %s', (compact) => {
      const [input, output] = [join(folder, 'in.export'), join(folder, `remote-${compact}.journal`)];
      writeFileSync(input, exported());
      const env = {
        ...process.env,
        SYSTEMD_JOURNAL_COMPACT: compact,
        SYSTEMD_JOURNAL_KEYED_HASH: compact,
      };
      spawnSync(remote ?? '', ['--output', output, input], { env });
      const bytes = new Uint8Array(readFileSync(output));
      const expected = journalctl(bytes);
      const { entries, problems, summary } = collectJournal(bytes);
      expect(problems).toEqual([]);
      expect(summary).toMatchObject({
        entries: 300,
        recovered: 0,
        compact: compact === '1',
        keyedHash: compact === '1',
      });
      expect(entries.map(ours)).toEqual(expected.map(theirs));
      expect(entries.filter(({ binaryFields }) => binaryFields.includes('BINARY')).length).toBeGreaterThan(
        50,
      );
    });
  },
);

describe.skipIf(!journalctlAvailable)('journals that the tests write (needs journalctl)', () => {
  it.each([true, false])('are read alike, however packed; compact: %s', (compact) => {
    const packings: readonly Packing[] = ['xz', 'lz4', 'zstd'];
    const entries = packings.flatMap((packing, i) =>
      [5, 14, 15, 16, 700, 4000].map((times) => ({
        fields: [
          { name: 'MESSAGE', value: `${packing} `.repeat(times), packing },
          { name: 'UNIT', value: `unit-${i}.service` },
        ],
      })),
    );
    const { bytes } = writeJournal({ entries, compact });
    const expected = journalctl(bytes);
    expect(expected.length).toBe(18);
    expect(collectJournal(bytes).entries.map(ours)).toEqual(expected.map(theirs));
  });
});
