import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { source } from '../../main/sources/dbus-services.ts';
import { collectLinux } from '../support/linux-source.ts';

const HOSTNAME = `[D-BUS Service]
Name=org.freedesktop.hostname1
Exec=/bin/false
User=root
SystemdService=dbus-org.freedesktop.hostname1.service
`;
const PASSWD = 'root:x:0:0:root:/root:/bin/bash\nalice:x:1000:1000::/home/alice:/bin/bash\n';

describe('dbus-services', () => {
  it('reads name, program, account and unit', () => {
    const path = '/usr/share/dbus-1/system-services/org.freedesktop.hostname1.service';
    const { services, counts } = collectLinux(source, {
      [path]: { content: HOSTNAME, modified: '2025-01-01T00:00:00Z' },
      '/bin/false': 'ELF',
    });
    expect(services).toHaveLength(1);
    expect(services[0]).toMatchObject({
      id: `linux:dbus-service:${path}`,
      kind: 'job',
      name: 'org.freedesktop.hostname1.service',
      command: '/bin/false',
      image: { path: '/bin/false', state: 'found' },
      enabled: true,
      startMode: 'demand',
      account: 'root',
      lastChanged: '2025-01-01T00:00:00Z',
      provenance: [{ path, locator: { kind: 'line', section: 'D-BUS Service', key: 'Exec', line: 3 } }],
      definitions: [{ role: 'config', path }],
      activator: {
        mechanism: 'dbus-service',
        user: 'root',
        trigger: 'org.freedesktop.hostname1',
        startsUnit: 'dbus-org.freedesktop.hostname1.service',
        properties: { Bus: 'system' },
      },
    });
    expect(counts).toMatchObject({ system: 1, session: 0, shadowed: 0, unreadable: 0 });
  });

  it('finds those of users, of all session buses, and of folders that a configuration names', () => {
    const { one } = collectLinux(source, {
      '/etc/passwd': PASSWD,
      '/home/alice/.local/share/dbus-1/services/a.service':
        '[D-BUS Service]\nName=org.a\nExec=sh -c "/tmp/x &"\n',
      '/usr/bin/sh': 'ELF',
      '/usr/share/dbus-1/services/b.service': '[D-BUS Service]\nName=org.b\nExec=/usr/bin/b --x\n',
      '/etc/dbus-1/system.d/x.conf': '<busconfig><servicedir>/opt/bus</servicedir></busconfig>',
      '/opt/bus/c.service': '[D-BUS Service]\nName=org.c\nExec=/opt/c\nUser=daemon\nAssumedAppArmorLabel=x\n',
    });
    expect(one('a.service')).toMatchObject({ account: 'alice', activator: { user: 'alice' } });
    expect(one('a.service').payloads.map(({ role, path, raw }) => [role, path || raw])).toEqual([
      ['image', '/usr/bin/sh'],
      ['hosted-program', '/tmp/x'],
      ['inline-code', '/tmp/x &'],
    ]);
    expect(one('b.service')).toMatchObject({ account: null, command: '/usr/bin/b --x' });
    expect(one('c.service')).toMatchObject({
      account: 'daemon',
      activator: { properties: { Bus: 'system', NameDiffers: 'true', AssumedAppArmorLabel: 'x' } },
    });
  });

  it('the first of a name on a bus counts, a file without name or section does not', () => {
    const { services, diagnostics, counts } = collectLinux(source, {
      '/etc/passwd': PASSWD,
      '/usr/local/share/dbus-1/services/x.service': '[D-BUS Service]\nName=org.x\nExec=/tmp/evil\n',
      '/usr/share/dbus-1/services/y.service': '[D-BUS Service]\nName=org.x\nExec=/usr/bin/x\n',
      '/usr/share/dbus-1/system-services/org.x.service': '[D-BUS Service]\nName=org.x\nExec=/usr/bin/x\n',
      '/usr/share/dbus-1/services/bad.service': 'Name=org.y\nExec=/x\n',
      '/usr/share/dbus-1/services/none.service': '[D-BUS Service]\nExec=/x\n',
      '/usr/share/dbus-1/services/README': 'x',
    });
    const states = services.map(({ name, enabled, startMode }) => `${name} ${enabled} ${startMode}`);
    expect(states.sort()).toEqual([
      'bad.service false disabled',
      'none.service false disabled',
      'org.x.service true demand',
      'x.service true demand',
      'y.service false disabled',
    ]);
    expect(diagnostics.map(({ code, what }) => `${code}: ${what}`)).toEqual([
      'dbus-service-malformed: no section [D-BUS Service]',
      'dbus-service-malformed: no Name=',
    ]);
    expect(counts.shadowed).toBe(1);
  });

  it('absence is no failure', () => {
    expect(collectLinux(source, { '/etc/dbus-1/system.conf': '<busconfig/>' }).outcome).toBe('notPresent');
  });

  const hasDaemon = existsSync('/usr/bin/dbus-run-session') && existsSync('/usr/bin/dbus-send');
  it.skipIf(!hasDaemon)('dbus-daemon activates the same names (skipped without dbus-run-session)', () => {
    const root = mkdtempSync(join(tmpdir(), 'daemonscope-dbus-'));
    try {
      const files = {
        'a.service': '[D-BUS Service]\nName=org.example.A\nExec=/bin/true\n',
        'b.service':
          '# x\n[Other]\nName=org.example.No\n[D-BUS Service]\nName = org.example.B\nExec=/bin/true "a b"\n',
        'c.service': '[D-BUS Service]\nName=org.example.A\nExec=/bin/false\n',
        'd.service': '[D-BUS Service]\nExec=/bin/true\n',
        'e.service': 'Name=org.example.E\nExec=/bin/true\n',
        'f.txt': '[D-BUS Service]\nName=org.example.F\nExec=/bin/true\n',
      };
      const tree: Record<string, string> = {};
      mkdirSync(join(root, 'services'));
      for (const [name, content] of Object.entries(files)) {
        writeFileSync(join(root, 'services', name), content);
        tree[`/usr/share/dbus-1/services/${name}`] = content;
      }
      const config = join(root, 'bus.conf');
      writeFileSync(
        config,
        `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:tmpdir=${root}</listen><servicedir>${join(root, 'services')}</servicedir>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>`,
      );
      const call = [
        '--session',
        '--print-reply',
        '--dest=org.freedesktop.DBus',
        '/',
        'org.freedesktop.DBus.ListActivatableNames',
      ];
      const run = spawnSync('dbus-run-session', [`--config-file=${config}`, '--', 'dbus-send', ...call], {
        encoding: 'utf8',
        timeout: 30_000,
      });
      const names = [...run.stdout.matchAll(/"(org\.example\.\w+)"/g)].map(([, name]) => name).sort();
      const ours = collectLinux(source, tree).services.filter(({ enabled }) => enabled);
      expect(ours.map(({ activator }) => activator?.trigger).sort()).toEqual(names);
      expect(names).toEqual(['org.example.A', 'org.example.B']);
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  });
});
