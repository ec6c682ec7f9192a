import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPackages } from '../../../main/enrich/packages/packages.ts';
import { type VerifyOptions, verifyPackages } from '../../../main/enrich/packages/verify-packages.ts';
import { openDirectory } from '../../../main/evidence/directory-evidence.ts';
import type { Evidence } from '../../../main/evidence/evidence.ts';
import { buildModule } from '../../support/build-module.ts';
import { temporaryFolder } from '../../support/host-tree.ts';
import { memoryAudit } from '../../support/memory-audit.ts';
import { digestsOf } from './digests-of.ts';

/** More than one batch, so that threads are started. */
const MANY = 4_500;
const MIB = 1024 * 1024;
const isRoot = process.geteuid?.() === 0;

let root: ReturnType<typeof temporaryFolder>;
let built: ReturnType<typeof temporaryFolder>;
let worker: URL;

function put(path: string, content: string | Uint8Array): void {
  const at = join(root.path, path);
  mkdirSync(dirname(at), { recursive: true });
  writeFileSync(at, content);
}

/** Files as recorded, with what was done to some afterwards. */
function makeRoot(): void {
  const md5 = new Map<string, string>();
  const bring = (path: string, content: string | Uint8Array) => {
    put(path, content);
    md5.set(path, digestsOf(content).md5);
  };
  for (let at = 0; at < MANY; at++) bring(`/usr/share/many/${at % 50}/${at}`, `${at}`.repeat(at % 400));
  const big = new Uint8Array(3 * MIB + 17).map((_, at) => at * 31 + (at >> 9));
  bring('/usr/lib/a/big', big);
  bring('/usr/lib/a/block', big.subarray(0, MIB));
  bring('/usr/lib/a/too-large', big.subarray(0, 3 * MIB + 100));
  put('/usr/lib/a/too-large', new Uint8Array(5 * MIB));
  for (const length of [0, 1, 55, 56, 63, 64, 65, 119, 120, 128]) {
    bring(`/usr/lib/a/length-${length}`, 'x'.repeat(length));
  }
  for (const name of ['changed', 'grown', 'gone', 'fifo', 'linked', 'led-out', 'unreadable', 'folder']) {
    bring(`/usr/lib/a/deep/er/${name}`, `of ${name}`);
  }
  const at = (name: string) => join(root.path, 'usr/lib/a/deep/er', name);
  writeFileSync(at('changed'), 'of changeD');
  writeFileSync(at('grown'), 'of grown and more');
  for (const name of ['gone', 'fifo', 'linked', 'led-out', 'folder']) rmSync(at(name));
  execFileSync('mkfifo', [at('fifo')]);
  put('/usr/lib/a/elsewhere', 'of linked');
  symlinkSync('../../elsewhere', at('linked'));
  put('/outside', 'of led-out');
  symlinkSync(join(built.path, 'outside'), at('led-out'));
  writeFileSync(join(built.path, 'outside'), 'of led-out');
  mkdirSync(at('folder'));
  chmodSync(at('unreadable'), 0);
  // A folder that is a link, within the root and out of it.
  symlinkSync('er', join(root.path, 'usr/lib/a/deep/alias'));
  md5.set('/usr/lib/a/deep/alias/changed', digestsOf('another').md5);
  md5.set('/lib/a/block', md5.get('/usr/lib/a/block') ?? '');
  symlinkSync('usr/lib', join(root.path, 'lib'));
  mkdirSync(join(built.path, 'away'));
  writeFileSync(join(built.path, 'away/inside'), 'taken for ours');
  symlinkSync(join(built.path, 'away'), join(root.path, 'usr/lib/a/deep/away'));
  md5.set('/usr/lib/a/deep/away/inside', digestsOf('taken for ours').md5);
  const DIGESTLESS = ['/usr/lib/a', '/usr/lib/a/deep', '/usr/lib/a/deep/er', '/usr/lib/a/deep/er/led-out'];
  const info = '/var/lib/dpkg/info';
  put('/var/lib/dpkg/status', 'Package: a\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1\n');
  const listed = [...DIGESTLESS.slice(0, 3), '/usr/lib/a/nothing', '/usr/lib/a/deep/away', ...md5.keys()];
  put(`${info}/a.list`, `/.\n${listed.join('\n')}\n`);
  put(`${info}/a.md5sums`, [...md5].map(([path, hex]) => `${hex}  ${path.slice(1)}\n`).join(''));
}

async function verify(options: Partial<VerifyOptions> = {}, exact = false) {
  const audit = memoryAudit();
  const opened = openDirectory(root.path, { audit });
  if (!opened.ok) throw new Error(opened.error.reason);
  const evidence: Evidence = exact ? { ...opened.value, hostFolder: () => null } : opened.value;
  const steps = verifyPackages(evidence, openPackages(evidence), {
    audit,
    maxSize: 4 * MIB,
    filesComplete: true,
    ...options,
  });
  let step = await steps.next();
  while (step.done !== true) step = await steps.next();
  return { ...step.value, audit: audit.entries };
}

