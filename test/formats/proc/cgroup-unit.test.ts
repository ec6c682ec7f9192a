import { describe, expect, it } from 'vitest';
import { cgroupUnit, unitKey } from '../../../main/formats/proc/cgroup-unit.ts';

const ID = '0123456789abcdef'.repeat(4);
const USER = '/user.slice/user-1000.slice/user@1000.service';

describe('cgroupUnit', () => {
  it.each<[string, string | null]>([
    ['/system.slice/ssh.service', 'system:ssh.service'],
    ['/system.slice/foobar.service/sdfdsaf', 'system:foobar.service'],
    ['/system.slice/getty@tty5.service', 'system:getty@tty5.service'],
    ['/system.slice/getty@tty5.service/aaa/bbb', 'system:getty@tty5.service'],
    ['/system.slice/getty@tty5.service/', 'system:getty@tty5.service'],
    ['/system.slice/system-waldo.slice/foobar.service/x', 'system:foobar.service'],
    ['/system.slice/system-waldo.slice/_cpu.service/x', 'system:cpu.service'],
    ['/a.slice/a-b.slice/a-b-c.slice/x.service', 'system:x.service'],
    ['/ssh.service', 'system:ssh.service'],
    ['/init.scope', 'system:init.scope'],
    ['/user.slice/user-1000.slice/session-3.scope', 'system:session-3.scope'],
    [`${USER}/init.scope`, 'system:user@1000.service'],
    [USER, 'system:user@1000.service'],
    [`${USER}/server.service`, 'user(1000):server.service'],
    [`${USER}/app.slice/x.service`, 'user(1000):x.service'],
    [`${USER}/app.slice/app-gnome.slice/foobar@pie.service/pa/po`, 'user(1000):foobar@pie.service'],
    [`${USER}/app.slice/app-org.gnome\\x2dterminal-7.scope`, 'user(1000):app-org.gnome\\x2dterminal-7.scope'],
    [`${USER}/session.slice`, 'system:user@1000.service'],
    ['/system.slice/dev-disk-by\\x2dlabel-swap.swap', 'system:dev-disk-by\\x2dlabel-swap.swap'],
    [`/system.slice/docker-${ID}.scope/system.slice/ssh.service`, `system:docker-${ID}.scope`],
    [`/machine.slice/libpod-${ID}.scope/container`, `system:libpod-${ID}.scope`],
    [
      '/machine.slice/systemd-nspawn@web.service/payload/system.slice/x.service',
      'system:systemd-nspawn@web.service',
    ],
    ['/', null],
    ['', null],
    ['/system.slice', null],
    ['/sadfdsafsda', null],
    ['/system.slice/getty####@tty6.service/x', null],
    ['/user.slice/user-1000.slice/user@.service/server.service', null],
    ['/lxc.payload.web/system.slice/ssh.service', null],
    [`/docker/${ID}`, null],
    ['/../system.slice/ssh.service', null],
  ])('reads %s', (path, key) => {
    expect(unitKey(cgroupUnit(path))).toBe(key);
  });

  it('tells slice and what is below', () => {
    expect(cgroupUnit('/system.slice/system-x.slice/a.service/b/c')).toMatchObject({
      slice: 'system-x.slice',
      below: 'b/c',
    });
    expect(cgroupUnit(`${USER}/app.slice/a.service/b`)).toMatchObject({
      unit: 'user@1000.service',
      userUnit: 'a.service',
      uid: 1000,
      slice: 'app.slice',
      below: 'b',
    });
  });

  it.each([
    [`/system.slice/docker-${ID}.scope`, 'docker', ID],
    [`/docker/${ID}/x`, 'docker', ID],
    [`/machine.slice/libpod-${ID}.scope/container`, 'podman', ID],
    [`${USER}/user.slice/libpod-${ID}.scope`, 'podman', ID],
    [`/kubepods.slice/kubepods-pod1.slice/cri-containerd-${ID}.scope`, 'containerd', ID],
    [`/kubepods.slice/kubepods-pod1.slice/crio-${ID}.scope`, 'cri-o', ID],
    [`/kubepods/besteffort/pod1/${ID}`, 'kubernetes', ID],
    ['/lxc.payload.web/system.slice/ssh.service', 'lxc', 'web'],
    ['/lxc/web', 'lxc', 'web'],
    ['/machine.slice/systemd-nspawn@web.service/payload', 'nspawn', 'web'],
    ['/machine.slice/machine-qemu\\x2d1\\x2dvm.scope', 'machine', 'qemu\\x2d1\\x2dvm'],
  ])('knows the container of %s', (path, engine, id) => {
    expect(cgroupUnit(path).container).toEqual({ engine, id });
  });

  it.each([
    '/system.slice/docker.service',
    '/system.slice/containerd.service',
    '/docker/abc',
  ])('takes %s for no container', (path) => {
    expect(cgroupUnit(path).container).toBeNull();
  });
});
