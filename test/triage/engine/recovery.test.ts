import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openCase } from '../../../main/case/open-case.ts';
import { readOverview } from '../../../main/case/overview.ts';
import { readResult } from '../../../main/case/read-result.ts';
import { RecoveryFile } from '../../../main/triage/engine/recovery.ts';
import { testSql } from '../../case/sql-bytes.ts';
import { temporaryFolder, writeTree } from '../../support/host-tree.ts';
import { sampleHeader, sampleResult } from '../../support/sample-result.ts';
import { EngineClient } from './engine-client.ts';
import { SMALL_ROOT } from './small-root.ts';

let place: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  place = temporaryFolder();
});
afterEach(() => place.dispose());

const { tool, run, case: data, root, host } = sampleHeader();
const FACTS = { tool, run, case: data };

describe('the recovery file', () => {
  it('is a case that says that it is not whole, from the first moment on', async () => {
    const sql = await testSql();
    const now = new Date('2026-01-01T00:00:00Z');
    const recovery = new RecoveryFile(sql, place.path, null, FACTS, now);
    recovery.grow(null);
    const open = () => {
      const opened = openCase(sql, readFileSync(recovery.path ?? ''));
      if (!opened.ok) throw new Error(opened.error);
      return opened.value;
    };
    expect(readOverview(open())).toMatchObject({ incomplete: true, summary: { counts: { services: 0 } } });

    const { services, events, diagnostics, coverage } = sampleResult();
    const found = {
      services,
      events,
      diagnostics,
      coverage,
      root,
      host,
      reading: 'windows-events',
      ahead: ['x'],
    };
    const next = new RecoveryFile(sql, place.path, null, FACTS, now);
    next.grow(found);
    expect(readResult(open())).toMatchObject({
      ok: true,
      value: {
        services,
        events,
        findings: [],
        coverage: [
          ...coverage,
          {
            source: 'windows-events',
            outcome: 'failed',
            reason: expect.stringContaining('while it was read'),
          },
          { source: 'x', outcome: 'failed', reason: expect.stringContaining('before it was looked at') },
        ],
      },
    });
    // Not at every source.
    next.grow({ ...found, services: [] });
    expect(readOverview(open()).summary.counts.services).toBe(services.length);
    next.remove();
    expect(readdirSync(place.path)).toEqual([]);
  });

  it('is never put into the examined folder, and a folder that cannot be written costs no run', async () => {
    const sql = await testSql();
    expect(new RecoveryFile(sql, join(place.path, 'in'), place.path, FACTS).path).toBeNull();
    writeFileSync(join(place.path, 'file'), '');
    const recovery = new RecoveryFile(sql, join(place.path, 'file', 'sub'), null, FACTS);
    recovery.grow(null);
    expect(recovery.problem).not.toBeNull();
  });

  it('is put elsewhere when that is asked for, into the examined folder never', async () => {
    const root = join(place.path, 'examined');
    const recovery = new RecoveryFile(await testSql(), join(root, 'in'), root, FACTS);
    expect([recovery.retry(null), recovery.retry(join(root, 'other')), recovery.path]).toEqual([
      false,
      false,
      null,
    ]);
    const elsewhere = join(place.path, 'elsewhere');
    expect(recovery.retry(elsewhere)).toBe(true);
    expect(recovery.retry(root)).toBe(false);
    recovery.grow(null);
    expect(readdirSync(elsewhere)).toHaveLength(1);
  });

  it('tells the window where nothing is kept, and takes no other folder of the examined one', async () => {
    const root = join(place.path, 'host');
    writeTree(root, SMALL_ROOT);
    const engine = new EngineClient({ recoveryFolder: join(root, 'data') });
    const ended = engine.next('scan:done', 'scan:failed');
    await engine.value(
      'scan:start',
      { target: 'root', hash: true, baseline: null, caseData: data },
      { root },
    );
    const kept = engine.ask('scan:keep', { folder: 'k' }, { k: join(root, 'other') });
    expect(await kept).toMatchObject({
      ok: false,
      error: { code: 'cannot-write', message: expect.stringContaining('lies in the examined folder') },
    });
    await ended;
    expect(engine.lastOf('recovery:problem')?.reason).toContain('lies in the examined folder');
    engine.close();
  });

  it.each([
    'its own',
    'another that the user chose',
  ])('in %s folder is opened as a case that has no file yet', async (which) => {
    const folder = join(place.path, 'recovery');
    mkdirSync(folder);
    const recovery = new RecoveryFile(await testSql(), folder, null, FACTS);
    recovery.grow(null);
    writeTree(place.path, { x: '' });
    const engine = new EngineClient(
      which === 'its own'
        ? { recoveryFolder: folder }
        : { recoveryFolder: join(place.path, 'usual'), otherRecoveryFolders: [folder] },
    );
    const overview = await engine.value('case:open', { handle: 'r' }, { r: recovery.path ?? '' });
    expect(overview).toMatchObject({ saved: false, file: null, incomplete: true });
    const file = join(place.path, 'kept.daemonscope');
    await engine.value('case:save', { handle: 'f' }, { f: file });
    expect(readdirSync(folder)).toEqual([]);
    engine.close();
  });
});
