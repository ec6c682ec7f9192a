import { describe, expect, it } from 'vitest';
import { collectJobs, xmlPlist } from './launchd/collect-jobs.ts';

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
      '/usr/local/bin/x': 'x',
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
    });
    expect(job.launchd).toMatchObject({
      label: 'com.example.x',
      location: 'local',
      format: 'xml',
      runAtLoad: true,
    });
    expect(coverage.counts).toMatchObject({ daemons: 1, agents: 0, unreadable: 0 });
  });
});
