import { describe, expect, it } from 'vitest';
import { source as preload } from '../../main/sources/library-preload.ts';
import { source as environment } from '../../main/sources/manager-environment.ts';
import { source as hooks } from '../../main/sources/systemd-hooks.ts';
import { source as udev } from '../../main/sources/udev-rules.ts';
import { collectLinux } from '../support/linux-source.ts';

describe('hooks of systemd for sleep and shutdown', () => {
  it('are scripts that run with their executable bit', () => {
    const { one, counts } = collectLinux(hooks, {
      '/usr/lib/systemd/system-sleep/wake': { content: '#!/bin/sh\n/opt/x run\n', mode: 0o755 },
      '/usr/lib/systemd/system-shutdown/off': { content: '#!/bin/sh\n/opt/y\n', mode: 0o644 },
      '/usr/lib/systemd/system-shutdown/README': { link: '/dev/null' },
    });
    expect(one('wake').activator).toMatchObject({ mechanism: 'systemd-hook', trigger: 'sleep and wake' });
    expect(one('wake').payloads.map(({ path }) => path)).toEqual([
      '/usr/lib/systemd/system-sleep/wake',
      '/bin/sh',
      '/opt/x',
    ]);
    expect(one('off')).toMatchObject({ enabled: false });
    expect(counts).toMatchObject({ hooks: 2, enabled: 1 });
  });

  it('are not there on other roots', () => {
    expect(collectLinux(hooks, { '/etc/hostname': 'x' }).outcome).toBe('notPresent');
  });
});

describe('/etc/ld.so.preload', () => {
  it('names libraries for every program', () => {
    const { one } = collectLinux(preload, {
      '/etc/ld.so.preload': '# comment /no.so\n/usr/lib/libx.so:/opt/a.so /opt/b.so\n',
      '/usr/lib/libx.so': 'ELF',
    });
    const record = one('ld.so.preload');
    expect(record.payloads.map(({ role, path, state }) => [role, path, state])).toEqual([
      ['preload-library', '/usr/lib/libx.so', 'found'],
      ['preload-library', '/opt/a.so', 'missing'],
      ['preload-library', '/opt/b.so', 'missing'],
    ]);
    expect(record.enabled).toBe(true);
  });

  it('does nothing when it is empty', () => {
    const { one } = collectLinux(preload, { '/etc/ld.so.preload': '\n# nothing\n' });
    expect(one('ld.so.preload')).toMatchObject({ enabled: false, payloads: [] });
    expect(collectLinux(preload, {}).outcome).toBe('notPresent');
  });
});

describe('variables of all units', () => {
  it('come from system.conf, user.conf and their drop-ins, an empty setting takes earlier ones away', () => {
    const { services } = collectLinux(environment, {
      '/etc/systemd/system.conf':
        '[Manager]\n#DefaultEnvironment=\nDefaultEnvironment=A=1\nDefaultEnvironment=\nDefaultEnvironment="LD_PRELOAD=/opt/x.so" B=2\n',
      '/usr/lib/systemd/system.conf': '[Manager]\nDefaultEnvironment=NOT=READ\n',
      '/etc/systemd/user.conf.d/1.conf':
        '[Manager]\nManagerEnvironment=PATH=/opt/bin\n[Other]\nDefaultEnvironment=C=3\n',
      '/usr/lib/systemd/user.conf.d/1.conf': '[Manager]\nDefaultEnvironment=HIDDEN=1\n',
    });
    expect(services.map(({ id, command, activator }) => [id, command, activator?.trigger])).toEqual([
      [
        'linux:manager-environment:/etc/systemd/system.conf:5',
        '"LD_PRELOAD=/opt/x.so" B=2',
        'every unit of the system manager',
      ],
      [
        'linux:manager-environment:/etc/systemd/user.conf.d/1.conf:2',
        'PATH=/opt/bin',
        'every unit of the user manager',
      ],
    ]);
    expect(services[0]?.payloads.map(({ path, role }) => [path, role])).toEqual([
      ['/opt/x.so', 'preload-library'],
    ]);
  });

  it('come from environment.d, of all users and of one, and from /etc/environment, once', () => {
    const { services, counts } = collectLinux(environment, {
      '/etc/passwd': 'alice:x:1000:1000::/home/alice:/bin/sh\n',
      '/etc/environment': '# none\nLD_PRELOAD="/opt/x y.so"\n',
      '/usr/lib/environment.d/99-environment.conf': { link: '../../../etc/environment' },
      '/usr/lib/environment.d/10-a.conf': 'HIDDEN=1\n',
      '/etc/environment.d/10-a.conf': 'A=1\nB="two words"\n',
      '/etc/environment.d/README': 'C=1\n',
      '/etc/environment.d/20-off.conf': { link: '/dev/null' },
      '/home/alice/.config/environment.d/10-a.conf': 'LD_AUDIT=/home/alice/a.so\n',
    });
    expect(services.map(({ id, command, account }) => [id, command, account])).toEqual([
      ['linux:manager-environment:/etc/environment:2', 'LD_PRELOAD="/opt/x y.so"', null],
      [
        'linux:manager-environment:/home/alice/.config/environment.d/10-a.conf:1',
        'LD_AUDIT=/home/alice/a.so',
        'alice',
      ],
      ['linux:manager-environment:/etc/environment.d/10-a.conf:1', 'A=1', null],
      ['linux:manager-environment:/etc/environment.d/10-a.conf:2', 'B="two words"', null],
    ]);
    expect(services[1]?.payloads.map(({ path, role }) => [path, role])).toEqual([
      ['/home/alice/a.so', 'preload-library'],
    ]);
    expect(counts).toMatchObject({ files: 3, settings: 4 });
  });
});

describe('udev rules', () => {
  it('run programs to see whether they match', () => {
    const { services } = collectLinux(udev, {
      '/etc/udev/rules.d/1.rules':
        'KERNEL=="sd*", PROGRAM=="/opt/p %k", SYMLINK+="x"\nKERNEL=="sd*", IMPORT{program}="/opt/q -x"\nKERNEL=="sd*", IMPORT{builtin}="blkid"\n',
      '/opt/p': { content: 'ELF', mode: 0o755 },
    });
    expect(services.map(({ command, payloads }) => [command, payloads[0]?.from, payloads[0]?.path])).toEqual([
      ['/opt/p %k', 'PROGRAM', '/opt/p'],
      ['/opt/q -x', 'IMPORT', '/opt/q'],
    ]);
  });
});
