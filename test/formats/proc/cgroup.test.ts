import { describe, expect, it } from 'vitest';
import { parseProcCgroup, systemdCgroup } from '../../../main/formats/proc/cgroup.ts';

const group = (text: string): string | null => systemdCgroup(parseProcCgroup(text));

describe('proc cgroup', () => {
  it.each([
    ['version 2', '0::/system.slice/ssh.service\n', '/system.slice/ssh.service'],
    [
      'version 1',
      '12:memory:/system.slice/x.service\n1:name=systemd:/system.slice/ssh.service\n',
      '/system.slice/ssh.service',
    ],
    [
      'hybrid',
      '2:cpu,cpuacct:/\n1:name=systemd:/user.slice/user-0.slice/session-1.scope\n0::/user.slice/user-0.slice/session-1.scope\n',
      '/user.slice/user-0.slice/session-1.scope',
    ],
    [
      'a named hierarchy that systemd does not use',
      '1:name=systemd:/\n0::/system.slice/a.service\n',
      '/system.slice/a.service',
    ],
    ['all in the root', '1:name=systemd:/\n0::/\n', '/'],
    ['a path with colons', '0::/system.slice/a:b.service\n', '/system.slice/a:b.service'],
    ['a removed group', '0::/system.slice/a.service (deleted)\n', '/system.slice/a.service'],
    ['one outside of our namespace', '0::/../../ssh.service\n', '/../../ssh.service'],
  ])('finds the group of systemd in %s', (_what, text, expected) => {
    expect(group(text)).toBe(expected);
  });

  it('gives null where there is none', () => {
    expect(group('')).toBeNull();
    expect(group('3:cpuset:/docker/abc\n')).toBeNull();
    expect(group('nonsense\n0:/x\n::/\n')).toBeNull();
  });

  it('marks a group that was removed', () => {
    expect(parseProcCgroup('0::/a (deleted)')).toEqual([
      { hierarchy: 0, controllers: [], path: '/a', deleted: true },
    ]);
  });
});
