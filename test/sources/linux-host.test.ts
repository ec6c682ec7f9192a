import { describe, expect, it } from 'vitest';
import { source } from '../../main/sources/linux-host.ts';
import { collectLinux, LINUX_COLLECTION } from '../support/linux-source.ts';

function elf(machine: number, littleEndian = true): Uint8Array {
  const bytes = new Uint8Array(64);
  bytes.set([0x7f, 0x45, 0x4c, 0x46, 2, littleEndian ? 1 : 2]);
  new DataView(bytes.buffer).setUint16(18, machine, littleEndian);
  return bytes;
}

function host(tree: Parameters<typeof collectLinux>[1]) {
  const item = collectLinux(source, tree).items.find(({ type }) => type === 'host');
  return item?.type === 'host' ? item.host : {};
}

describe('linux-host', () => {
  it('reads what a Debian root says of itself', () => {
    const facts = host({
      '/etc/hostname': 'web1.example.org\n',
      '/etc/os-release':
        'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nNAME="Debian GNU/Linux"\nVERSION="12 (bookworm)"\n',
      '/lib': { link: 'usr/lib' },
      '/usr/lib/modules/6.1.0-9-amd64/x': '',
      '/usr/lib/modules/6.1.0-18-amd64/x': '',
      '/usr/bin/env': elf(62),
      '/etc/localtime': { link: '/usr/share/zoneinfo/Europe/Berlin' },
      '/etc/timezone': 'Etc/UTC\n',
      '/etc/machine-id': { content: `${'a'.repeat(32)}\n`, modified: '2026-01-02T03:04:05Z' },
    });
    expect(facts).toEqual({
      platform: 'linux',
      hostName: 'web1.example.org',
      domain: 'example.org',
      product: 'Debian GNU/Linux',
      version: '12 (bookworm)',
      build: '6.1.0-18-amd64',
      architecture: 'x86_64',
      installed: '2026-01-02T03:04:05Z',
      timeZone: 'Europe/Berlin',
    });
  });

  it('falls back to the files of older and smaller systems', () => {
    const facts = host({
      '/etc/sysconfig/network': 'NETWORKING=yes\nHOSTNAME=old\n',
      '/etc/redhat-release': 'CentOS release 6.10 (Final)\n',
      '/etc/timezone': 'Asia/Tokyo\n',
      '/bin/busybox': elf(21),
      '/etc/machine-id': { content: '', modified: '2020-01-01T00:00:00Z' },
      '/lost+found': { directory: true, modified: '2019-05-05T00:00:00Z' },
    });
    expect(facts).toMatchObject({
      hostName: 'old',
      product: 'CentOS release 6.10 (Final)',
      timeZone: 'Asia/Tokyo',
      architecture: 'ppc64le',
      installed: '2019-05-05T00:00:00Z',
    });
    expect(host({ '/etc/lsb-release': 'DISTRIB_ID=Ubuntu\nDISTRIB_RELEASE=14.04\n' })).toMatchObject({
      product: 'Ubuntu',
      version: '14.04',
    });
    expect(host({ '/etc/os-release': 'ID=buildroot\nVERSION_ID=2024.02\n' })).toMatchObject({
      product: 'buildroot',
      version: '2024.02',
    });
    expect(host({ '/bin/sh': elf(20, false) })).toMatchObject({ architecture: 'ppc' });
  });

  it('tells absence, damage and content apart', () => {
    expect(collectLinux(source, { '/var/x': '' }).outcome).toBe('notPresent');
    expect(collectLinux(source, { '/bin/sh': 'MZ' }, LINUX_COLLECTION).outcome).toBe('notPresent');
    const failed = collectLinux(source, { '/etc/hostname': { unreadable: 'EACCES' } });
    expect(failed.outcome).toBe('failed');
    expect(failed.diagnostics).toHaveLength(1);
  });
});
