import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CORPUS, corpusAvailable, corpusFile, corpusTruth } from '../support/corpus.ts';
import { collectJobs } from './launchd/collect-jobs.ts';

interface Truth {
  readonly plistlib: string;
  /** What Python's plistlib read of the keys. */
  readonly summary?: {
    readonly label: string | null;
    readonly program: string | null;
    readonly programArguments: readonly string[] | null;
    readonly runAtLoad: boolean | null;
    readonly keepAlive: unknown;
    readonly disabled: boolean | null;
    readonly userName: string | null;
  };
}

describe.skipIf(!corpusAvailable)('launchd jobs of the corpus', () => {
  const truth = corpusAvailable ? corpusTruth<Record<string, Truth>>('plist') : {};
  const jobs = Object.keys(truth).filter((path) =>
    /^plist\/(?:macos|ios)\/Launch(?:Agents|Daemons)\//.test(path),
  );
  /** The folders of macOS and of iOS hold some of the same names. */
  const place = (path: string): string =>
    path.replace('plist/macos/', '/System/Library/').replace('plist/ios/', '/Library/Apple/System/Library/');

  it('Apple’s own are read as plistlib reads them', () => {
    expect(jobs.length).toBeGreaterThan(300);
    const { records, diagnostics, coverage } = collectJobs(
      Object.fromEntries(jobs.map((path) => [place(path), corpusFile(path)])),
    );
    expect(diagnostics).toEqual([]);
    expect(coverage.counts).toMatchObject({ other: 0, unreadable: 0 });
    expect(records).toHaveLength(jobs.length);
    const byPath = new Map(records.map((record) => [record.launchd?.plistPath, record]));
    for (const path of jobs) {
      const record = byPath.get(place(path));
      const summary = truth[path]?.summary;
      const detail = record?.launchd;
      expect(summary, path).toBeDefined();
      expect(record?.kind, path).toBe(path.includes('/LaunchDaemons/') ? 'daemon' : 'agent');
      expect(
        {
          label: detail?.label,
          programArguments: detail?.programArguments,
          runAtLoad: detail?.runAtLoad,
          disabled: detail?.disabledKey,
          userName: detail?.userName,
          program: detail?.program ?? detail?.programArguments[0] ?? null,
        },
        path,
      ).toEqual({
        label: summary?.label,
        programArguments: summary?.programArguments ?? [],
        runAtLoad: summary?.runAtLoad,
        disabled: summary?.disabled,
        userName: summary?.userName,
        program: summary?.program ?? summary?.programArguments?.[0] ?? null,
      });
      if (typeof summary?.keepAlive === 'boolean') expect(detail?.keepAlive, path).toBe(summary.keepAlive);
    }
  });

  it('Apple’s own have few keys that launchd ignores, each a slip of Apple', () => {
    const { records } = collectJobs(Object.fromEntries(jobs.map((path) => [place(path), corpusFile(path)])));
    const unknown = records.flatMap(({ launchd }) =>
      launchd?.location === 'system' ? launchd.unknownKeys : [],
    );
    expect([...new Set(unknown)].sort()).toEqual([
      'EnabledPressuredExit',
      'RunOnlyOnce',
      'com.apple.private.tcc.allow',
    ]);
    const miscased = records.flatMap(({ name, launchd }) =>
      (launchd?.miscasedKeys ?? []).map(({ key }) => `${name} ${key}`),
    );
    expect(miscased).toEqual(['com.apple.security.CircleJoinRequested enabletransactions']);
  });

  it('none that is malformed passes in silence or fails', () => {
    const names = readdirSync(join(CORPUS, 'plist-malformed'));
    const tree = Object.fromEntries(
      names.map((name) => [`/Library/LaunchDaemons/${name}`, corpusFile(`plist-malformed/${name}`)]),
    );
    const { records, diagnostics } = collectJobs(tree);
    const seen = new Set([
      ...records.map(({ launchd }) => launchd?.plistPath),
      ...diagnostics.map(({ path }) => path),
    ]);
    expect([...seen].sort()).toEqual(Object.keys(tree).sort());
  });

  it('none that is damaged passes in silence or fails', () => {
    const tree: Record<string, Uint8Array> = {};
    for (const path of jobs.filter((_, index) => index % 60 === 0)) {
      const whole = corpusFile(path);
      for (let step = 0; step < 40; step++) {
        const at = Math.floor((whole.length * step) / 40);
        const flipped = whole.slice();
        flipped[at] = (flipped[at] ?? 0) ^ (1 << (step % 8));
        const name = path.slice(path.lastIndexOf('/') + 1).replace('.plist', '');
        tree[`/Library/LaunchAgents/${name}-flip-${step}.plist`] = flipped;
        tree[`/Library/LaunchAgents/${name}-cut-${step}.plist`] = whole.slice(0, at);
      }
    }
    expect(collectJobs(tree).records).toHaveLength(Object.keys(tree).length);
  });
});
