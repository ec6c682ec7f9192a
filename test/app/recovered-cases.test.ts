import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RecoveredCases } from '../../main/app/recovered-cases.ts';
import { RecoveryFolders } from '../../main/app/recovery-folders.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'daemonscope-recovered-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const put = (...names: string[]) => {
  for (const name of names) writeFileSync(join(folder, name), 'x');
};

describe('recovered cases', () => {
  it('are what lay there at the start, newest first, and no half copy or other file', () => {
    put('recovery-20260102T030405Z-incomplete.daemonscope', 'recovery-20260103T000000Z.daemonscope');
    put('.recovery-20260104T000000Z.daemonscope.12.tmp', 'recovery-x.daemonscope', 'notes.txt');
    mkdirSync(join(folder, 'recovery-20260105T000000Z.daemonscope'));
    const recovered = new RecoveredCases(folder);
    put('recovery-20260106T000000Z-incomplete.daemonscope');
    expect(recovered.list().map(({ begun, incomplete, size }) => [begun, incomplete, size])).toEqual([
      ['2026-01-03T00:00:00Z', false, 1],
      ['2026-01-02T03:04:05Z', true, 1],
    ]);
    recovered.look();
    expect(recovered.list()[0]).toMatchObject({ begun: '2026-01-06T00:00:00Z', incomplete: true });
  });

  it('leaves out a growing copy whose whole one was written', () => {
    put('recovery-20260102T030405Z-incomplete.daemonscope', 'recovery-20260102T030405Z.daemonscope');
    expect(new RecoveredCases(folder).list().map(({ incomplete }) => incomplete)).toEqual([false]);
  });

  it('forgets one of them and nothing else', () => {
    put('recovery-20260102T030405Z.daemonscope', 'notes.txt');
    const recovered = new RecoveredCases(folder);
    expect(recovered.forget(join(folder, 'notes.txt'))).toBe(false);
    expect(recovered.forget(join(folder, '..', 'x'))).toBe(false);
    expect(recovered.forget(join(folder, 'recovery-20260102T030405Z.daemonscope'))).toBe(true);
    expect(recovered.list()).toEqual([]);
    expect(readdirSync(folder)).toEqual(['notes.txt']);
    expect(new RecoveredCases(join(folder, 'nowhere')).list()).toEqual([]);
  });

  it('are also what was kept of a case that another one has taken the place of, and not what is kept of that', () => {
    const recovered = new RecoveredCases(folder);
    put('recovery-20260102T030405Z.daemonscope');
    recovered.setAside();
    put('recovery-20260103T030405Z.daemonscope');
    expect(recovered.list(), 'while the first case is open').toEqual([]);
    recovered.left(false);
    recovered.left(true);
    expect(recovered.list(), 'when the second came to nothing').toEqual([]);
    recovered.setAside();
    put('recovery-20260104T030405Z.daemonscope');
    recovered.left(true);
    expect(recovered.list().map(({ begun }) => begun)).toEqual([
      '2026-01-03T03:04:05Z',
      '2026-01-02T03:04:05Z',
    ]);
  });

  it('are claimed of a dead engine only when it has left or changed one', () => {
    put('recovery-20260102T030405Z.daemonscope');
    const recovered = new RecoveredCases(folder);
    recovered.engineStarts();
    expect(recovered.engineGone()).toBe(false);
    put('recovery-20260103T030405Z-incomplete.daemonscope');
    expect(recovered.engineGone()).toBe(true);
    recovered.engineStarts();
    expect(recovered.engineGone()).toBe(false);
    writeFileSync(join(folder, 'recovery-20260102T030405Z.daemonscope'), 'judged since');
    expect(recovered.engineGone()).toBe(true);
  });

  it('are found at the next start in a folder that the user chose, as long as it is there', () => {
    const other = join(folder, 'other');
    const settings = join(folder, 'settings');
    mkdirSync(other);
    mkdirSync(settings);
    const first = new RecoveredCases(folder, new RecoveryFolders(settings));
    first.addFolder(other);
    writeFileSync(join(other, 'recovery-20260102T030405Z.daemonscope'), 'x');
    put('recovery-20260101T000000Z.daemonscope');
    const next = new RecoveredCases(folder, new RecoveryFolders(settings));
    expect(next.folders).toEqual([folder, other]);
    expect(next.list().map(({ begun }) => begun)).toEqual(['2026-01-02T03:04:05Z', '2026-01-01T00:00:00Z']);
    // A stick that was pulled, with a file in its place: asking for what lies below it is no "no such entry".
    rmSync(other, { recursive: true });
    writeFileSync(other, '');
    expect(next.list()).toHaveLength(1);
    writeFileSync(join(settings, 'recovery-folders.json'), '{"not": "a list"}');
    expect(new RecoveredCases(folder, new RecoveryFolders(settings)).folders).toEqual([folder]);
  });
});
