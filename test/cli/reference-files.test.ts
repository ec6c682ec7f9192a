import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UsageError } from '../../main/cli/exit-code.ts';
import { readBaseline, readIocs, readKnownServices } from '../../main/cli/reference-files.ts';
import { jsonLines } from '../../main/export/formats/jsonl.ts';
import { temporaryFolder } from '../support/host-tree.ts';
import { sampleResult, sampleService } from '../support/sample-result.ts';

let place: ReturnType<typeof temporaryFolder>;
beforeAll(() => {
  place = temporaryFolder();
});
afterAll(() => place.dispose());

function file(text: string): string {
  const path = join(place.path, 'given');
  writeFileSync(path, text);
  return path;
}

describe('readKnownServices', () => {
  it('takes one name a line, whatever the line ends, without comments and byte order mark', () => {
    expect([...readKnownServices(file('\ufeffSpooler\r\n# ours\n\n  W32Time \n'))]).toEqual([
      'spooler',
      'w32time',
    ]);
  });

  it('refuses a file without a name, and one that is not there', () => {
    expect(() => readKnownServices(file('# nothing\n'))).toThrow(UsageError);
    expect(() => readKnownServices(join(place.path, 'nowhere'))).toThrow(/ENOENT/);
  });
});

describe('readIocs', () => {
  it('takes the first column, each entry once', () => {
    expect(readIocs([file('ABC,seen\nabc\tagain\nC:\\Temp\\a.exe;x\n')])).toEqual(['abc', 'c:\\temp\\a.exe']);
    expect(readIocs([])).toEqual([]);
  });

  it('takes the hash of a line that md5sum or sha256sum wrote', () => {
    const md5 = '0123456789ABCDEF0123456789ABCDEF';
    expect(readIocs([file(`${md5}  evil.exe\n${md5}${md5} *b.exe\nBackup Service\n`)])).toEqual([
      md5.toLowerCase(),
      `${md5}${md5}`.toLowerCase(),
      'backup service',
    ]);
  });
});

describe('readBaseline', () => {
  it('reads the services of an earlier result', () => {
    const services = [sampleService('Spooler'), sampleService('W32Time')];
    const text = [...jsonLines(sampleResult({ services }))].join('');
    expect(readBaseline(file(text)).map(({ name }) => name)).toEqual(['Spooler', 'W32Time']);
  });

  it.each([
    ['text', 'hello'],
    ['other JSON Lines', '{"type":"service","name":"x","payloads":[]}\n'],
    ['a service that is none', '{"type":"header"}\n{"type":"service","name":1}\n'],
    [
      'a detail block that is none',
      '{"type":"header"}\n{"type":"service","name":"x","payloads":[],"windows":7}\n',
    ],
    ['a number', '7\n'],
  ])('refuses %s in one sentence', (_what, text) => {
    expect(() => readBaseline(file(text))).toThrow(UsageError);
  });
});
