import { createHash } from 'node:crypto';
import { rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashFiles } from '../../main/enrich/hash-pool.ts';
import type { HashJob, HashOptions, HashProgress, HashResult } from '../../main/enrich/hash-result.ts';
import { buildModule } from '../support/build-module.ts';
import { temporaryFolder } from '../support/host-tree.ts';

const MIB = 1024 * 1024;
const DEFAULTS = { algorithms: ['sha256'], maxSize: 100 * MIB, inlineBelow: 8 * MIB } as const;
let folder: ReturnType<typeof temporaryFolder>;
let workerUrl: URL;
beforeAll(async () => {
  folder = temporaryFolder();
  workerUrl = await buildModule('main/enrich/hash-worker.ts', folder.path);
});
afterAll(() => folder.dispose());

const expected = new Map<string, string>();
function job(name: string, size: number): HashJob {
  const hostPath = join(folder.path, name);
  const bytes = Buffer.alloc(size, name);
  writeFileSync(hostPath, bytes);
  expected.set(name, createHash('sha256').update(bytes).digest('hex'));
  return { key: name, size, locator: { kind: 'host-file', hostPath } };
}

async function run(jobs: readonly HashJob[], options: Partial<HashOptions> = {}) {
  const results = new Map<string, HashResult>();
  for await (const result of hashFiles(jobs, { ...DEFAULTS, ...options })) {
    expect(results.has(result.key)).toBe(false);
    results.set(result.key, result);
  }
  return results;
}

function digests(results: Map<string, HashResult>): Record<string, string | null> {
  const entries = [...results].map(([key, r]) => [key, r.state === 'hashed' ? r.sha256 : r.state] as const);
  return Object.fromEntries(entries.sort());
}

function scriptWorker(name: string, source: string): URL {
  const path = join(folder.path, name);
  writeFileSync(path, source);
  return pathToFileURL(path);
}

describe('hashFiles', () => {
  it('gives the same with threads as without', async () => {
    const jobs = Array.from({ length: 40 }, (_, at) =>
      job(`same${at}`, at % 4 === 0 ? 1.5 * MIB : 1000 * at),
    );
    const threaded = await run(jobs, { workerUrl, threads: 2 });
    const inline = await run(jobs);
    expect(digests(threaded)).toEqual(digests(inline));
    expect(digests(threaded)).toEqual(
      Object.fromEntries(jobs.map(({ key }) => [key, expected.get(key)]).sort()),
    );
  });

  it('one failure never ends the rest', async () => {
    const good = job('good', 9 * MIB);
    const gone = job('gone', 10);
    rmSync(join(folder.path, 'gone'));
    const directory: HashJob = { ...gone, key: 'dir', locator: { kind: 'host-file', hostPath: folder.path } };
    const large: HashJob = { ...gone, key: 'large', size: 100 * MIB + 1 };
    for (const options of [{ workerUrl }, {}]) {
      const results = await run([gone, directory, large, good], options);
      expect(results.get('gone')).toEqual({ key: 'gone', state: 'unreadable', reason: 'not found' });
      expect(results.get('dir')).toEqual({ key: 'dir', state: 'unreadable', reason: 'not a regular file' });
      expect(results.get('large')).toEqual({ key: 'large', state: 'too-large', size: 100 * MIB + 1 });
      expect(results.get('good')).toMatchObject({ state: 'hashed', bytes: 9 * MIB });
    }
  });

  it('checks the size again when it opens', async () => {
    const grown = { ...job('grown', 2000), size: 10 };
    const results = await run([grown], { maxSize: 1000 });
    expect(results.get('grown')).toEqual({ key: 'grown', state: 'too-large', size: 2000 });
  });

  it('hashes bytes in memory beside files', async () => {
    const bytes = new TextEncoder().encode('abc');
    const memory: HashJob = { key: 'memory', size: 3, locator: { kind: 'bytes', bytes } };
    const results = await run([memory, job('beside', 9 * MIB)], { workerUrl, algorithms: ['md5'] });
    expect(results.get('memory')).toMatchObject({ md5: '900150983cd24fb0d6963f7d28e17f72', sha256: null });
    expect(results.get('beside')).toMatchObject({ state: 'hashed' });
  });

  it('starts no worker for little work', async () => {
    const used = scriptWorker(
      'used.mjs',
      `import { parentPort, workerData } from 'node:worker_threads';
      const result = { state: 'unreadable', reason: 'a worker was used' };
      parentPort.postMessage({ kind: 'results', results: [[0, result]] });`,
    );
    const started = await run([job('much', 8 * MIB)], { workerUrl: used });
    expect(started.get('much')).toEqual({ key: 'much', state: 'unreadable', reason: 'a worker was used' });
    const results = await run([job('little', 8 * MIB - 1)], { workerUrl: used });
    expect(results.get('little')).toMatchObject({ state: 'hashed' });
  });

  it('reports progress up to the totals', async () => {
    const progress: HashProgress[] = [];
    const jobs = [job('p1', 5 * MIB), job('p2', 6 * MIB), job('p3', 7)];
    await run(jobs, { workerUrl, onProgress: (step) => progress.push(step) });
    expect(progress.map((step) => step.files)).toEqual([1, 2, 3]);
    const totals = { totalFiles: 3, totalBytes: 11 * MIB + 7 };
    expect(progress.at(-1)).toEqual({ files: 3, bytes: 11 * MIB + 7, ...totals });
  });
});

