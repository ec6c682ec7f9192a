import { describe, expect, it } from 'vitest';
import { source } from '../../main/sources/kernel-module-settings.ts';
import { collectLinux } from '../support/linux-source.ts';

const KERNEL = '/usr/lib/modules/6.1.0-18-amd64';
const TREE = {
  [`${KERNEL}/modules.dep`]: 'misc/rk.ko:\n',
  [`${KERNEL}/misc/rk.ko`]: 'ELF',
};

describe('modules that are loaded at boot', () => {
  it('come from the first file of each name and from /etc/modules, once', () => {
    const { services, counts } = collectLinux(source, {
      ...TREE,
      '/etc/modules': '# none\nrk opt=1\n',
      '/etc/modules-load.d/modules.conf': { link: '../modules' },
      '/etc/modules-load.d/off.conf': { link: '/dev/null' },
      '/etc/modules-load.d/a.conf': '; rk\n\n  loop\n',
      '/usr/lib/modules-load.d/a.conf': 'rk\n',
      '/usr/lib/modules-load.d/off.conf': 'rk\n',
      '/usr/lib/modules-load.d/README': 'rk\n',
    });
    expect(services.map(({ id, startMode }) => [id, startMode])).toEqual([
      ['linux:modules-load:/etc/modules-load.d/a.conf:3', 'boot'],
      ['linux:modules-load:/etc/modules-load.d/modules.conf:2', 'boot'],
    ]);
    expect(services[1]?.payloads.map(({ role, path, state }) => [role, path, state])).toEqual([
      ['kernel-module', `${KERNEL}/misc/rk.ko`, 'found'],
    ]);
    expect(counts).toMatchObject({ files: 2, loadedAtBoot: 2 });
  });
});

describe("Debian's link to /etc/modules", () => {
  it('is no gap when the file is not there', () => {
    const link = { '/etc/modules-load.d/modules.conf': { link: '../modules' } };
    expect(collectLinux(source, link).diagnostics).toEqual([]);
  });
});

describe('lines of modprobe.d', () => {
  it('are records with line, command and what they load or run', () => {
    const { services } = collectLinux(source, {
      ...TREE,
      '/opt/x': 'ELF',
      '/etc/modprobe.d/x.conf':
        'blacklist pcspkr\noptions a b=1\ninstall a /sbin/modprobe -i a && \\\n /opt/x\nsoftdep b pre: c post: rk\nalias pci:v* rk\n',
    });
    expect(services.map(({ name, activator }) => [name, activator?.trigger])).toEqual([
      ['x.conf:3', 'install a'],
      ['x.conf:5', 'softdep b'],
      ['x.conf:6', 'alias pci:v*'],
    ]);
    expect(services[0]?.payloads.map(({ path }) => path)).toContain('/opt/x');
    expect(services.slice(1).map(({ payloads }) => payloads.map(({ path }) => path))).toEqual([
      [`${KERNEL}/misc/rk.ko`],
      [`${KERNEL}/misc/rk.ko`],
    ]);
  });

  it('say that a list of modules was too large', () => {
    const { diagnostics } = collectLinux(source, {
      [`${KERNEL}/modules.dep`]: new Uint8Array(16 * 1024 * 1024 + 1),
      '/etc/modules': 'rk\n',
    });
    expect(diagnostics).toMatchObject([{ code: 'kernel-modules-unread', path: `${KERNEL}/modules.dep` }]);
  });
});
