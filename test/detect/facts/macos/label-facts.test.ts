import { describe, expect, it } from 'vitest';
import {
  defensiveLabel,
  labelRandomness,
  macosNameAnomalies,
} from '../../../../main/detect/facts/macos/label-facts.ts';
import { labelResemblance } from '../../../../main/detect/facts/macos/label-resemblance.ts';
import { vendorOfLabel, vendorPathMatches } from '../../../../main/detect/facts/macos/label-vendor.ts';

describe('labelResemblance', () => {
  it.each([
    ['com.appel.softwareupdate', 'com.apple', 'edit-distance'],
    ['com.aple.dock', 'com.apple', 'edit-distance'],
    ['com.app1e.dock', 'com.apple', 'confusable'],
    ['corn.apple.dock', 'com.apple', 'confusable'],
    ['com.microsofft.update', 'com.microsoft', 'edit-distance'],
    ['com.rnicrosoft.update', 'com.microsoft', 'confusable'],
    ['com.аpple.dock', 'com.apple', 'homoglyph'],
    ['com.apple\u200b.dock', 'com.apple', 'homoglyph'],
    ['com.apple-update.agent', 'com.apple', 'affix'],
    ['com.appleupdate.agent', 'com.apple', 'affix'],
    ['apple.softwareupdate', 'com.apple', 'affix'],
    ['com-apple-dock', 'com.apple', 'affix'],
    ['org.google.keystone', 'com.google', 'affix'],
    ['com.googleupdater.agent', 'com.google', 'affix'],
    ['com.finder.helper', 'com.apple', 'affix'],
  ])('%s imitates %s (%s)', (label, name, how) => {
    expect(labelResemblance(label, false)).toEqual({ name, how });
  });

  it.each([
    'com.google.keystone.agent',
    'com.googlecode.munki.authrestartd',
    'com.pineapple.agent',
    'com.adone.agent',
    'com.docker.vmnetd',
    'com.appsflyer.agent',
    'us.zoom.ZoomDaemon',
    'io.osquery.agent',
    'com.acme.agent',
    'homebrew.mxcl.redis',
    'com.applecart.fruit.agent',
    'at.obdev.littlesnitchd',
    'com.openssh.sshd',
    'com.canonical.multipassd',
    'com.slack.agent',
  ])('%s imitates nothing', (label) => {
    expect(labelResemblance(label, false)).toBeUndefined();
  });

  it("compares labels of Apple's with each other only outside Apple's folders", () => {
    expect(labelResemblance('com.apple.softwareupdated', false)).toBeUndefined();
    expect(labelResemblance('com.apple.softwareupdated', true)).toMatchObject({ how: 'same' });
    expect(labelResemblance('com.apple.softwareupdatedd', true)).toMatchObject({ how: 'edit-distance' });
    expect(labelResemblance('com.apple.nothinglikeanyother', true)).toBeUndefined();
  });

  it('gives up on endless labels', () => {
    expect(labelResemblance(`com.apple-update.${'x'.repeat(100_000)}`, true)).toBeUndefined();
  });
});

describe('vendors', () => {
  it('are told by their reverse domain', () => {
    expect(vendorOfLabel('com.google.keystone.agent')).toBe('google');
    expect(vendorOfLabel('COM.Google.x')).toBe('google');
    expect(vendorOfLabel('com.googlecode.munki')).toBeUndefined();
    expect(vendorOfLabel('com.google')).toBeUndefined();
  });

  it('are not the hosts of free software, whose authors use the name', () => {
    expect(vendorOfLabel('com.github.koekeishiya.yabai')).toBeUndefined();
    expect(vendorOfLabel('com.github.GitHubClient.ShipIt')).toBe('github');
  });

  it('are known by the short names of their products', () => {
    expect(vendorPathMatches('com.logi.ghub', ['/Applications/lghub.app/Contents/MacOS/lghub_agent'])).toBe(
      true,
    );
  });

  it('are looked for in the ways to the programs', () => {
    const label = 'com.google.keystone.agent';
    expect(vendorPathMatches(label, ['/Users/a/Library/Google/GoogleSoftwareUpdate/x'])).toBe(true);
    expect(vendorPathMatches(label, ['/bin/sh', '/Users/a/Library/x'])).toBe(false);
    expect(vendorPathMatches('com.acme.agent', ['/x'])).toBeUndefined();
  });
});

describe('names', () => {
  it('of security services are known', () => {
    expect(defensiveLabel('com.crowdstrike.falcond')).toBe('com.crowdstrike.falcond');
    expect(defensiveLabel('COM.APPLE.AUDITD')).toBe('COM.APPLE.AUDITD');
    expect(defensiveLabel('com.apple.auditdx')).toBeUndefined();
    expect(defensiveLabel(null)).toBeUndefined();
  });

  it.each([
    ['com.google.keystone.agent', 'low'],
    ['com.apple.qzxkvbwp', 'low'],
    ['com.qzxkvbwp.agent', 'high'],
    ['2BUA8C4S2C.com.agilebits.onepassword', 'low'],
    ['com.EQHXZ8M8AV.group.agent', 'low'],
    ['us.zoom.ZoomDaemon', 'low'],
    ['com.bombich.ccchelper', 'low'],
    ['homebrew.mxcl.postgresql@16', 'low'],
    ['com.oracle.java.Helper-Tool', 'low'],
    ['org.macosforge.xquartz.startx', 'low'],
    ['com.valvesoftware.steamclean', 'low'],
  ])('%s looks random: %s', (label, expected) => {
    expect(labelRandomness(label)).toBe(expected);
  });

  it('that deceive are told', () => {
    expect(macosNameAnomalies('com.exam\u200bple.x', '/Library/LaunchAgents/x.plist')).toContain(
      'zero-width',
    );
    expect(macosNameAnomalies('com.example.x', '/Library/LaunchAgents/.x.plist')).toEqual(['hidden']);
    expect(macosNameAnomalies('com.example.x', '/Library/LaunchAgents/x.plist')).toEqual([]);
  });
});
