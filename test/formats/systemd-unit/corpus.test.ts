import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { parseExecLine } from '../../../main/formats/systemd-unit/exec-command.ts';
import { mergeUnit } from '../../../main/formats/systemd-unit/merge-unit.ts';
import { parseUnitFile } from '../../../main/formats/systemd-unit/parse-unit-file.ts';
import { CORPUS, corpusAvailable } from '../../support/corpus.ts';

const FOLDERS = ['unit/systemd-257.13', 'unit/thirdparty', 'unit-malformed'];

function files(): { path: string; bytes: Uint8Array }[] {
  return FOLDERS.flatMap((folder) =>
    readdirSync(join(CORPUS, folder)).map((name) => {
      const raw = readFileSync(join(CORPUS, folder, name));
      return {
        path: `${folder}/${name.replace('fuzz-unit-file_', '').replace(/\.gz$/, '')}`,
        bytes: name.endsWith('.gz') ? gunzipSync(raw) : raw,
      };
    }),
  );
}

/** A second reading without our code: regular expressions over the whole text. */
function count(bytes: Uint8Array): { sections: number; keys: number } {
  const text = Buffer.from(bytes)
    .toString('latin1')
    .replace(/\r\n?|\0/g, '\n');
  const joined = text.replace(/^[ \t]*[#;].*\n?/gm, '').replace(/(?<=(?:^|[^\\])(?:\\\\)*)\\\n/g, ' ');
  const lines = joined.split('\n').map((line) => line.trim());
  const first = lines.findIndex((line) => line.startsWith('['));
  const inside = first === -1 ? [] : lines.slice(first);
  return {
    sections: inside.filter((line) => line.startsWith('[')).length,
    keys: inside.filter((line) => /^[^[=].*=/.test(line) || /^[^[=]=/.test(line)).length,
  };
}

describe.skipIf(!corpusAvailable)('unit files of the corpus (needs ../shared/corpus)', () => {
  it('are all read, with as many sections and keys as a second reading finds', () => {
    const all = files();
    expect(all.length).toBeGreaterThan(45);
    for (const { path, bytes } of all) {
      const file = parseUnitFile(bytes, path);
      const headers = new Set([...file.sections, ...file.unreached].map(({ line }) => line));
      const keys = [...file.sections, ...file.unreached].flatMap(({ assignments }) => assignments);
      const counted = count(bytes);
      expect(keys.length, `keys of ${path}`).toBe(counted.keys);
      if (file.stoppedAt === null) expect(headers.size, `sections of ${path}`).toBe(counted.sections);
      const merged = mergeUnit(file, [file]);
      for (const section of merged.sections) {
        for (const setting of section.settings) {
          for (const { value } of setting.values) if (setting.key.startsWith('Exec')) parseExecLine(value);
        }
      }
    }
  });

  it('have no problems where a vendor ships them', () => {
    for (const { path, bytes } of files().filter((file) => !file.path.startsWith('unit-malformed'))) {
      const file = parseUnitFile(bytes, path);
      expect(file.problems, path).toEqual([]);
      const merged = mergeUnit(file, []);
      const lines = merged.sections
        .flatMap(({ settings }) => settings)
        .filter(({ key }) => /^Exec/.test(key));
      for (const { value } of lines.flatMap(({ values }) => values)) {
        expect(parseExecLine(value).problems, `${path}: ${value}`).toEqual([]);
      }
    }
  });
});
