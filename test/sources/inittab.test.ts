import { describe, expect, it } from 'vitest';
import { source as inittab } from '../../main/sources/inittab.ts';
import { collectLinux } from '../support/linux-source.ts';

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
