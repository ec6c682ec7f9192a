import { describe, expect, it } from 'vitest';
import { NO_AUDIT } from '../../main/evidence/audit.ts';
import { memoryEvidence } from '../../main/evidence/memory-evidence.ts';
import type { MemoryNode } from '../../main/evidence/memory-node.ts';
import { source } from '../../main/sources/macos-host.ts';
import { hostSchema } from '../../shared/model/host.ts';
import { MACOS_ROOT, xmlPlist } from './launchd/collect-jobs.ts';

function collect(tree: Readonly<Record<string, MemoryNode>>) {
  const items = [...source.collect({ evidence: memoryEvidence(tree), root: MACOS_ROOT, audit: NO_AUDIT })];
  const host = items.find((item) => item.type === 'host');
  return {
    host: host === undefined ? null : hostSchema.partial().parse(host.host),
    coverage: items.filter((item) => item.type === 'coverage'),
    diagnostics: items.filter((item) => item.type === 'diagnostic'),
  };
}

const VERSION = xmlPlist({ ProductName: 'macOS', ProductVersion: '14.5', ProductBuildVersion: '23F79' });
const PREFERENCES = xmlPlist({
  System: {
    Network: { HostNames: { LocalHostName: 'alices-mac' } },
    System: { ComputerName: 'Alice’s Mac' },
  },
});

describe('macos-host', () => {
  it('reads version, name, time zone and time of setup', () => {
    const { host, coverage } = collect({
      '/System/Library/CoreServices/SystemVersion.plist': VERSION,
      '/Library/Preferences/SystemConfiguration/preferences.plist': PREFERENCES,
      '/etc': { link: 'private/etc' },
      '/var': { link: 'private/var' },
      '/private/etc/localtime': { link: '/var/db/timezone/zoneinfo/America/Argentina/Ushuaia' },
      '/private/var/db/.AppleSetupDone': { content: '', modified: '2024-05-06T07:08:09Z' },
    });
    expect(host).toEqual({
      platform: 'macos',
      hostName: 'alices-mac',
      product: 'macOS',
      version: '14.5',
      build: '23F79',
      installed: '2024-05-06T07:08:09Z',
      timeZone: 'America/Argentina/Ushuaia',
    });
    expect(coverage).toMatchObject([{ outcome: 'collected', counts: { facts: 6 } }]);
  });

  it('prefers the host name that was set, and reads a data volume without links', () => {
    const { host } = collect({
      '/Library/Preferences/SystemConfiguration/preferences.plist': xmlPlist({
        System: { System: { HostName: 'srv.example.com', ComputerName: 'x' } },
      }),
      '/private/etc/localtime': { link: '/usr/share/zoneinfo.default/UTC' },
    });
    expect(host).toMatchObject({
      hostName: 'srv.example.com',
      timeZone: 'UTC',
      product: null,
      installed: null,
    });
  });

  it('says when there is nothing, and survives damage', () => {
    expect(collect({ '/x': '' })).toMatchObject({ host: null, coverage: [{ outcome: 'notPresent' }] });
    const damaged = collect({ '/System/Library/CoreServices/SystemVersion.plist': '<plist><dict><key>' });
    expect(damaged.host).toBeNull();
    expect(damaged.diagnostics).toMatchObject([{ code: 'plist-malformed', source: 'macos-host' }]);
  });
});
