import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { source } from '../../../main/sources/logs/linux-journal.ts';
import type { EventRecord } from '../../../shared/model/event-record.ts';
import { corpusAvailable, corpusFile } from '../../support/corpus.ts';
import { writeJournal } from '../../support/journal-writer.ts';
import { collectLogs } from '../logs-text/collect-logs.ts';

const hasJournalctl = spawnSync('journalctl', ['--version']).status === 0;
const folder = mkdtempSync(join(tmpdir(), 'journal-'));
afterAll(() => rmSync(folder, { recursive: true }));

const JOURNAL = `/var/log/journal/${'0'.repeat(32)}/system.journal`;
const read = (bytes: Uint8Array): readonly EventRecord[] =>
  collectLogs(source, { '/usr/lib/systemd/systemd': 'ELF', [JOURNAL]: { content: bytes } }).events;

describe('processes of units in odd folders', () => {
  const line = (exe: string, unit: string) => ({
    fields: Object.entries({ MESSAGE: 'x', _EXE: exe, _SYSTEMD_UNIT: unit }).map(([name, value]) => ({
      name,
      value,
    })),
  });

  it('are told once for each unit and file', () => {
    const { bytes } = writeJournal({
      entries: [
        line('/tmp/x', 'a.service'),
        line('/tmp/x', 'a.service'),
        line('/tmp/x', 'b.service'),
        line('/tmp/y', 'a.service'),
        line('/usr/bin/y', 'a.service'),
      ],
    });
    expect(read(bytes).map(({ service, fields }) => [service, fields.executable])).toEqual([
      ['a.service', '/tmp/x'],
      ['b.service', '/tmp/x'],
      ['a.service', '/tmp/y'],
    ]);
  });
});

it('gives the entries of the programs that rules ask for, and no others', () => {
  const entry = (fields: Readonly<Record<string, string>>) => ({
    fields: Object.entries({ MESSAGE: 'x', ...fields }).map(([name, value]) => ({ name, value })),
  });
  const { bytes } = writeJournal({
    entries: [
      entry({ SYSLOG_IDENTIFIER: 'CROND' }),
      entry({ SYSLOG_IDENTIFIER: 'sshd' }),
      entry({ _COMM: 'crond' }),
      entry({ SYSLOG_IDENTIFIER: 'other', _COMM: 'crond' }),
      entry({ SYSLOG_IDENTIFIER: 'crond2' }),
    ],
  });
  const tree = { [JOURNAL]: { content: bytes } };
  const providers = (wanted: boolean | readonly string[]) =>
    collectLogs(source, tree, { wanted }).others.map(({ provider }) => provider);
  expect(providers(['crond'])).toEqual(['CROND', 'crond']);
  expect(providers(true)).toHaveLength(5);
  expect(providers(false)).toEqual([]);
});

/** What journalctl finds by its own matches in a journal of a real host. */
describe.skipIf(!hasJournalctl || !corpusAvailable)(
  'beside journalctl (needs it and ../shared/corpus)',
  () => {
    it.each(['plaso_system', 'systemd_nortc_system', 'velociraptor_2004'])('%s', (name) => {
      const bytes = corpusFile(`journal/${name}.journal.gz`);
      const path = join(folder, `${name}.journal`);
      writeFileSync(path, bytes);
      const ask = (...words: readonly string[]): number => {
        const { stdout } = spawnSync('journalctl', ['--file', path, '-o', 'json', '-q', ...words], {
          maxBuffer: 2 ** 28,
        });
        return stdout.toString().split('\n').filter(Boolean).length;
      };
      const events = read(bytes);
      const count = (operation: string): number =>
        events.filter(({ fields }) => fields.operation === operation).length;
      const targets = ['shutdown', 'reboot', 'poweroff', 'halt'].map((target) => `UNIT=${target}.target`);
      expect(count('host-ending')).toBe(
        ask('_PID=1', 'MESSAGE_ID=39f53479d3a045ac8e11786248231fbf', ...targets) +
          ask('MESSAGE_ID=98268866d1d54a499c4e98921d93bc40'),
      );
      expect(count('host-started')).toBe(ask('_PID=1', 'MESSAGE_ID=b07a249cd024414a82dd00cd181378ff'));
    });
  },
);
