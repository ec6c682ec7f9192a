import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { corpusAvailable, corpusFile } from '../../support/corpus.ts';
import { writeEvents } from '../../support/evtx-writer.ts';
import { readAll } from './read-all.ts';

/** libevtx's own program (Debian: libevtx-utils). */
const evtxexportAvailable = spawnSync('evtxexport', ['-V']).status === 0;

const FILES = [
  'evtx/museum_W10-APTSim_System.evtx',
  'evtx/plaso_greendale_DC1_System.evtx.gz',
  'evtx/velociraptor_RDPAuth_Security.evtx',
  'evtx-adjacent/mde_ID13-New_service_for_Mimikatz.evtx',
  'evtx-adjacent/mde_ID800-4103-4104-Service_creation_PowerShell_.evtx',
];

const folder = mkdtempSync(join(tmpdir(), 'evtx-'));
afterAll(() => rmSync(folder, { recursive: true }));

function exported(bytes: Uint8Array): readonly string[] {
  const path = join(folder, 'log.evtx');
  writeFileSync(path, bytes);
  const { stdout } = spawnSync('evtxexport', ['-f', 'xml', path], { encoding: 'utf8', maxBuffer: 1 << 30 });
  return stdout.match(/<Event[ >][\s\S]*?<\/Event>/g) ?? [];
}

/**
 * Elements with something in them, and attributes, in order: `Data Name="x"`, text. Left out is how each tool writes the
 * same: indentation, empty elements (libevtx leaves out those with an empty substitution), padding of hexadecimal numbers,
 * case of GUIDs, two more decimals of a time; and negative numbers, which this version of libevtx writes wrongly (-1 as
 * -2147483647).
 */
function leaves(xml: string): readonly string[] {
  const found: string[] = [];
  for (const [, name, attributes = '', text = ''] of xml.matchAll(
    /<([\w:.-]+)((?:\s+[\w:.-]+="[^"]*")*)\s*\/?>([^<]*)/g,
  )) {
    const value = plain(text);
    for (const [, attribute, content = ''] of attributes.matchAll(/([\w:.-]+)="([^"]*)"/g)) {
      if (content !== '' && (attribute !== 'Name' || value !== '' || name === 'Provider')) {
        found.push(`${name}@${attribute}=${plain(content)}`);
      }
    }
    if (value !== '') found.push(`${name}=${value}`);
  }
  return found;
}

function plain(text: string): string {
  const value = text.trim().replaceAll('\r', '').replaceAll('&quot;', '"').replaceAll('&apos;', "'");
  if (/^0x[0-9a-f]+$/i.test(value)) return `0x${BigInt(value).toString(16)}`;
  if (/^\{[0-9a-f-]{36}\}$/i.test(value)) return value.toLowerCase();
  if (/^-\d+$/.test(value)) return 'negative';
  const time = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7})(?:00)?Z$/.exec(value);
  return time?.[1] ?? value;
}

describe.skipIf(!evtxexportAvailable)('evtxexport reads the same (skipped without libevtx-utils)', () => {
  it.skipIf(!corpusAvailable).each(FILES)('%s (needs ../shared/corpus)', (path) => {
    const bytes = corpusFile(path);
    const theirs = exported(bytes);
    const { records } = readAll(bytes, { recover: false });
    expect(records.length).toBe(theirs.length);
    for (const [index, record] of records.entries()) {
      expect(leaves(record.xml())).toEqual(leaves(theirs[index] ?? ''));
    }
  });

  it('from what the tests write', () => {
    const bytes = writeEvents([
      {
        eventId: 7045,
        qualifiers: 16_384,
        userSid: 'S-1-5-18',
        data: { ServiceName: 'x', ImagePath: 'a & b' },
      },
      { eventId: 1, data: ['one', 'two'] },
      {
        eventId: 104,
        userData: { name: 'LogFileCleared', leaves: { SubjectUserName: 'eve', Channel: 'S' } },
      },
      { eventId: 7045, qualifiers: 16_384, data: { ServiceName: 'y', ImagePath: 'c' } },
    ]);
    const theirs = exported(bytes);
    expect(theirs).toHaveLength(4);
    const { records } = readAll(bytes);
    for (const [index, record] of records.entries()) {
      expect(leaves(record.xml())).toEqual(leaves(theirs[index] ?? ''));
    }
  });
});
