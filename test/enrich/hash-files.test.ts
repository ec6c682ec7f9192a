import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { hashEvidenceFiles } from '../../main/enrich/hash-files.ts';
import { openDirectory } from '../../main/evidence/directory-evidence.ts';
import type { Evidence } from '../../main/evidence/evidence.ts';
import { memoryEvidence } from '../../main/evidence/memory-evidence.ts';
import { type Tree, temporaryFolder, writeTree } from '../support/host-tree.ts';
import { memoryAudit } from '../support/memory-audit.ts';
import { treeSnapshot } from '../support/tree-snapshot.ts';

const ABC = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
const tree: Tree = {
  '/Windows/System32/a.dll': 'abc',
  '/Windows/alias.dll': { link: 'System32/a.dll' },
  '/Windows/big': 'x'.repeat(200),
  '/Windows/fifo': { special: 'fifo' },
  '/Windows/out': { link: '../../x' },
};
const PATHS = [
  '/Windows/fifo',
  '/windows/system32/A.DLL',
  '/Windows/System32/a.dll',
  '/Windows/alias.dll',
  '/Windows/big',
  '/Windows/out',
  '/Windows',
  '/none',
  '/Windows/System32/a.dll',
];

const disposals: (() => void)[] = [];
afterEach(() => {
  for (const dispose of disposals.splice(0)) dispose();
});

function hash(evidence: Evidence, audit: ReturnType<typeof memoryAudit>) {
  return hashEvidenceFiles(evidence, PATHS, {
    audit,
    algorithms: ['sha256'],
    maxSize: 100,
    ignoreCase: true,
  });
}

function check(results: Awaited<ReturnType<typeof hash>>, audit: ReturnType<typeof memoryAudit>): void {
  expect([...results.keys()]).toEqual(PATHS.slice(0, -1));
  for (const path of PATHS.slice(1, 4))
    expect(results.get(path)).toMatchObject({ state: 'hashed', sha256: ABC });
  expect(results.get('/windows/system32/A.DLL')).toBe(results.get('/Windows/alias.dll'));
  expect(results.get('/Windows/big')).toEqual({ state: 'too-large', size: 200 });
  expect(results.get('/Windows/fifo')).toEqual({ state: 'refused', reason: 'a FIFO' });
  expect(results.get('/Windows/out')).toMatchObject({ state: 'refused' });
  expect(results.get('/Windows')).toEqual({ state: 'refused', reason: 'a folder' });
  expect(results.get('/none')).toEqual({ state: 'missing' });
  expect(audit.entries).toEqual([
    { action: 'hashed', path: '/Windows/System32/a.dll', detail: `3 bytes, sha256 ${ABC}` },
    { action: 'skipped', path: '/Windows/big', detail: 'too large to hash: 200 bytes' },
  ]);
}

describe('hashEvidenceFiles', () => {
  it('hashes each file of memory evidence once and says what became of each path', async () => {
    const audit = memoryAudit();
    check(await hash(memoryEvidence(tree), audit), audit);
  });

  it.skipIf(process.platform === 'win32')('does the same with a folder and leaves it as it was', async () => {
    const folder = temporaryFolder();
    disposals.push(folder.dispose);
    writeTree(folder.path, tree);
    const opened = openDirectory(folder.path, { audit: memoryAudit() });
    if (!opened.ok) throw new Error(opened.error.reason);
    const before = treeSnapshot(folder.path);
    const audit = memoryAudit();
    check(await hash(opened.value, audit), audit);
    expect(treeSnapshot(folder.path)).toEqual(before);
  });

  it('keeps files apart that differ in case only', async () => {
    const evidence = memoryEvidence({ '/bin/a': 'abc', '/bin/A': 'other' });
    const options = { audit: memoryAudit(), algorithms: ['sha256'], maxSize: 100 } as const;
    const results = await hashEvidenceFiles(evidence, ['/bin/a', '/bin/A'], options);
    expect(results.get('/bin/a')).toMatchObject({ sha256: ABC });
    expect(results.get('/bin/A')).toMatchObject({ state: 'hashed', bytes: 5 });
    expect(results.get('/bin/A')).not.toMatchObject({ sha256: ABC });
  });

  it('logs what could not be read, and what was cancelled', async () => {
    const audit = memoryAudit();
    const evidence = memoryEvidence({ '/f': 'abc', '/locked': { unreadable: 'in use (EBUSY)' } });
    const options = { audit, algorithms: ['md5'], maxSize: 100, signal: AbortSignal.abort() } as const;
    const results = await hashEvidenceFiles(evidence, ['/locked', '/f'], options);
    expect(results.get('/locked')).toEqual({ state: 'unreadable', reason: 'in use (EBUSY)' });
    expect(results.get('/f')).toEqual({ state: 'cancelled' });
    expect(audit.entries).toEqual([{ action: 'skipped', path: '/f', detail: 'cancelled' }]);
  });

  it('logs a file that changed after it was found', async () => {
    const folder = temporaryFolder();
    disposals.push(folder.dispose);
    writeTree(folder.path, { '/f': 'abc' });
    const opened = openDirectory(folder.path, { audit: memoryAudit() });
    if (!opened.ok) throw new Error(opened.error.reason);
    const evidence: Evidence = {
      ...opened.value,
      locator(path) {
        const locator = opened.value.locator(path);
        writeFileSync(join(folder.path, 'f'), 'x'.repeat(500));
        return locator;
      },
    };
    const audit = memoryAudit();
    const results = await hashEvidenceFiles(evidence, ['/f'], { audit, algorithms: ['md5'], maxSize: 100 });
    expect(results.get('/f')).toEqual({ state: 'too-large', size: 500 });
    expect(audit.entries).toEqual([
      { action: 'skipped', path: '/f', detail: 'too large to hash: 500 bytes' },
    ]);
  });
});
