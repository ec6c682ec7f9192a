import { describe, expect, it } from 'vitest';
import { source } from '../../main/sources/openrc-services.ts';
import { collectLinux } from '../support/linux-source.ts';

const SSHD = `#!/sbin/openrc-run
description="OpenBSD Secure Shell server"
command="/usr/sbin/sshd"
command_args="\${SSHD_OPTS} -D"
command_user="sshd:sshd"
pidfile="/run/\${RC_SVCNAME}.pid"
depend() {
  need net
}
start_pre() {
  /opt/.x/pre --y
}
`;

describe('openrc-services', () => {
  it('joins script, runlevels and settings', () => {
    const { one, counts } = collectLinux(source, {
      '/etc/init.d/sshd': { content: SSHD, mode: 0o755 },
      '/etc/init.d/lsb': '#!/bin/sh\n',
      '/etc/runlevels/default/sshd': { link: '/etc/init.d/sshd' },
      '/etc/runlevels/boot/bad': { link: '/tmp/bad' },
      '/tmp/bad': { content: '#!/sbin/openrc-run\ncommand=/tmp/x\n', mode: 0o755 },
      '/etc/conf.d/sshd': 'SSHD_OPTS="-4"\n',
      '/sbin/openrc-run': 'ELF',
      '/usr/sbin/sshd': 'ELF',
    });
    const sshd = one('sshd');
    expect(sshd).toMatchObject({
      id: 'linux:openrc:/etc/init.d/sshd',
      description: 'OpenBSD Secure Shell server',
      command: '/usr/sbin/sshd -4 -D',
      enabled: true,
      startMode: 'auto',
      account: 'sshd',
      activator: { mechanism: 'openrc', trigger: 'default', properties: { pidfile: '/run/sshd.pid' } },
      definitions: [
        { role: 'script', path: '/etc/init.d/sshd' },
        { role: 'config', path: '/etc/conf.d/sshd' },
      ],
    });
    expect(sshd.payloads.map(({ role, path }) => `${role} ${path}`)).toEqual([
      'image /etc/init.d/sshd',
      'hosted-program /sbin/openrc-run',
      'exec-start /usr/sbin/sshd',
      'script /opt/.x/pre',
    ]);
    expect(one('bad')).toMatchObject({ enabled: true, activator: { trigger: 'boot' } });
    expect(one('bad').payloads.map(({ path }) => path)).toContain('/tmp/x');
    expect(counts).toMatchObject({ services: 2, enabled: 2, runlevels: 2 });
  });

  it('was linked when the links say, whatever the time of the script', () => {
    const { one } = collectLinux(source, {
      '/etc/init.d/sshd': { content: SSHD, mode: 0o755, modified: '2020-01-01T00:00:00Z' },
      '/etc/runlevels/default/sshd': { link: '/etc/init.d/sshd', modified: '2026-05-05T05:05:05Z' },
      '/etc/runlevels/boot/sshd': { link: '/etc/init.d/sshd', modified: '2026-06-06T06:06:06Z' },
    });
    expect(one('sshd').provenance.map(({ path, time }) => `${path} ${time}`)).toEqual([
      '/etc/init.d/sshd 2020-01-01T00:00:00Z',
      '/etc/runlevels/boot/sshd 2026-06-06T06:06:06Z',
      '/etc/runlevels/default/sshd 2026-05-05T05:05:05Z',
    ]);
  });

  it('is silent where there is no OpenRC', () => {
    expect(collectLinux(source, { '/etc/init.d/sshd': SSHD }).outcome).toBe('notPresent');
  });
});