const IDLE = `import { parentPort } from 'node:worker_threads'; parentPort.postMessage({ kind: 'ready' });`;

describe('a worker that dies', () => {
  /** The real worker, which dies when it comes to a job whose file's name starts with "bad". */
  const dying = (how: string) => `
    import { workerData } from 'node:worker_threads';
    const { store } = Atomics;
    Atomics.store = (array, at, value) => {
      store(array, at, value);
      if (array === workerData.current && /\\/bad[^/]*$/.test(workerData.jobs[value].locator.hostPath)) { ${how} }
      return value;
    };
    await import(${JSON.stringify(workerUrl.href)});`;

  it.each([
    ['throws', `throw new Error('boom')`, 'hash worker failed: boom'],
    ['exits', 'process.exit(3)', 'hash worker ended unexpectedly'],
  ])('(it %s) loses one job and is replaced', async (name, how, reason) => {
    const jobs = ['bad1', 'a', 'b', 'bad2', 'bad3', 'c', 'd', 'e', 'bad4'].map((key) => job(key, 2 * MIB));
    const worker = scriptWorker(`${name}.mjs`, dying(how));
    for (const threads of [1, 2]) {
      const results = await run(jobs, { workerUrl: worker, threads });
      expect(results.size).toBe(9);
      for (const [key, result] of results) {
        if (key.startsWith('bad')) expect(result).toEqual({ key, state: 'unreadable', reason });
        else expect(result).toMatchObject({ state: 'hashed', sha256: expected.get(key) });
      }
    }
  });

  it.each([
    ['cannot start', () => scriptWorker('broken.mjs', `throw new Error('no')`)],
    ['ends at once', () => scriptWorker('idle.mjs', IDLE)],
    ['does not exist', () => pathToFileURL(join(folder.path, 'none.mjs'))],
    ['has no usable URL', () => new URL('https://example.invalid/worker.js')],
  ])('when its script %s: everything is hashed in the calling thread', async (_name, url) => {
    const jobs = [job('i1', 6 * MIB), job('i2', 6 * MIB), job('i3', 5)];
    const results = await run(jobs, { workerUrl: url(), threads: 2 });
    expect(digests(results)).toEqual(Object.fromEntries(jobs.map(({ key }) => [key, expected.get(key)])));
  });
});

describe('cancelling', () => {
  it.each(['threads', 'the calling thread'])('in %s ends every job that is left', async (where) => {
    // Enough that the thread is still at it when the answer to the second file has come here.
    const jobs = Array.from({ length: 12 }, (_, at) => job(`cancel${at}`, 24 * MIB));
    const abort = new AbortController();
    const results = await run(jobs, {
      ...(where === 'threads' ? { workerUrl, threads: 1 } : {}),
      signal: abort.signal,
      onProgress: ({ files }) => {
        if (files === 2) abort.abort();
      },
    });
    const states = [...results.values()].map((result) => result.state);
    expect(states).toHaveLength(12);
    expect(states.filter((state) => state === 'hashed').length).toBeGreaterThanOrEqual(2);
    expect(states.filter((state) => state === 'cancelled').length).toBeGreaterThan(0);
  });

  it('within one large file, in the calling thread too', async () => {
    const large = job('large-cancel', 64 * MIB);
    const abort = new AbortController();
    setImmediate(() => abort.abort());
    const results = await run([large], { signal: abort.signal });
    expect(results.get('large-cancel')).toEqual({ key: 'large-cancel', state: 'cancelled' });
  });

  it('before the start opens nothing', async () => {
    const results = await run([job('never', 9 * MIB)], { workerUrl, signal: AbortSignal.abort() });
    expect(results.get('never')).toEqual({ key: 'never', state: 'cancelled' });
  });

  it('by leaving the loop ends the threads', async () => {
    const beats = join(folder.path, 'beats');
    const endless = scriptWorker(
      'endless.mjs',
      `import { appendFileSync } from 'node:fs';
      import { parentPort, workerData } from 'node:worker_threads';
      setInterval(() => {
        appendFileSync(${JSON.stringify(beats)}, '.');
        const result = { state: 'too-large', size: 0 };
        parentPort.postMessage({ kind: 'results', results: [[0, result]] });
      }, 5);`,
    );
    const seen: string[] = [];
    const jobs = [job('leave1', 4 * MIB), job('leave2', 4 * MIB)];
    for await (const { state } of hashFiles(jobs, { ...DEFAULTS, workerUrl: endless })) {
      seen.push(state);
      break;
    }
    expect(seen).toEqual(['too-large']);
    const counted = statSync(beats).size;
    expect(counted).toBeGreaterThan(0);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(statSync(beats).size).toBe(counted);
  });
});
