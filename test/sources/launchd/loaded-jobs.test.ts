import { describe, expect, it } from 'vitest';
import { NO_AUDIT } from '../../../main/evidence/audit.ts';
import { memoryEvidence } from '../../../main/evidence/memory-evidence.ts';
import { parseLaunchdDomain } from '../../../main/formats/launchctl-print/launchd-domain.ts';
import { askLaunchd, withLoadedJob } from '../../../main/sources/launchd/loaded-jobs.ts';
import { source } from '../../../main/sources/launchd-jobs.ts';
import type { ServiceRecord } from '../../../shared/model/service-record.ts';
import { fail, ok } from '../../../shared/result.ts';
import { unixTree } from '../../support/unix-fixture.ts';

const SYSTEM = `com.apple.xpc.launchd.domain.system = {
	type = system
	handle = 0
	services = {
		     412      - 	com.example.running
		       0     78 	com.example.failed
	}
	disabled services = {
	}
}
`;

const plist = (label: string) => ({ plist: { Label: label, Program: '/usr/local/bin/x' } });
const evidence = memoryEvidence(
  unixTree('macos', {
    name: '',
    files: {
      '/Library/LaunchDaemons/com.example.running.plist': plist('com.example.running'),
      '/Library/LaunchDaemons/com.example.failed.plist': plist('com.example.failed'),
      '/Library/LaunchDaemons/com.example.unloaded.plist': plist('com.example.unloaded'),
    },
  }),
);
const root = {
  layout: 'macos-volume',
  platform: 'macos',
  base: '',
  configFolder: null,
  systemFolder: null,
  folders: [],
  filesComplete: true,
  reason: '',
} as const;
const records = [...source.collect({ evidence, root, audit: NO_AUDIT })].filter(
  (item): item is ServiceRecord => item.type === 'service',
);

describe('what launchd has loaded', () => {
  it('is joined by label: runs, is loaded with its last exit status, is not loaded', () => {
    const domain = parseLaunchdDomain(SYSTEM);
    if (domain === null) throw new Error('not understood');
    const loaded = askLaunchd({ evidence }, (name) =>
      name === 'system' ? ok(domain) : fail({ reason: 'no such domain' }),
    );
    expect(loaded.gaps).toEqual([]);
    const joined = records.map((record) => withLoadedJob(record, loaded));
    expect(
      joined.map(({ name, state, launchd }) => [
        name,
        state,
        launchd?.liveState,
        launchd?.pid,
        launchd?.lastExit,
      ]),
    ).toEqual([
      ['com.example.failed', 'inactive', 'loaded', null, '78'],
      ['com.example.running', 'running', 'running', 412, null],
      ['com.example.unloaded', 'configured', 'not loaded', null, null],
    ]);
  });

  it('is a gap where launchctl cannot be asked, and records stay as they are', () => {
    const loaded = askLaunchd({ evidence }, () => fail({ reason: 'launchctl is not there' }));
    expect(loaded.gaps).toEqual(['what launchd has loaded was not asked: launchctl is not there']);
    expect(records.map((record) => withLoadedJob(record, loaded))).toEqual(records);
  });
});
