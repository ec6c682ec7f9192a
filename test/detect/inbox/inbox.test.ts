import { describe, expect, test } from 'vitest';
import { INBOX_DISPLAY_NAMES } from '../../../main/detect/inbox/display-names.ts';
import {
  inboxAnywhere,
  inboxEntries,
  inboxNames,
  inboxReleases,
  inboxService,
  nearestRelease,
  withoutSessionSuffix,
} from '../../../main/detect/inbox/inbox.ts';
import { inboxPrograms } from '../../../main/detect/inbox/inbox-programs.ts';
import { isWindowsNameElsewhere } from '../../../main/detect/inbox/windows-names-elsewhere.ts';
import { windowsRelease } from '../../../shared/windows-release.ts';

test('releases state their hive, quality and filter', () => {
  expect(inboxReleases.map(({ release }) => release)).toEqual(['10-21h2', '10-1709', '8.1', 'xp']);
  for (const { builds, hive, filter } of inboxReleases) {
    expect(builds.length).toBeGreaterThan(0);
    expect(hive).toMatch(/^win/);
    expect(filter.length).toBeGreaterThan(20);
  }
});

test('release ids are the words that the rest of the program uses', () => {
  for (const { release, builds } of inboxReleases) {
    const words = builds.map((build) => windowsRelease({ build: String(build), version: null }));
    expect(words).toContain(release);
  }
});

test.each([
  ['19044', '10-21h2'],
  ['19041 (CSDBuildNumber 1288)', '10-21h2'],
  ['19045.3803', '10-21h2'],
  ['10.0.16299', '10-1709'],
  ['9600', '8.1'],
  [2600, 'xp'],
  ['7601', null],
  ['22631', null],
  ['', null],
  [null, null],
])('build %s is release %s', (build, expected) => {
  expect(nearestRelease(build)).toBe(expected);
});

describe('look-ups', () => {
  test('by release and name, whatever the case', () => {
    expect(inboxService('10-21h2', 'bits')).toMatchObject({ name: 'BITS', type: 32, start: 2 });
    expect(inboxService('xp', 'BITS')?.dll).toBe('C:\\WINDOWS\\system32\\qmgr.dll');
    expect(inboxService('10-21h2', 'srservice')).toBeUndefined();
    expect(inboxService('xp', 'srservice')?.type).toBe(32);
    expect(inboxService('11-24h2', 'BITS')).toBeUndefined();
  });

  test('an instance for one session stands for its template only', () => {
    expect(inboxService('10-21h2', 'CDPUserSvc_1a2b3')?.name).toBe('CDPUserSvc');
    expect(inboxAnywhere('BITS_1a2b3')).toEqual([]);
    expect(withoutSessionSuffix('CDPUserSvc_1a2b3')).toBe('CDPUserSvc');
  });

  test('anywhere: one entry for each configuration', () => {
    expect(inboxAnywhere('BITS').length).toBeGreaterThan(1);
    expect(inboxAnywhere('nothing-like-it')).toEqual([]);
  });
});

test('nothing of other vendors or of one host is in the table', () => {
  const foreign =
    /^(?:vmtools|vmci|vsock|pvscsi|vm3d|vbox|edgeupdate|avg|winvnc|javaquick|win32dd|gupdate|dbupdate|dbx|nvlddmkm|nvdisplay|igfx|ose$|clicktorun|mpksl|ad_driver|apfiltr|\{)/i;
  expect(inboxNames(null).filter((name) => foreign.test(name))).toEqual([]);
  expect(inboxNames(null).filter((name) => /_[0-9a-f]{5}$/i.test(name))).toEqual([]);
  const oem = inboxEntries().filter(({ displayName }) => /^@oem\d+\.inf/i.test(displayName ?? ''));
  expect(oem.map(({ name }) => name)).toEqual([]);
});

test('images lie where Windows has them', () => {
  const elsewhere = inboxEntries().filter(({ image }) => {
    const path = (image ?? '').toLowerCase().replaceAll('"', '');
    return !/^(?:$|%systemroot%|%windir%|\\systemroot\\|system32\\|c:\\windows\\|%programfiles%\\windows|%programdata%\\microsoft\\windows |c:\\program(?:data\\microsoft| files)\\windows )/.test(
      path,
    );
  });
  expect(elsewhere.map(({ name, image }) => `${name}: ${image}`)).toEqual([]);
});

test('counts', () => {
  expect(inboxNames('10-21h2')).toHaveLength(661);
  expect(inboxNames('8.1').length).toBeGreaterThan(400);
  expect(inboxNames('unknown')).toEqual([]);
});

test('display names belong to services that Windows has', () => {
  const unknown = Object.values(INBOX_DISPLAY_NAMES).filter(
    (name) => inboxAnywhere(name).length === 0 && !isWindowsNameElsewhere(name),
  );
  expect(unknown).toEqual([]);
});

test('programs of Windows by file name', () => {
  expect(inboxPrograms().get('svchost.exe')).toMatchObject({ core: true });
  expect(inboxPrograms().get('qmgr.dll')?.core).toBe(false);
  expect(inboxPrograms().has('agentservice.exe')).toBe(false);
});
