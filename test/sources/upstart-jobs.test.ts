import { describe, expect, it } from 'vitest';
import { source } from '../../main/sources/upstart-jobs.ts';
import { collectLinux } from '../support/linux-source.ts';

const JOB = `# x
description "a job"  # really
start on (local-filesystems
          and net-device-up IFACE!=lo)
stop on runlevel [!2345]
respawn
env A=1
setuid web
pre-start script
  mkdir -p /run/x
  /opt/pre
end script
exec /usr/bin/python3 /opt/app.py \\
   --port 1
`;

describe('upstart-jobs', () => {
  it('reads exec, scripts, events and account', () => {
    const { one } = collectLinux(source, {
      '/etc/init/x.conf': JOB,
      '/usr/bin/python3': 'ELF',
      '/opt/app.py': 'x',
    });
    expect(one('x.conf')).toMatchObject({
      id: 'linux:upstart:/etc/init/x.conf',
      kind: 'job',
      description: 'a job',
      command: '/usr/bin/python3 /opt/app.py  --port 1',
      account: 'web',
      enabled: true,
      image: { path: '/usr/bin/python3' },
      provenance: [{ locator: { key: 'exec', line: 13 } }],
      activator: {
        mechanism: 'upstart',
        trigger: '(local-filesystems and net-device-up IFACE!=lo)',
        properties: { env: 'A=1', respawn: '', 'stop on': 'runlevel [!2345]' },
      },
    });
    expect(one('x.conf').payloads.map(({ role, from, path }) => `${role} ${from} ${path}`)).toEqual([
      'exec-start exec /usr/bin/python3',
      'hosted-program exec /opt/app.py',
      'script-code /opt/app.py ',
      'exec-start-pre pre-start script 11 /opt/pre',
    ]);
  });

  it('lets overrides win, and manual take the start away', () => {
    const { one, counts } = collectLinux(source, {
      '/etc/passwd': 'a:x:1:1::/home/a:/bin/sh\n',
      '/etc/init/x.conf': JOB,
      '/etc/init/x.override': 'manual\nscript\n  /tmp/evil\nend script\n',
      '/etc/init/net/z.conf': 'exec /z\n',
      '/home/a/.config/upstart/y.conf': 'start on desktop-start\nexec /home/a/y\n',
    });
    expect(one('x.conf')).toMatchObject({
      enabled: false,
      startMode: 'demand',
      image: { path: '/tmp/evil' },
    });
    expect(one('x.conf').definitions).toHaveLength(2);
    expect(one('z.conf').id).toBe('linux:upstart:/etc/init/net/z.conf');
    expect(one('y.conf')).toMatchObject({ account: 'a', enabled: true, activator: { user: 'a' } });
    expect(counts).toMatchObject({ jobs: 3, overrides: 1, enabled: 1 });
  });

  it('puts the variables of env stanzas in place', () => {
    const { one } = collectLinux(source, {
      '/etc/init/v.conf':
        'env D=/opt/v\npre-start exec /opt/pre\nscript\n  . /etc/default/$UPSTART_JOB\n  exec $D -x\nend script\n',
      '/etc/init/none.conf': 'pre-start exec /opt/pre\n',
      '/etc/default/v': '',
    });
    expect(one('v.conf').payloads.map(({ path }) => path)).toEqual(['/etc/default/v', '/opt/v', '/opt/pre']);
    expect(one('v.conf').image?.path).toBe('/opt/v');
    expect(one('none.conf').image).toBeNull();
  });

  it('reports what it cannot read', () => {
    const { diagnostics, services } = collectLinux(source, { '/etc/init/x.conf': '%%%\nscript\n/bin/x\n' });
    expect(diagnostics.map(({ what }) => what)).toEqual([
      'line 1: no stanza',
      'line 2: a script without end script',
    ]);
    expect(services[0]?.payloads.map(({ path }) => path)).toEqual(['/bin/x']);
    expect(collectLinux(source, {}).outcome).toBe('notPresent');
  });
});
