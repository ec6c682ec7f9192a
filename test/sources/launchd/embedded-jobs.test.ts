import { describe, expect, it } from 'vitest';
import { collectJobs, xmlPlist } from './collect-jobs.ts';

const PROGRAM = { content: 'x', mode: 0o755 } as const;
const APP = '/Applications/Tools/Ex.app';

describe('jobs inside app bundles', () => {
  it('are found with their bundle, which their program begins in', () => {
    const { named, coverage } = collectJobs({
      [`${APP}/Contents/Library/LaunchDaemons/d.plist`]: xmlPlist({
        Label: 'd',
        BundleProgram: 'Contents/MacOS/helper',
        RunAtLoad: true,
      }),
      [`${APP}/Contents/MacOS/helper`]: PROGRAM,
      '/Users/alice/Applications/My.app/Contents/Library/LaunchAgents/a.plist': xmlPlist({
        Label: 'a',
        Program: '/bin/x',
      }),
      '/Applications/Utilities/Other.app/Contents/MacOS/Other': PROGRAM,
    });
    expect(named('d')).toMatchObject({
      kind: 'daemon',
      enabled: null,
      startMode: 'auto',
      image: { path: `${APP}/Contents/MacOS/helper`, state: 'found' },
      launchd: { location: 'embedded', bundle: APP, bundleProgram: 'Contents/MacOS/helper' },
    });
    expect(named('a').launchd).toMatchObject({ location: 'embedded', user: 'alice' });
    expect(coverage.counts).toMatchObject({ daemons: 1, agents: 1, embedded: 2 });
  });

  it('include login items', () => {
    const item = `${APP}/Contents/Library/LoginItems/Start.app`;
    const { named, diagnostics, coverage } = collectJobs({
      [`${item}/Contents/Info.plist`]: xmlPlist({
        CFBundleIdentifier: 'com.example.start',
        CFBundleExecutable: 'Start',
      }),
      [`${item}/Contents/MacOS/Start`]: PROGRAM,
      [`${APP}/Contents/Library/LoginItems/Bare.app/x`]: 'x',
    });
    expect(named('com.example.start')).toMatchObject({
      id: `macos:${item}/Contents/Info.plist`,
      kind: 'login-item',
      image: { path: `${item}/Contents/MacOS/Start`, state: 'found' },
      launchd: { type: 'login-item', location: 'embedded', bundle: APP, unknownKeys: [] },
    });
    expect(named('Bare.app')).toMatchObject({ kind: 'login-item', image: null });
    expect(diagnostics.map(({ code }) => code)).toEqual(['plist-unreadable']);
    expect(coverage.counts).toMatchObject({ loginItems: 2, embedded: 2 });
  });
});

describe('privileged helpers', () => {
  const FOLDER = '/Library/PrivilegedHelperTools';

  it('that no job names are records', () => {
    const { records, coverage } = collectJobs({
      '/Library/LaunchDaemons/x.plist': xmlPlist({ Label: 'x', Program: `${FOLDER}/com.example.used` }),
      '/Library/LaunchDaemons/y.plist': xmlPlist({
        Label: 'y',
        Program: `${FOLDER}/Used.app/Contents/MacOS/Used`,
      }),
      [`${FOLDER}/com.example.used`]: PROGRAM,
      [`${FOLDER}/Used.app/Contents/Info.plist`]: xmlPlist({ CFBundleExecutable: 'Used' }),
      [`${FOLDER}/Used.app/Contents/MacOS/Used`]: PROGRAM,
      [`${FOLDER}/com.example.orphan`]: PROGRAM,
      [`${FOLDER}/Orphan.app/Contents/Info.plist`]: xmlPlist({ CFBundleExecutable: 'Orphan' }),
      [`${FOLDER}/Orphan.app/Contents/MacOS/Orphan`]: PROGRAM,
      [`${FOLDER}/notes.txt`]: { content: 'x', mode: 0o644 },
    });
    const helpers = records.filter(({ launchd }) => launchd?.location === 'privileged-helper');
    expect(helpers).toMatchObject([
      {
        id: `macos:privileged-helper:${FOLDER}/Orphan.app/Contents/MacOS/Orphan`,
        kind: 'other',
        name: 'Orphan.app',
        enabled: null,
        launchd: { label: null },
      },
      { name: 'com.example.orphan', image: { path: `${FOLDER}/com.example.orphan`, state: 'found' } },
    ]);
    expect(coverage.counts).toMatchObject({ orphanedHelpers: 2 });
  });

  it('of a collection without the folder of daemons prove nothing', () => {
    const tree = { [`${FOLDER}/com.example.orphan`]: PROGRAM };
    expect(collectJobs(tree, { layout: 'macos-collection', filesComplete: false }).records).toEqual([]);
    expect(collectJobs(tree).records).toHaveLength(1);
  });
});
