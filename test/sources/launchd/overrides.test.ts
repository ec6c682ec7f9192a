import { describe, expect, it } from 'vitest';
import type { MemoryNode } from '../../../main/evidence/memory-node.ts';
import { type Collected, collectJobs, xmlPlist } from './collect-jobs.ts';

const FOLDER = '/private/var/db/com.apple.xpc.launchd';
const LEGACY = '/private/var/db/launchd.db';

function collect(databases: Readonly<Record<string, MemoryNode>>): Collected {
  const job = (label: string, more = {}) =>
    xmlPlist({ Label: label, Program: '/bin/x', RunAtLoad: true, ...more });
  return collectJobs({
    '/var': { link: 'private/var' },
    '/Users/alice': { directory: true, uid: 501 },
    '/Users/bob': { directory: true, uid: 502 },
    '/Library/LaunchDaemons/d.plist': job('daemon'),
    '/Library/LaunchDaemons/off.plist': job('off', { Disabled: true }),
    '/Library/LaunchAgents/a.plist': job('agent'),
    '/Users/alice/Library/LaunchAgents/own.plist': job('own'),
    ...databases,
  });
}

function verdict(found: Collected, name: string) {
  const { enabled, startMode, launchd } = found.named(name);
  return { enabled, startMode, by: launchd?.disabledBy, override: launchd?.disabledByOverride };
}

describe('launchd overrides', () => {
  it('decide about daemons, over the Disabled key', () => {
    const found = collect({
      [`${FOLDER}/disabled.plist`]: xmlPlist({ daemon: true, off: false, agent: true }),
    });
    const path = `${FOLDER}/disabled.plist`;
    expect(verdict(found, 'daemon')).toEqual({
      enabled: false,
      startMode: 'disabled',
      by: `${path}: true`,
      override: true,
    });
    expect(verdict(found, 'off')).toEqual({
      enabled: true,
      startMode: 'auto',
      by: `${path}: false`,
      override: false,
    });
    expect(verdict(found, 'agent')).toEqual({ enabled: true, startMode: 'auto', by: null, override: null });
    expect(found.named('daemon').provenance[1]).toMatchObject({
      path,
      locator: { kind: 'plist', key: 'daemon' },
    });
    expect(found.coverage.counts['overrides']).toBe(3);
  });

  it('decide about an agent for each user', () => {
    const alice = collect({
      [`${FOLDER}/disabled.501.plist`]: xmlPlist({ agent: true, own: true, daemon: true }),
    });
    const path = `${FOLDER}/disabled.501.plist`;
    expect(verdict(alice, 'own')).toMatchObject({ enabled: false, by: `${path}: true` });
    expect(verdict(alice, 'daemon')).toMatchObject({ enabled: true, override: null });
    expect(verdict(alice, 'agent')).toEqual({
      enabled: true,
      startMode: 'auto',
      by: `${path}: true`,
      override: true,
    });
    const both = collect({
      [path]: xmlPlist({ agent: true }),
      [`${FOLDER}/disabled.502.plist`]: xmlPlist({ agent: true, own: true }),
    });
    expect(verdict(both, 'agent')).toMatchObject({ enabled: false, startMode: 'disabled' });
    expect(verdict(both, 'own')).toMatchObject({ enabled: true, override: null });
  });

  it('are read in the form before OS X 10.10, which the new one beats', () => {
    const old = `${LEGACY}/com.apple.launchd/overrides.plist`;
    const found = collect({
      [old]: xmlPlist({ daemon: { Disabled: true }, off: { Disabled: false } }),
      [`${LEGACY}/com.apple.launchd.peruser.501/overrides.plist`]: xmlPlist({ own: { Disabled: true } }),
      [`${FOLDER}/disabled.plist`]: xmlPlist({ off: true }),
    });
    expect(verdict(found, 'daemon')).toMatchObject({ enabled: false, by: `${old}: true` });
    expect(verdict(found, 'own')).toMatchObject({ enabled: false });
    expect(verdict(found, 'off')).toMatchObject({ enabled: false, by: `${FOLDER}/disabled.plist: true` });
  });

  it('without a job are kept as settings', () => {
    const found = collect({
      [`${FOLDER}/disabled.plist`]: xmlPlist({ 'com.example.gone': true, daemon: true }),
    });
    const settings = found.items.flatMap((item) => (item.type === 'setting' ? [item.setting] : []));
    expect(settings).toMatchObject([
      { area: 'launchd-override', name: 'com.example.gone', value: 'disabled' },
    ]);
  });

  it('have the login items of old systems beside them, which are settings too', () => {
    const path = `${FOLDER}/loginitems.501.plist`;
    const found = collect({ [path]: xmlPlist({ 'com.example.item': { version: 1 } }) });
    const settings = found.items.flatMap((item) => (item.type === 'setting' ? [item.setting] : []));
    expect(settings).toMatchObject([
      { area: 'launchd-login-item', name: 'com.example.item', key: path, value: '{"version":1}' },
    ]);
  });

  it('are found where a collection has no link from /var', () => {
    const job = xmlPlist({ Label: 'x', Program: '/bin/x' });
    const found = collectJobs({
      '/Library/LaunchDaemons/x.plist': job,
      '/var/db/com.apple.xpc.launchd/disabled.plist': xmlPlist({ x: true }),
    });
    expect(found.named('x').enabled).toBe(false);
  });

  it('that cannot be read are diagnostics', () => {
    const found = collect({
      [`${FOLDER}/disabled.plist`]: 'bplist00 damaged',
      [`${FOLDER}/disabled.501.plist`]: xmlPlist(['own']),
      [`${FOLDER}/disabled.502.plist`]: xmlPlist({ agent: 'yes', own: true }),
      [`${FOLDER}/disabled.plist.bak`]: xmlPlist({ daemon: true }),
    });
    expect(found.diagnostics.map(({ code, path }) => `${code} ${path.slice(FOLDER.length + 1)}`)).toEqual([
      'launchd-overrides disabled.501.plist',
      'launchd-overrides disabled.502.plist',
      'plist-malformed disabled.plist',
    ]);
    expect(found.coverage.counts).toMatchObject({ overrides: 1, unreadable: 2 });
    expect(collect({ [`${FOLDER}/disabled.plist`]: xmlPlist({ x: true }) }).diagnostics).toEqual([]);
  });
});
