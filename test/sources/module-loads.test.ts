import { describe, expect, it } from 'vitest';
import { source } from '../../main/sources/module-loads.ts';
import { collectLinux } from '../support/linux-source.ts';

const KERNEL = '/usr/lib/modules/6.1.0-18-amd64';

describe('module-loads', () => {
  it('names each module of the lists, with its file and line', () => {
    const { services, counts, outcome } = collectLinux(source, {
      '/etc/modules-load.d/net.conf': '# network\nbr-netfilter\nnot-there\n',
      '/usr/lib/modules-load.d/net.conf': 'hidden\n',
      '/usr/lib/modules-load.d/off.conf': 'off\n',
      '/etc/modules-load.d/off.conf': { link: '/dev/null' },
      '/etc/modules-load.d/modules.conf': { link: '../modules' },
      '/etc/modules': 'loop\n',
      '/etc/modules-load.d/readme': 'no list\n',
      [`${KERNEL}/kernel/net/br_netfilter.ko.xz`]: 'ELF',
    });
    expect(services.map(({ id, payloads }) => [id, payloads.map(({ path }) => path)])).toEqual([
      ['linux:module-load:/etc/modules-load.d/modules.conf:1', []],
      ['linux:module-load:/etc/modules-load.d/net.conf:2', [`${KERNEL}/kernel/net/br_netfilter.ko.xz`]],
      ['linux:module-load:/etc/modules-load.d/net.conf:3', []],
    ]);
    expect(services[1]).toMatchObject({
      name: 'net.conf:br-netfilter',
      command: 'modprobe br-netfilter',
      image: null,
      startMode: 'auto',
      activator: { mechanism: 'module-load', trigger: 'boot' },
      provenance: [{ path: '/etc/modules-load.d/net.conf', locator: { kind: 'line', line: 2 } }],
    });
    expect([counts['modules'], outcome]).toEqual([3, 'collected']);
  });

  it('shows commands of modprobe.d, and counts those that keep a module out', () => {
    const { services, counts } = collectLinux(source, {
      '/etc/modprobe.d/x.conf':
        'install cramfs /bin/true\ninstall nf /usr/local/sbin/nf --now; modprobe -i nf\n',
      '/usr/local/sbin/nf': 'ELF',
    });
    expect(services).toHaveLength(1);
    expect(services[0]).toMatchObject({
      id: 'linux:modprobe-command:/etc/modprobe.d/x.conf:2',
      image: { path: '/usr/local/sbin/nf', state: 'found' },
      activator: { mechanism: 'modprobe-command', trigger: 'install nf' },
    });
    expect(counts).toMatchObject({ commands: 1, keptOut: 1 });
  });

  it('says when a list is too long, and when there is none', () => {
    const { diagnostics } = collectLinux(source, { '/etc/modules': 'a\n'.repeat(2_000) });
    expect(diagnostics).toMatchObject([{ code: 'startup-truncated', path: '/etc/modules' }]);
    expect(collectLinux(source, {}).outcome).toBe('notPresent');
  });
});
