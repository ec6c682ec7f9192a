import { describe, expect, it } from 'vitest';
import { source } from '../../main/sources/quadlets.ts';
import { collectLinux } from '../support/linux-source.ts';

describe('containers that systemd starts', () => {
  it('are those of the system and of users, with what runs outside of them', () => {
    const { services, one, counts } = collectLinux(source, {
      '/etc/passwd': 'alice:x:1000:1000::/home/alice:/bin/sh\n',
      '/opt/pre': { content: 'ELF', mode: 0o755 },
      '/etc/containers/systemd/web/x.container':
        '[Unit]\nDescription=x\n[Container]\nImage=old\nImage=img:1\nExec=run --now\nVolume=/:/host\nAddCapability=SYS_ADMIN\n[Service]\nExecStartPre=-/opt/pre %n\nRestart=always\n[Install]\nWantedBy=multi-user.target\n',
      '/etc/containers/systemd/web/x.container.d/1.conf': '[Container]\nPodmanArgs=--privileged\n',
      '/etc/containers/systemd/data.volume': '[Volume]\n',
      '/home/alice/.config/containers/systemd/p.pod': '[Pod]\nPublishPort=80:80\n',
      '/etc/containers/systemd/users/1000/k.kube': '[Kube]\nYaml=/opt/k.yml\n',
    });
    expect(services.map(({ id, account, enabled }) => [id, account, enabled])).toEqual([
      ['linux:quadlet:/home/alice/.config/containers/systemd/p.pod', 'alice', false],
      ['linux:quadlet:/etc/containers/systemd/users/1000/k.kube', 'alice', false],
      ['linux:quadlet:/etc/containers/systemd/web/x.container', 'root', true],
    ]);
    const x = one('x.container');
    expect(x.command).toBe('podman run --privileged -v /:/host --cap-add SYS_ADMIN img:1 run --now');
    expect(x.payloads.map(({ path, from, arguments: rest }) => [path, from, rest])).toEqual([
      ['/opt/pre', 'line 10', '%n'],
    ]);
    expect(x.activator).toMatchObject({ startsUnit: 'x.service', trigger: 'multi-user.target' });
    expect(one('p.pod')).toMatchObject({
      command: 'podman pod create -p 80:80',
      activator: { startsUnit: 'p-pod.service' },
    });
    expect(one('k.kube').command).toBe('podman kube play /opt/k.yml');
    expect(counts).toMatchObject({ containers: 3, enabled: 1 });
  });

  it('are missing where Podman has no folder, and told where a file cannot be read', () => {
    expect(collectLinux(source, { '/etc/x': '' }).outcome).toBe('notPresent');
    const lost = collectLinux(source, { '/etc/containers/systemd/x.container': { unreadable: 'EACCES' } });
    expect(lost.services).toHaveLength(1);
    expect(lost.diagnostics).toHaveLength(1);
  });
});
