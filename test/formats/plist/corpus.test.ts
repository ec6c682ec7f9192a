import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ParseError } from '../../../main/formats/parse-error.ts';
import { decodePlist } from '../../../main/formats/plist/decode-plist.ts';
import { isKeyedArchive, unarchiveKeyed } from '../../../main/formats/plist/keyed-archive.ts';
import type { PlistValue } from '../../../main/formats/plist/plist-value.ts';
import { CORPUS, corpusAvailable, corpusFile, corpusTruth } from '../../support/corpus.ts';

interface Truth {
  readonly format: string;
  /** `ok` or the exception of Python's plistlib. */
  readonly plistlib: string;
  readonly content?: unknown;
}

/** As truth/plist.json writes what plistlib read: dates without zone, data as `hex:`, UIDs as `{UID}`. */
function asTruth(value: PlistValue): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (value === null || typeof value !== 'object') return value;
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, item]) => [key, asTruth(item)]));
  if (!('kind' in value)) return [...(value as readonly PlistValue[])].map(asTruth);
  if (value.kind === 'real') return value.value;
  if (value.kind === 'date') return value.iso.slice(0, -1);
  if (value.kind === 'data') return `hex:${Buffer.from(value.bytes).toString('hex')}`;
  return { UID: value.value };
}

/** What the malformed files end in: the problems, or where and why they are refused. */
const MALFORMED: Readonly<Record<string, readonly string[] | string>> = {
  'biplist_array_invalid_count.plist': 'bplist count at offset 0xbd: expected an integer, found type 0x80',
  // Python reads two bits of the count's size, and an object inside the header: both read what CoreFoundation refuses.
  'biplist_ascii_string_too_long.plist': 'bplist ASCII string at offset 0x6c: needs',
  'biplist_bogus_file.plist': 'OpenStep plist at offset 0x13: expected ";" or "=", found the end of the file',
  'biplist_dictionary_invalid_count.plist':
    'bplist count at offset 0x9: expected an integer, found type 0x81',
  'biplist_invalid_object_offset.plist': 'bplist trailer',
  'biplist_invalid_object_offset_size.plist': 'bplist offset table',
  'biplist_no_marker_byte.plist': 'bplist offset table',
  'biplist_recursive_object_offset.plist': 'contains itself',
  'biplist_simple_binary.plist': [],
  'biplist_unicode_root.plist': [],
  'libplist_1.plist': ['malformed-scalar', 'malformed-scalar', 'malformed-scalar'],
  'libplist_7.plist': [],
  'libplist_cdata.plist': [],
  'libplist_dictref4bytes.bplist': [],
  'libplist_entities.plist': [],
  'libplist_malformed_dict.bplist': 'bplist',
  'libplist_off1byte.bplist': [],
  'libplist_off8bytes.bplist': [],
  'libplist_order.bplist': [],
  'libplist_signed.bplist': [],
  'plaso_leading_whitespace.plist': ['declaration-not-first'],
  'plaso_truncated.plist': 'bplist',
  'scalibr_InvalidFormat.plist': 'bplist',
};

describe.skipIf(!corpusAvailable)('property lists of the corpus', () => {
  const truth = corpusAvailable ? corpusTruth<Record<string, Truth>>('plist') : {};

  it('hold what Python reads from them', () => {
    const read = { files: 0, problems: [] as string[] };
    for (const [path, { content, format, plistlib }] of Object.entries(truth)) {
      if (!path.startsWith('plist/') || plistlib !== 'ok') continue;
      const plist = decodePlist(corpusFile(path));
      expect(plist.format, path).toBe(format);
      expect(asTruth(plist.value), path).toEqual(content);
      expect(Object.keys(asTruth(plist.value) as object), path).toEqual(Object.keys(content as object));
      read.files += 1;
      read.problems.push(...plist.problems.map(({ code }) => `${path}: ${code}`));
    }
    expect(read).toEqual({ files: 357, problems: [] });
  });

  it('hold what launchd reads where Python refuses: a comment before the declaration', () => {
    const plist = decodePlist(corpusFile('plist/malicious/T1037_005_daemon.plist'));
    expect(plist.problems.map(({ code }) => code)).toEqual(['declaration-not-first']);
    expect(plist.value).toEqual(
      new Map<string, unknown>([
        ['Label', 'com.atomicredteam.T1037.005.daemon'],
        ['ProgramArguments', ['touch', '/tmp/T1037_005_daemon.txt']],
        ['RunAtLoad', true],
        ['NSUIElement', '1'],
      ]),
    );
  });

  it('are all covered', () => {
    const paths = ['plist', 'plist-malformed'].flatMap((folder) =>
      readdirSync(join(CORPUS, folder), { recursive: true, withFileTypes: true }).filter((entry) =>
        entry.isFile(),
      ),
    );
    expect(paths.length).toBe(Object.keys(truth).length);
    const malformed = Object.keys(truth).filter((path) => path.startsWith('plist-malformed/'));
    expect(malformed.map((path) => path.slice(16)).sort()).toEqual(Object.keys(MALFORMED).sort());
  });

  it.each(Object.entries(MALFORMED))('%s', (name, expected) => {
    const path = `plist-malformed/${name}`;
    const bytes = corpusFile(path);
    const started = performance.now();
    if (typeof expected === 'string') {
      expect(() => decodePlist(bytes)).toThrow(ParseError);
      expect(() => decodePlist(bytes)).toThrow(expected);
    } else {
      const plist = decodePlist(bytes);
      expect(plist.problems.map(({ code }) => code)).toEqual(expected);
      if (truth[path]?.content !== undefined) expect(asTruth(plist.value)).toEqual(truth[path].content);
      if (isKeyedArchive(plist.value)) expect(unarchiveKeyed(plist.value).size).toBe(1);
    }
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
