import { describe, expect, it } from 'vitest';
import { collectJobs, xmlPlist } from './launchd/collect-jobs.ts';

const PROGRAM = { content: 'x', mode: 0o755 } as const;

describe('launchd-jobs', () => {
  it('reads a daemon with its program', () => {
    const { named, coverage } = collectJobs({
      '/Library/LaunchDaemons/com.example.x.plist': {
        content: xmlPlist({
          Label: 'com.example.x',
          ProgramArguments: ['/usr/local/bin/x', '-d', 'a b'],
          RunAtLoad: true,
        }),
        modified: '2026-01-02T03:04:05Z',
      },
      '/usr/local/bin/x': PROGRAM,
    });
    const job = named('com.example.x');
    expect(job).toMatchObject({
      id: 'macos:/Library/LaunchDaemons/com.example.x.plist',
      kind: 'daemon',
      command: "/usr/local/bin/x -d 'a b'",
      image: { path: '/usr/local/bin/x', state: 'found' },
      startMode: 'auto',
      enabled: true,
      account: 'root',
      lastChanged: '2026-01-02T03:04:05Z',
      provenance: [
        {
          path: '/Library/LaunchDaemons/com.example.x.plist',
          locator: { kind: 'plist', key: 'ProgramArguments' },
          time: '2026-01-02T03:04:05Z',
        },
      ],
      definitions: [
        {
          role: 'plist',
          path: '/Library/LaunchDaemons/com.example.x.plist',
          evidencePath: '/Library/LaunchDaemons/com.example.x.plist',
        },
      ],
    });
    expect(job.payloads).toMatchObject([
      { role: 'image', from: 'ProgramArguments', raw: '/usr/local/bin/x', arguments: '-d a b' },
    ]);
    expect(job.launchd).toMatchObject({
      label: 'com.example.x',
      location: 'local',
      format: 'xml',
      runAtLoad: true,
      programArguments: ['/usr/local/bin/x', '-d', 'a b'],
      hidden: false,
      disabledBy: null,
      disabledByOverride: null,
      registeredAsBackgroundItem: null,
    });
    expect(coverage).toMatchObject({
      outcome: 'collected',
      counts: { daemons: 1, agents: 0, unreadable: 0 },
    });
  });

  it('knows each folder, whose it is and as whom its jobs run', () => {
    const job = (label: string) => xmlPlist({ Label: label, Program: '/bin/x' });
    const { records, coverage } = collectJobs({
      '/var': { link: 'private/var' },
      '/etc/passwd': 'root:*:0:0::/var/root:/bin/sh\n_x:*:90:90::/var/empty:/usr/bin/false\n',
      '/Users/alice': { directory: true, uid: 501 },
      '/Users/Shared': { directory: true },
      '/System/Library/LaunchDaemons/a.plist': job('a'),
      '/System/Library/LaunchAgents/b.plist': job('b'),
      '/System/Library/LaunchAngels/c.plist': job('c'),
      '/Library/Apple/System/Library/LaunchDaemons/d.plist': job('d'),
      '/Library/LaunchAgents/e.plist': job('e'),
      '/Users/alice/Library/LaunchAgents/f.plist': job('f'),
      '/private/var/root/Library/LaunchAgents/g.plist': job('g'),
      '/System/Library/User Template/English.lproj/Library/LaunchAgents/h.plist': job('h'),
      '/Users/alice/Library/LaunchDaemons/i.plist': job('i'),
      '/Users/Shared/Library/LaunchAgents/none.plist': job('none'),
    });
    const table = records.map(({ name, kind, account, enabled, launchd }) =>
      [name, kind, launchd?.location, launchd?.user ?? '-', account ?? '-', enabled].join(' '),
    );
    expect(table.sort()).toEqual([
      'a daemon system - root true',
      'b agent system - - true',
      'c agent system - - true',
      'd daemon apple-local - root true',
      'e agent local - - true',
      'f agent user alice alice true',
      'g agent user root root true',
      'h agent other - - ',
      'i daemon other alice root ',
    ]);
    expect(coverage.counts).toMatchObject({ daemons: 3, agents: 6 });
  });

  it('reads every key of launchd.plist(5)', () => {
    const { named } = collectJobs({
      '/Library/LaunchDaemons/full.plist': xmlPlist({
        Label: 'full',
        Program: '/usr/bin/full',
        ProgramArguments: ['full', '-v'],
        KeepAlive: { SuccessfulExit: false, PathState: { '/tmp/x': true } },
        StartInterval: 300,
        StartCalendarInterval: [{ Hour: 3, Minute: 30 }, { Weekday: 1 }],
        StartOnMount: true,
        WatchPaths: ['/etc/hosts'],
        QueueDirectories: ['/var/spool/q'],
        Sockets: {
          Listeners: [
            { SockServiceName: '8080', SockNodeName: '127.0.0.1' },
            { SockServiceName: 53, SockType: 'dgram' },
          ],
          Control: { SockPathName: '/var/run/full' },
        },
        MachServices: { 'com.example.full': true, 'com.example.two': { ResetAtClose: true } },
        LaunchEvents: {
          'com.apple.iokit.matching': { 'com.example.device': { IOMatchLaunchStream: true } },
        },
        EnvironmentVariables: { A: '1', N: 2 },
        UserName: '_full',
        GroupName: 'wheel',
        WorkingDirectory: '/var/full',
        StandardInPath: '/dev/null',
        StandardOutPath: '/tmp/out',
        StandardErrorPath: '/tmp/err',
        ThrottleInterval: 5,
        Nice: -5,
        ProcessType: 'Background',
        LimitLoadToSessionType: 'Aqua',
        AssociatedBundleIdentifiers: ['com.example.app'],
        SessionCreate: true,
        LaunchOnlyOnce: true,
        AbandonProcessGroup: false,
        Disabled: false,
      }),
    });
    const { launchd, account, command, startMode } = named('full');
    expect({ account, command, startMode }).toEqual({
      account: '_full',
      command: '/usr/bin/full -v',
      startMode: 'auto',
    });
    expect(launchd).toMatchObject({
      keepAlive: { SuccessfulExit: false, PathState: { '/tmp/x': true } },
      startInterval: 300,
      startCalendarInterval: [{ Hour: 3, Minute: 30 }, { Weekday: 1 }],
      startOnMount: true,
      watchPaths: ['/etc/hosts'],
      queueDirectories: ['/var/spool/q'],
      sockets: ['Listeners tcp 127.0.0.1:8080', 'Listeners udp *:53', 'Control unix /var/run/full'],
      machServices: ['com.example.full', 'com.example.two'],
      launchEvents: ['com.apple.iokit.matching:com.example.device'],
      environment: [
        { name: 'A', value: '1' },
        { name: 'N', value: '2' },
      ],
      userName: '_full',
      groupName: 'wheel',
      workingDirectory: '/var/full',
      standardInPath: '/dev/null',
      standardOutPath: '/tmp/out',
      standardErrorPath: '/tmp/err',
      throttleInterval: 5,
      nice: -5,
      processType: 'Background',
      limitLoadToSessionType: ['Aqua'],
      associatedBundleIdentifiers: ['com.example.app'],
      sessionCreate: true,
      launchOnlyOnce: true,
      abandonProcessGroup: false,
      disabledKey: false,
      miscasedKeys: [],
      unknownKeys: [],
    });
  });

  it('records keys in the wrong case, and what they would run', () => {
    const { named } = collectJobs({
      '/Library/LaunchAgents/odd.plist': xmlPlist({
        Label: 'odd',
        programarguments: ['/usr/bin/x', '-a'],
        runatload: true,
        MyKey: 1,
        POSIXSpawnType: 'Adaptive',
      }),
    });
    const odd = named('odd');
    expect(odd.launchd).toMatchObject({
      programArguments: [],
      runAtLoad: null,
      miscasedKeys: [
        { key: 'programarguments', meant: 'ProgramArguments' },
        { key: 'runatload', meant: 'RunAtLoad' },
      ],
      unknownKeys: ['MyKey'],
    });
    expect(odd.startMode).toBe('demand');
    expect(odd.payloads).toMatchObject([{ from: 'programarguments', path: '/usr/bin/x', state: 'missing' }]);
  });

  it('sees hidden files, other extensions and links, and passes over nothing', () => {
    const { named, diagnostics, coverage, records } = collectJobs({
      '/Library/LaunchAgents/.hidden.plist': xmlPlist({ Label: 'hidden', Program: '/bin/x' }),
      '/Library/LaunchAgents/odd.txt': xmlPlist({ Label: 'odd-extension', Program: '/bin/x' }),
      '/Library/LaunchAgents/linked.plist': { link: '/opt/linked.plist' },
      '/opt/linked.plist': xmlPlist({ Label: 'linked', Program: '/bin/x' }),
      '/Library/LaunchAgents/dangling.plist': { link: '/nowhere' },
      '/Library/LaunchAgents/broken.plist': '<plist><dict><key>Label</key>',
      '/Library/LaunchAgents/array.plist': xmlPlist(['Label']),
      '/Library/LaunchAgents/secret.plist': { unreadable: 'permission denied' },
      '/Library/LaunchAgents/settings.plist': xmlPlist({ Theme: 'dark' }),
      '/Library/LaunchAgents/README': 'These are agents.',
      '/Library/LaunchAgents/.DS_Store': new Uint8Array([0, 0, 0, 1, 66, 117, 100, 49]),
      '/Library/LaunchAgents/folder.plist/x.plist': xmlPlist({ Label: 'deep' }),
      '/Library/LaunchAgents/pipe.plist': { special: 'fifo' },
    });
    expect(named('hidden').launchd?.hidden).toBe(true);
    expect(named('odd-extension')).toMatchObject({ kind: 'agent', launchd: { hidden: false } });
    expect(named('linked').definitions).toEqual([
      { role: 'plist', path: '/Library/LaunchAgents/linked.plist', evidencePath: '/opt/linked.plist' },
    ]);
    const others = records.filter(({ kind }) => kind === 'other');
    expect(others.map(({ name, launchd }) => `${name} ${launchd?.format}`)).toEqual([
      'array.plist xml',
      'broken.plist null',
      'dangling.plist null',
      'pipe.plist null',
      'secret.plist null',
      'settings.plist xml',
    ]);
    expect(others.every(({ enabled, startMode }) => enabled === null && startMode === null)).toBe(true);
    const names = diagnostics.map(({ severity, code, path }) => `${severity} ${code} ${path.slice(22)}`);
    expect(names).toEqual([
      'info launchd-not-a-job .DS_Store',
      'info launchd-not-a-job README',
      'warning launchd-no-dictionary array.plist',
      'warning plist-malformed broken.plist',
      'warning plist-unreadable dangling.plist',
      'info launchd-not-a-job folder.plist',
      'warning plist-unreadable pipe.plist',
      'error plist-unreadable secret.plist',
    ]);
    expect(coverage.counts).toMatchObject({ agents: 3, other: 6, unreadable: 5 });
  });

  it('lists each file once, however many ways lead to it', () => {
    const job = xmlPlist({ Label: 'once', Program: '/bin/x' });
    const { records, named } = collectJobs({
      '/Library/LaunchDaemons/once.plist': job,
      '/System/Volumes/Data/Library/LaunchDaemons/once.plist': job,
      '/System/Volumes/Data/Library/LaunchDaemons/only.plist': xmlPlist({ Label: 'only', Program: '/bin/x' }),
      '/Users/alice/Library/LaunchAgents/a.plist': xmlPlist({ Label: 'a', Program: '/bin/x' }),
      '/System/Volumes/Data/Users/alice/Library/LaunchAgents/a.plist': xmlPlist({
        Label: 'a',
        Program: '/bin/x',
      }),
      '/System/Volumes/Data/Users/bob/Library/LaunchAgents/b.plist': xmlPlist({
        Label: 'b',
        Program: '/bin/x',
      }),
    });
    expect(records.map(({ name }) => name).sort()).toEqual(['a', 'b', 'once', 'only']);
    expect(named('once').launchd?.plistPath).toBe('/Library/LaunchDaemons/once.plist');
    expect(named('b').launchd?.user).toBe('bob');
  });

  it('lists a job of a cryptex once, that the system links to', () => {
    const cryptex = '/System/Volumes/Preboot/Cryptexes/App';
    const { records } = collectJobs({
      '/System/Cryptexes/App': { link: cryptex },
      [`${cryptex}/System/Library/LaunchAgents/s.plist`]: xmlPlist({ Label: 's', Program: '/bin/s' }),
      [`${cryptex}/System/Library/LaunchAgents/t.plist`]: xmlPlist({ Label: 't', Program: '/bin/t' }),
      '/System/Library/LaunchAgents/s.plist': { link: `${cryptex}/System/Library/LaunchAgents/s.plist` },
      '/Library/LaunchAgents/u.plist': { link: `${cryptex}/System/Library/LaunchAgents/t.plist` },
    });
    expect(records.map(({ name, launchd }) => `${name} ${launchd?.location}`).sort()).toEqual([
      's system',
      't local',
      't system',
    ]);
  });

  it('names other files with the same label', () => {
    const { records } = collectJobs({
      '/Library/LaunchDaemons/a.plist': xmlPlist({ Label: 'same', Program: '/bin/a' }),
      '/Library/LaunchAgents/b.plist': xmlPlist({ Label: 'same', Program: '/bin/b' }),
      '/Library/LaunchAgents/c.plist': xmlPlist({ Program: '/bin/c' }),
    });
    expect(records.map(({ name, launchd }) => [name, launchd?.sameLabel])).toEqual([
      ['same', ['/Library/LaunchAgents/b.plist']],
      ['same', ['/Library/LaunchDaemons/a.plist']],
      ['c.plist', []],
    ]);
  });

  it('takes bare folders for what they stand for', () => {
    const { records, coverage } = collectJobs(
      {
        '/x/LaunchDaemons/a.plist': xmlPlist({ Label: 'a', Program: '/usr/bin/a' }),
        '/x/bob/b.plist': xmlPlist({ Label: 'b', Program: '/usr/bin/b' }),
        '/x/loose/c.plist': xmlPlist({ Label: 'c', Program: '/usr/bin/c' }),
        '/x/db/disabled.plist': xmlPlist({ a: true }),
        '/Library/LaunchDaemons/not-named.plist': xmlPlist({ Label: 'd' }),
      },
      {
        layout: 'macos-jobs',
        filesComplete: false,
        folders: [
          { path: '/x/LaunchDaemons', standsFor: '/System/Library/LaunchDaemons' },
          { path: '/x/bob', standsFor: '/Users/bob/Library/LaunchAgents' },
          { path: '/x/loose', standsFor: '/loose' },
          { path: '/x/db', standsFor: '/var/db/com.apple.xpc.launchd' },
        ],
      },
    );
    expect(records).toMatchObject([
      {
        name: 'a',
        kind: 'daemon',
        enabled: false,
        launchd: { location: 'system', disabledBy: '/x/db/disabled.plist: true' },
        image: { state: 'not-in-evidence' },
      },
      { name: 'b', kind: 'agent', account: 'bob', launchd: { location: 'user', user: 'bob' } },
      { name: 'c', kind: 'daemon', enabled: null, launchd: { location: 'other' } },
    ]);
    expect(coverage.outcome).toBe('collected');
  });

  it('takes a folder in another case for launchd’s, if there is no other', () => {
    const { records } = collectJobs({
      '/Users/alice/Library/launchagents/a.plist': xmlPlist({ Label: 'a', Program: '/bin/x' }),
    });
    expect(records).toMatchObject([
      { name: 'a', launchd: { user: 'alice', plistPath: '/Users/alice/Library/launchagents/a.plist' } },
    ]);
  });

  it('says what is written in a form that launchd.plist(5) does not name', () => {
    const { named, diagnostics } = collectJobs({
      '/Library/LaunchAgents/json.plist': '{"Label": "json", "Program": "/bin/x"}',
      '/Library/LaunchAgents/old.plist': '{ Label = old; Program = "/bin/x"; }',
      '/Library/LaunchAgents/xml.plist': xmlPlist({ Label: 'xml', Program: '/bin/x' }),
    });
    expect(named('json').launchd?.format).toBe('json');
    expect(named('old').launchd?.format).toBe('openstep');
    expect(diagnostics.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'launchd-format /Library/LaunchAgents/json.plist',
      'launchd-format /Library/LaunchAgents/old.plist',
    ]);
  });

  it('keeps its work and its report small for thousands of files of one label', () => {
    const tree: Record<string, string> = {};
    const same = xmlPlist({ Label: 'same', Program: '/bin/x' });
    for (let index = 0; index < 2_000; index++) {
      tree[`/Library/LaunchAgents/${index}.plist`] = same;
      tree[`/Library/LaunchDaemons/${index}.txt`] = 'x';
    }
    const { records, diagnostics } = collectJobs(tree);
    expect(records).toHaveLength(2_000);
    expect(Math.max(...records.map(({ launchd }) => launchd?.sameLabel.length ?? 0))).toBeLessThan(100);
    expect(diagnostics).toHaveLength(201);
    expect(diagnostics.at(-1)).toMatchObject({ code: 'launchd-more', path: '/Library/LaunchDaemons' });
  });

  it('says that there are none', () => {
    const { records, coverage } = collectJobs({ '/System/Library/CoreServices/x': 'x' });
    expect(records).toEqual([]);
    expect(coverage).toMatchObject({ outcome: 'notPresent', counts: {} });
    expect(coverage.reason).toContain('no folder of launchd jobs');
  });

  it('survives every kind of value in every place', () => {
    const values = ['x', 1, 1.5, true, [], ['x', 1, ['y']], { x: { y: 'z' } }];
    const keys = [
      ...['Label', 'Program', 'ProgramArguments', 'BundleProgram', 'KeepAlive', 'Sockets', 'MachServices'],
      ...[
        'StartCalendarInterval',
        'LaunchEvents',
        'EnvironmentVariables',
        'WatchPaths',
        'UserName',
        'Disabled',
      ],
      ...['LimitLoadToSessionType', 'RootDirectory', 'WorkingDirectory', 'StartInterval', '__proto__'],
    ];
    const tree: Record<string, string> = {};
    for (const key of keys)
      for (const [index, value] of values.entries())
        tree[`/Library/LaunchAgents/${key}-${index}.plist`] = xmlPlist({
          Program: '/bin/x',
          ...Object.fromEntries([[key, value]]),
        });
    expect(collectJobs(tree).records).toHaveLength(keys.length * values.length);
  });
});