function scriptWorker(name: string, source: string): URL {
  writeFileSync(join(built.path, name), source);
  return pathToFileURL(join(built.path, name));
}

const spelled = ({ files }: Awaited<ReturnType<typeof verify>>) =>
  files.map(({ state, path, evidencePath, isLink }) => `${state} ${path} ${evidencePath} ${isLink}`).sort();

describe.skipIf(process.platform !== 'linux')(
  'comparison in bulk (opens files below a folder of /proc)',
  () => {
    beforeAll(async () => {
      root = temporaryFolder();
      built = temporaryFolder();
      worker = await buildModule('main/enrich/packages/verify-worker.ts', built.path);
      makeRoot();
    }, 60_000);
    afterAll(() => {
      root.dispose();
      built.dispose();
    });

    it('gives the same in threads, in the calling thread and file by file', async () => {
      const exact = await verify({}, true);
      const inline = await verify();
      const threaded = await verify({ verifyWorkerUrl: worker });
      expect(inline.counts).toEqual(exact.counts);
      expect(threaded.counts).toEqual(exact.counts);
      expect(threaded.files).toEqual(inline.files);
      expect(spelled(inline)).toEqual(spelled(exact));
      const below = '/usr/lib/a/deep/er';
      expect(spelled(inline)).toEqual(
        [
          `changed ${below}/changed ${below}/changed false`,
          `changed ${below}/grown ${below}/grown false`,
          `changed /usr/lib/a/deep/alias/changed ${below}/changed false`,
          `missing ${below}/folder null false`,
          `missing ${below}/gone null false`,
          `missing /usr/lib/a/nothing null false`,
          `missing ${below}/led-out null false`,
          `missing /usr/lib/a/deep/away/inside null false`,
          `unreadable ${below}/fifo null false`,
          ...(isRoot ? [] : [`unreadable ${below}/unreadable ${below}/unreadable false`]),
        ].sort(),
      );
      expect(exact.counts.unchanged).toBe(MANY + 2 + 10 + 1 + (isRoot ? 1 : 0));
    });

    it('writes one line of what is as recorded to the audit log, and one of each that is not', async () => {
      const { audit, counts } = await verify({ verifyWorkerUrl: worker });
      const hashed = audit.filter(({ action }) => action === 'hashed');
      expect(hashed.length).toBeLessThan(10);
      // The link inside the root was followed and its file hashed by itself.
      expect(hashed.at(-1)?.detail).toMatch(
        new RegExp(`^${counts.unchanged - 1} files of packages, \\d+ bytes`),
      );
      expect(audit).toContainEqual(
        expect.objectContaining({ action: 'skipped', path: '/usr/lib/a/too-large' }),
      );
    });

    it('leaves access times as they are', async () => {
      const path = join(root.path, '/usr/share/many/7/7');
      utimesSync(path, new Date('2001-02-03T04:05:06Z'), statSync(path).mtime);
      await verify({ verifyWorkerUrl: worker });
      expect(statSync(path).atime.toISOString()).toBe('2001-02-03T04:05:06.000Z');
    });

    it('loses nothing when threads die or cannot run', async () => {
      const expected = (await verify()).counts;
      const dies = scriptWorker(
        'dies.mjs',
        `import { parentPort } from 'node:worker_threads';
       parentPort.on('message', () => process.exit(1));
       parentPort.postMessage({ kind: 'ready' });`,
      );
      const never = scriptWorker('never.mjs', 'throw new Error("no");');
      const absent = pathToFileURL(join(built.path, 'absent.mjs'));
      for (const verifyWorkerUrl of [dies, never, absent]) {
        expect((await verify({ verifyWorkerUrl })).counts).toEqual(expected);
      }
    });

    it('stops in the middle and says how many it did not look at', async () => {
      for (const verifyWorkerUrl of [worker, undefined]) {
        const stop = new AbortController();
        const audit = memoryAudit();
        const opened = openDirectory(root.path, { audit });
        if (!opened.ok) throw new Error(opened.error.reason);
        const steps = verifyPackages(opened.value, openPackages(opened.value), {
          audit,
          maxSize: MIB,
          filesComplete: true,
          signal: stop.signal,
          ...(verifyWorkerUrl === undefined ? {} : { verifyWorkerUrl }),
        });
        await steps.next();
        stop.abort();
        let step = await steps.next();
        while (step.done !== true) step = await steps.next();
        expect(step.value.cancelled).toBe(true);
        expect(step.value.counts.unchanged).toBeLessThan(MANY);
      }
    });
  },
);
