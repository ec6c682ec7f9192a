import { expect, it } from 'vitest';
import { serviceCommand } from '../../../main/sources/logs-text/service-command.ts';

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
  ['/bin/sh -c systemctl stop a && systemctl start b', ['systemctl', 'stop', ['a.service'], 'other']],
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
  ['vi /etc/systemd/system/a.service', null],
  ['', null],
])('%s', (command, expected) => {
  const found = serviceCommand(command);
  expect(found === null ? null : [found.tool, found.verb, found.services, found.action]).toEqual(expected);
});
