import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { NO_AUDIT } from '../../../main/evidence/audit.ts';
import { memoryEvidence } from '../../../main/evidence/memory-evidence.ts';
import type { MemoryNode } from '../../../main/evidence/memory-node.ts';
import { recogniseRoot } from '../../../main/sources/recognise-root.ts';
import { windowsHives } from '../../../main/sources/windows/hives.ts';
import { takeHiveDiagnostics } from '../../../main/sources/windows/hives-diagnostics.ts';
import { writeHive } from '../../support/hive-writer.ts';
import { writeNewLog } from '../../support/hive-writer-logs.ts';

const CONFIG = '/Windows/System32/config';
const BEFORE = {
  'ControlSet001\\Services\\Old': { values: { Start: 2 } },
  Select: { values: { Current: 1 } },
};
const AFTER = { ...BEFORE, 'ControlSet001\\Services\\Old': { values: { Start: 4 } } };
const clean = writeHive(BEFORE).bytes;
const dirty = writeHive(BEFORE, { sequences: [8, 7] }).bytes;
const log = writeNewLog([dirty, writeHive(AFTER, { sequences: [8, 7] }).bytes], 7);

function contextOf(files: Readonly<Record<string, MemoryNode>>) {
  const evidence = memoryEvidence(files);
  const root = recogniseRoot(evidence);
  if (!root.ok) throw new Error(root.error);
  return { evidence, root: root.value, audit: NO_AUDIT };
}

function startOfOld(hive: ReturnType<typeof windowsHives>['system']): unknown {
  return hive?.hive.root?.descendant('ControlSet001\\Services\\Old')?.value('Start')?.data()[0];
}

describe('windowsHives', () => {
  it('opens both hives once for all sources of a run, with digests', () => {
    const context = contextOf({
      [`${CONFIG}/SYSTEM`]: clean,
      [`${CONFIG}/software`]: writeHive({ A: {} }).bytes,
    });
    const hives = windowsHives(context);
    expect(windowsHives(context)).toBe(hives);
    // Sources of logs get a context of their own.
    expect(windowsHives({ ...context })).toBe(hives);
    expect(windowsHives({ ...context, root: { ...context.root } })).not.toBe(hives);
    expect(hives.system?.input).toEqual({
      path: `${CONFIG}/SYSTEM`,
      role: 'SYSTEM',
      size: clean.length,
      sha256: createHash('sha256').update(clean).digest('hex'),
      dirty: false,
      replay: 'clean',
      replayDetail: null,
    });
    expect(hives.software?.path).toBe(`${CONFIG}/software`);
    expect(hives.system?.beforeReplay()).toBeNull();
    expect(takeHiveDiagnostics(context, 'x')).toEqual([]);
  });

  it.each(['SYSTEM.LOG1', 'system.log1', 'SYSTEM.LOG2'])('replays %s and keeps the state before', (name) => {
    const hives = windowsHives(contextOf({ '/SYSTEM': dirty, [`/${name}`]: log }));
    expect(startOfOld(hives.system)).toBe(4);
    const before = hives.system?.beforeReplay();
    expect(before?.root?.descendant('ControlSet001\\Services\\Old')?.value('Start')?.data()[0]).toBe(2);
    expect(hives.system?.beforeReplay()).toBe(before);
    expect(hives.inputs.map((input) => input.role)).toEqual([
      'SYSTEM',
      `SYSTEM ${name.slice(7).toUpperCase()}`,
    ]);
    expect(hives.system?.input).toMatchObject({ dirty: true, replay: 'replayed' });
    expect(hives.system?.input.replayDetail).toMatch(/^LOG\d, 1 entry, sequence 7, 1 pages, /);
  });

  it('finds logs of hives with an ending under either name', () => {
    for (const name of ['/SYSTEM.hive.LOG1', '/SYSTEM.LOG1']) {
      expect(startOfOld(windowsHives(contextOf({ '/SYSTEM.hive': dirty, [name]: log })).system)).toBe(4);
    }
  });

  it('opens the RegBack copy, but not one of length zero', () => {
    const files = { [`${CONFIG}/SYSTEM`]: clean };
    const with_ = windowsHives(contextOf({ ...files, [`${CONFIG}/RegBack/SYSTEM`]: clean }));
    expect(with_.regBackSystem?.role).toBe('RegBack SYSTEM');
    const context = contextOf({ ...files, [`${CONFIG}/RegBack/SYSTEM`]: new Uint8Array(0) });
    expect(windowsHives(context).regBackSystem).toBeNull();
    expect(takeHiveDiagnostics(context, 'x')).toEqual([]);
  });

  it.each([
    ['is not there', {}],
    ['is no hive', { [`${CONFIG}/SYSTEM`]: 'no hive' }],
  ])('reads the RegBack copy in place of a SYSTEM that %s, and says so', (_why, files) => {
    const copy = `${CONFIG}/RegBack/SYSTEM`;
    const context = contextOf({ ...files, [copy]: clean });
    const hives = windowsHives(context);
    expect(hives.system).toMatchObject({ role: 'SYSTEM', path: expect.stringMatching(/RegBack\/SYSTEM$/i) });
    expect(hives.regBackSystem).toBeNull();
    expect(takeHiveDiagnostics(context, 'x')).toEqual(
      expect.arrayContaining([expect.objectContaining({ code: 'hive-copy-instead', severity: 'error' })]),
    );
  });

  it('reports a dirty hive without logs, once', () => {
    const context = contextOf({ '/SYSTEM': dirty });
    expect(takeHiveDiagnostics(context, 'first')).toMatchObject([
      { code: 'hive-dirty-no-log', severity: 'warning', source: 'first', path: '/SYSTEM', offset: 4 },
    ]);
    expect(takeHiveDiagnostics(context, 'second')).toEqual([]);
  });

  it('hands diagnostics of other hives to the source that wants them', () => {
    const context = contextOf({ '/SYSTEM': clean, '/SOFTWARE': dirty });
    expect(takeHiveDiagnostics(context, 'services', ['SYSTEM'])).toEqual([]);
    expect(takeHiveDiagnostics(context, 'settings')).toMatchObject([
      { path: '/SOFTWARE', source: 'settings' },
    ]);
  });

  it('says so when a file is no hive or cannot be read, and opens the other', () => {
    const context = contextOf({ '/SYSTEM': 'no hive', '/SOFTWARE': { unreadable: 'permission denied' } });
    const hives = windowsHives(context);
    expect([hives.system, hives.software]).toEqual([null, null]);
    expect(hives.inputs).toMatchObject([{ path: '/SYSTEM', size: 7 }]);
    expect(takeHiveDiagnostics(context, 'x')).toMatchObject([
      { code: 'hive-not-readable', severity: 'error', path: '/SYSTEM' },
      {
        code: 'hive-unreadable',
        severity: 'error',
        path: '/SOFTWARE',
        what: expect.stringContaining('permission denied'),
      },
    ]);
  });

  it('opens the hive when its log cannot be read', () => {
    const context = contextOf({ '/SYSTEM': dirty, '/SYSTEM.LOG1': { unreadable: 'I/O error' } });
    expect(startOfOld(windowsHives(context).system)).toBe(2);
    expect(takeHiveDiagnostics(context, 'x').map((diagnostic) => diagnostic.code)).toEqual([
      'hive-log-unreadable',
      'hive-dirty-no-log',
    ]);
  });
});
