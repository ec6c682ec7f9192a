import { describe, expect, it } from 'vitest';
import { source } from '../../main/sources/systemd-generators.ts';
import { collectLinux } from '../support/linux-source.ts';

const program = { content: '\x7fELF\0', mode: 0o755 };

describe('systemd-generators', () => {
  it('tells the kinds, and what a script runs', () => {
    const { one, counts } = collectLinux(source, {
      '/lib': { link: 'usr/lib' },
      '/usr/lib/systemd/system-generators/fstab': program,
      '/usr/lib/systemd/user-generators/xdg': program,
      '/usr/lib/systemd/user-environment-generators/90gpg': {
        content: '#!/bin/sh\necho A=1\n/tmp/x &\n',
        mode: 0o755,
      },
      '/bin/sh': 'ELF',
      '/tmp/x': 'ELF',
    });
    expect(one('fstab')).toMatchObject({
      id: 'linux:systemd-generator:/usr/lib/systemd/system-generators/fstab',
      kind: 'script',
      enabled: true,
      startMode: 'auto',
      account: 'root',
      image: { path: '/usr/lib/systemd/system-generators/fstab', state: 'found' },
    });
    expect(one('xdg')).toMatchObject({ account: null, activator: { mechanism: 'systemd-user-generator' } });
    const gpg = one('90gpg');
    expect(gpg.activator?.mechanism).toBe('systemd-environment-generator');
    expect(gpg.payloads.map(({ role, path }) => `${role} ${path}`)).toEqual([
      'image /usr/lib/systemd/user-environment-generators/90gpg',
      'hosted-program /bin/sh',
      'script /tmp/x',
    ]);
    expect(counts).toMatchObject({ generators: 2, environmentGenerators: 1 });
  });

  it('knows masks, precedence and files that are not executable', () => {
    const { services, counts } = collectLinux(source, {
      '/etc/systemd/system-generators/a': { link: '/dev/null' },
      '/usr/lib/systemd/system-generators/a': program,
      '/etc/systemd/system-generators/b': program,
      '/usr/lib/systemd/system-generators/b': program,
      '/etc/systemd/system-generators/c': { content: 'x', mode: 0o644 },
      '/usr/lib/systemd/system-generators/c': program,
      '/run/systemd/system-generators/d': { content: '', mode: 0o755 },
      '/usr/lib/systemd/system-generators/d': program,
    });
    expect(
      services.map(({ id, enabled }) => `${id.replace('linux:systemd-generator:', '')} ${enabled}`),
    ).toEqual([
      '/etc/systemd/system-generators/b true',
      '/etc/systemd/system-generators/c false',
      '/usr/lib/systemd/system-generators/a false',
      '/usr/lib/systemd/system-generators/b false',
      '/usr/lib/systemd/system-generators/c true',
      '/usr/lib/systemd/system-generators/d false',
    ]);
    expect(services[2]?.activator?.properties).toEqual({
      MaskedBy: '/etc/systemd/system-generators/a',
    });
    expect(counts).toMatchObject({ masked: 2, shadowed: 3 });
    expect(collectLinux(source, { '/etc/x': '' }).outcome).toBe('notPresent');
  });
});
