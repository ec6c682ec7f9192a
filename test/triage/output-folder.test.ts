import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkOutputFolder, defaultFolderName, OutputFolder } from '../../main/triage/output-folder.ts';
import { temporaryFolder } from '../support/host-tree.ts';

const NOW = new Date(Date.UTC(2026, 0, 2, 3, 4, 5, 678));
let place: ReturnType<typeof temporaryFolder>;
let root: string;

beforeAll(() => {
  place = temporaryFolder();
  root = join(place.path, 'evidence');
  mkdirSync(join(root, 'inner'), { recursive: true });
});
afterAll(() => place.dispose());

describe('defaultFolderName', () => {
  it.each([
    ['DESKTOP-1', 'windows', 'daemonscope-DESKTOP-1-windows-20260102T030405Z'],
    [null, null, 'daemonscope-unknown-unknown-20260102T030405Z'],
    ['../../etc\\x:y\0\u202e', 'linux', 'daemonscope-etc-x-y-linux-20260102T030405Z'],
    ['..', 'linux', 'daemonscope-unknown-linux-20260102T030405Z'],
    ['a'.repeat(300), 'macos', `daemonscope-${'a'.repeat(40)}-macos-20260102T030405Z`],
  ])('makes of host %j on %s a name without a way out', (host, platform, name) => {
    expect(defaultFolderName(host, platform, NOW)).toBe(name);
  });
});

describe('checkOutputFolder', () => {
  it('refuses the root, what lies in it, and what leads into it', () => {
    symlinkSync(root, join(place.path, 'link'));
    for (const folder of [
      root,
      join(root, 'out'),
      join(root, 'inner', 'a', 'b'),
      join(place.path, 'link', 'out'),
    ]) {
      expect(checkOutputFolder(folder, root, true).ok, folder).toBe(false);
    }
    // The root itself may have been named through a link.
    expect(checkOutputFolder(join(root, 'out'), join(place.path, 'link'), true).ok).toBe(false);
  });

  it('allows a neighbour whose name begins like the root, and one that begins with two dots', () => {
    expect(checkOutputFolder(`${root}-report`, root, false).ok).toBe(true);
    expect(checkOutputFolder(join(place.path, '..report'), place.path, false).ok).toBe(false);
    expect(checkOutputFolder(join(place.path, '..report'), root, false).ok).toBe(true);
  });

  it('refuses what exists unless it is to be written over', () => {
    const there = join(place.path, 'there');
    mkdirSync(there);
    expect(checkOutputFolder(there, root, false)).toMatchObject({ ok: false });
    expect(checkOutputFolder(there, root, true)).toEqual({ ok: true, value: there });
  });
});

describe('OutputFolder', () => {
  it('counts bytes, not characters, and hashes what it wrote', () => {
    const folder = new OutputFolder(join(place.path, 'result', 'deep'));
    const long = 'x'.repeat(300_000);
    const written = folder.write('a.txt', ['ä', '\u{1F600}', long]);
    const bytes = readFileSync(join(folder.path, 'a.txt'));
    expect(bytes.toString('utf8')).toBe(`ä\u{1F600}${long}`);
    expect(written).toEqual({
      name: 'a.txt',
      size: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    });
    expect(folder.written).toEqual([written]);
  });

  it('clears away what the manifest of an earlier report lists, and nothing else', () => {
    const path = join(place.path, 'again');
    const first = new OutputFolder(path);
    first.write('report.html', ['old']);
    first.write('services.csv', ['old']);
    const listed = [...first.written, { name: '../victim.txt', size: 1, sha256: '0'.repeat(64) }];
    const manifest = (files: unknown): string => JSON.stringify({ type: 'manifest', files });
    writeFileSync(join(place.path, 'victim.txt'), 'x');
    writeFileSync(join(path, 'notes.txt'), 'mine');
    // A list that leads out of the folder is none of ours: nothing is removed for it.
    writeFileSync(join(path, 'manifest.json'), manifest(listed));
    new OutputFolder(path);
    expect(readdirSync(path).sort()).toEqual(['manifest.json', 'notes.txt', 'report.html', 'services.csv']);
    writeFileSync(join(path, 'manifest.json'), manifest(first.written));
    new OutputFolder(path).write('report.html', ['new']);
    expect(readdirSync(path).sort()).toEqual(['manifest.json', 'notes.txt', 'report.html']);
    expect(existsSync(join(place.path, 'victim.txt'))).toBe(true);
  });

  it('replaces a planted link instead of writing through it', () => {
    const victim = join(place.path, 'victim');
    writeFileSync(victim, 'mine');
    const folder = new OutputFolder(join(place.path, 'planted'));
    symlinkSync(victim, join(folder.path, 'report.html'));
    folder.write('report.html', ['report']);
    expect(readFileSync(victim, 'utf8')).toBe('mine');
    expect(readFileSync(join(folder.path, 'report.html'), 'utf8')).toBe('report');
    expect(existsSync(victim)).toBe(true);
  });
});
