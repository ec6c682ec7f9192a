import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { JournalEntry } from '../../../main/formats/journal/read-journal.ts';
import { CORPUS, corpusAvailable, corpusFile } from '../../support/corpus.ts';
import { collectJournal, microseconds } from './collect-journal.ts';

const journalctlAvailable = spawnSync('journalctl', ['--version']).status === 0;
const folder = mkdtempSync(join(tmpdir(), 'journal-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What `journalctl -o json --all` writes for an entry: text that it cannot print as an array of bytes. */
type JsonEntry = Readonly<Record<string, unknown>>;

function journalctl(bytes: Uint8Array): JsonEntry[] {
  const path = join(folder, 'x.journal');
  writeFileSync(path, bytes);
  const { stdout } = spawnSync('journalctl', ['--file', path, '-o', 'json', '--all'], { maxBuffer: 2 ** 30 });
  return stdout.toString().split('\n').filter(Boolean).map((line) => JSON.parse(line));
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
  },
);
