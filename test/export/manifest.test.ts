import { describe, expect, test } from 'vitest';
import { manifestText } from '../../main/export/manifest.ts';
import { parseManifest, verifyManifest } from '../../main/export/verify-manifest.ts';
import { sampleHeader } from '../support/sample-result.ts';

const file = (name: string, fill = 'a', size = 10) => ({ name, size, sha256: fill.repeat(64) });
const FILES = [file('report.html', 'b'), file('daemonscope.jsonl')];
const text = manifestText(sampleHeader(), FILES);

function parsed(source: string) {
  const result = parseManifest(source);
  if (!result.ok) throw new Error(result.error);
  return result.value;
}

test('lists files by name with who, what and when', () => {
  expect(JSON.parse(text)).toMatchObject({
    type: 'manifest',
    tool: { name: 'Daemonscope', version: '0.1.0' },
    case: { case: 'IR-2026-014' },
    host: 'DESKTOP-X',
    files: [{ name: 'daemonscope.jsonl' }, { name: 'report.html' }],
  });
  expect(text.endsWith('}\n')).toBe(true);
});

describe('verification', () => {
  test('what was written is in order, the manifest beside it does not count', () => {
    expect(verifyManifest(parsed(text), [...FILES, file('manifest.json')])).toEqual([]);
  });

  test('names what is missing, changed, extra and listed twice', () => {
    const list = { files: [...FILES, file('gone.csv'), file('twice.csv'), file('twice.csv')] };
    const actual = [
      file('report.html', 'c'),
      file('daemonscope.jsonl', 'a', 11),
      file('new.exe'),
      file('twice.csv'),
    ];
    expect(verifyManifest(list, actual).map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'changed daemonscope.jsonl',
      'missing gone.csv',
      'extra new.exe',
      'changed report.html',
      'listed-twice twice.csv',
    ]);
  });
});

describe('a manifest that anyone may have edited', () => {
  const edited = (change: object) => JSON.stringify({ ...JSON.parse(text), ...change });

  test.each([
    ['not JSON', '{'],
    ['null', 'null'],
    ['another type', edited({ type: 'header' })],
    ['no list', edited({ files: null })],
    ['a name that leads out', edited({ files: [file('../../etc/passwd')] })],
    ['an absolute name', edited({ files: [file('/etc/passwd')] })],
    ['a drive', edited({ files: [file('C:x')] })],
    ['a backslash', edited({ files: [file('..\\x')] })],
    ['the folder itself', edited({ files: [file('..')] })],
    ['a short hash', edited({ files: [{ ...file('a'), sha256: 'abc' }] })],
    ['no size', edited({ files: [{ ...file('a'), size: '10' }] })],
  ])('%s is refused with a sentence', (_, source) => {
    const result = parseManifest(source);
    expect(result.ok ? '' : result.error).not.toBe('');
  });
});
