import { expect, it } from 'vitest';
import { serviceCommands } from '../../../main/sources/logs-text/service-command.ts';

it.each<[string, readonly unknown[] | null]>([
  ['/usr/bin/systemctl enable --now a b.timer', ['systemctl', 'enable', ['a.service', 'b.timer'], 'changed']],
  ['systemctl -H web1 stop a', ['systemctl', 'stop', ['a.service'], 'other']],
  ['systemctl --user mask ./x/a.service', ['systemctl', 'mask', ['a.service'], 'changed']],
  ['systemctl daemon-reload', ['systemctl', 'daemon-reload', [], 'other']],
  ['systemctl set-property a CPUWeight=1', ['systemctl', 'set-property', ['a.service'], 'changed']],
  ['systemctl status a', null],
  ['systemctl list-units', null],
  ['systemctl', null],
  ['/bin/sh -c "systemctl stop a; rm -rf /x"', ['systemctl', 'stop', ['a.service'], 'other']],
  ['cat /etc/init.d/ssh', null],
  ['/usr/sbin/service ssh restart', ['service', 'restart', ['ssh.service'], 'other']],
  ['/etc/init.d/ssh stop', ['init.d', 'stop', ['ssh.service'], 'other']],
  ['update-rc.d -f evil defaults', ['update-rc.d', 'defaults', ['evil.service'], 'changed']],
  ['chkconfig --level 35 evil on', ['chkconfig', 'on', ['evil.service'], 'changed']],
  ['chkconfig --add evil', ['chkconfig', 'add', ['evil.service'], 'changed']],
  ['rc-update add evil default', ['rc-update', 'add', ['evil.service'], 'changed']],
  [
    'launchctl bootstrap system /Library/LaunchDaemons/com.example.x.plist',
    ['launchctl', 'bootstrap', ['com.example.x'], 'changed'],
  ],
  ['launchctl disable gui/501/com.example.x', ['launchctl', 'disable', ['com.example.x'], 'changed']],
  ['launchctl list', null],
  ['/usr/bin/systemd-run --on-active 30 -u job /tmp/x', ['systemd-run', 'run', ['job.service'], 'other']],
  ['systemd-run --unit=a.scope --scope sleep 1', ['systemd-run', 'run', ['a.scope'], 'other']],
  ['systemd-run -p User=bob /usr/bin/id', ['systemd-run', 'run', [], 'other']],
  ['systemd-run /bin/sh -c systemctl stop a', ['systemctl', 'stop', ['a.service'], 'other']],
  ['systemd-run --version', null],
  ['journalctl --rotate --vacuum-time=1s', ['journalctl', 'vacuum', ['systemd-journald.service'], 'other']],
  ['journalctl --rotate', ['journalctl', 'rotate', ['systemd-journald.service'], 'other']],
  ['journalctl -u vacuum -f', null],
  ['vi /etc/systemd/system/a.service', ['vi', 'write-file', ['a.service'], 'changed']],
  ['/usr/bin/tee /etc/systemd/system/a.service', ['tee', 'write-file', ['a.service'], 'changed']],
  [
    'cp -f ./a.service b.timer /etc/systemd/system/',
    ['cp', 'write-file', ['a.service', 'b.timer'], 'changed'],
  ],
  ['cp /tmp/x /etc/systemd/system/a.service.d/o.conf', ['cp', 'write-file', ['a.service'], 'changed']],
  ["/bin/sh -c 'echo x > /etc/systemd/system/a.service'", ['>', 'write-file', ['a.service'], 'changed']],
  ["sh -c 'echo x >>/lib/systemd/system/a.timer'", ['>', 'write-file', ['a.timer'], 'changed']],
  ['dd if=/tmp/x of=/etc/init.d/a', ['dd', 'write-file', ['a.service'], 'changed']],
  ['rm -f /etc/systemd/system/a.service', ['rm', 'remove-file', ['a.service'], 'deleted']],
  ['cp /tmp/com.x.plist /Library/LaunchDaemons/', ['cp', 'write-file', ['com.x'], 'changed']],
  ['tee /Users/bob/Library/LaunchAgents/com.x.y.plist', ['tee', 'write-file', ['com.x.y'], 'changed']],
  [
    'defaults write /Library/LaunchDaemons/com.x RunAtLoad -bool true',
    ['defaults', 'write-file', ['com.x'], 'changed'],
  ],
  ['defaults read /Library/LaunchDaemons/com.x', null],
  [
    '/usr/libexec/PlistBuddy -c Set :Program /tmp/x /Library/LaunchDaemons/com.x.plist',
    ['PlistBuddy', 'write-file', ['com.x'], 'changed'],
  ],
  ['/usr/libexec/PlistBuddy -c Print /Library/LaunchDaemons/com.x.plist', null],
  ['rm /Library/LaunchAgents/com.x.plist', ['rm', 'remove-file', ['com.x'], 'deleted']],
  ['cat /etc/systemd/system/a.service', null],
  ['cp /etc/hosts /tmp/a.service', null],
  ['', null],
])('%s', (command, expected) => {
  const found = serviceCommands(command).map(({ tool, verb, services, action }) => [
    tool,
    verb,
    services,
    action,
  ]);
  expect(found).toEqual(expected === null ? [] : [expected]);
});

it('tells each command of a line, and each unit of a long one', () => {
  const line =
    "/bin/bash -c 'systemctl stop a; /etc/init.d/b stop && systemctl status c | grep x; systemctl disable d'";
  expect(serviceCommands(line).map(({ verb, services }) => [verb, ...services])).toEqual([
    ['stop', 'a.service'],
    ['stop', 'b.service'],
    ['disable', 'd.service'],
  ]);
  const names = Array.from({ length: 60 }, (_, at) => `u${at}`);
  expect(serviceCommands(`systemctl stop ${names.join(' ')}`)[0]?.services).toHaveLength(60);
  expect(serviceCommands('systemctl stop a;'.repeat(1_000)).length).toBeLessThan(100);
});
