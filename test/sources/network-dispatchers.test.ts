import { describe, expect, it } from 'vitest';
import { source as network } from '../../main/sources/network-dispatchers.ts';
import { collectLinux } from '../support/linux-source.ts';

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
