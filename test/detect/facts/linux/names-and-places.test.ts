import { describe, expect, it } from 'vitest';
import {
  isHiddenPath,
  isVendorPath,
  linuxDirectoryClass,
} from '../../../../main/detect/facts/linux/linux-path.ts';
import { calendarSeconds, timeSpanSeconds } from '../../../../main/detect/facts/linux/time-spans.ts';
import {
  baseNameOf,
  defensiveName,
  linuxNameAnomalies,
  linuxResemblance,
} from '../../../../main/detect/facts/linux/unit-name-facts.ts';
import { placeholderValues } from '../../../../main/detect/lists/lists.ts';

describe('names of Linux units', () => {
  it.each([
    ['ssh.service', 'ssh'],
    ['getty@tty1.service', 'getty'],
    ['99-x.rules:12', '99-x.rules'],
    ['/etc/init.d/x', 'x'],
    ['srv-data.mount', 'srv-data'],
  ])('%s has the base name %s', (name, base) => {
    expect(baseNameOf(name)).toBe(base);
  });

  it.each([
    ['systemd-1ogind', 'systemd-logind', 'confusable'],
    ['systemd-l\u043egind', 'systemd-logind', 'homoglyph'],
    ['rsyslg', 'rsyslog', 'edit-distance'],
    ['systemd-logind', 'systemd-logind', 'same'],
    ['systemd-networks', 'systemd-networkd', 'edit-distance'],
    ['systemd-cleaner', 'systemd', 'affix'],
    ['kworker', 'kworker', 'kernel-thread'],
    ['[anything/0]', 'anything/0', 'kernel-thread'],
    ['kworker/u8:2', 'kworker', 'kernel-thread'],
    ['kswapd1', 'kswapd', 'kernel-thread'],
  ])('%s resembles %s by %s', (name, like, how) => {
    expect(linuxResemblance(name, [])).toEqual({ name: like, how });
  });

  it.each(
    `nginx docker grafana-server prometheus node_exporter gitlab-runner backup-daily ssh-agent gpg-agent network-monitor
    app web api worker myapp-web consul vault nomad kubelet k3s mysql mariadb redis-server postgresql elasticsearch kibana
    logstash jenkins tomcat9 minecraft certbot syncthing caddy traefik migration watchdog teamcity autossh-tunnel
    zabbix-agent telegraf vector netdata node-red home-assistant pihole-FTL wg-quick openvpn tailscaled
    snap.lxd.daemon snap.amazon-ssm-agent.amazon-ssm-agent rke2-server cri-o etcd celery gunicorn uwsgi`.split(
      /\s+/,
    ),
  )('%s resembles nothing', (name) => {
    expect(linuxResemblance(name, [])).toBeUndefined();
  });

  it('finds the name of a kernel thread in what is shown', () => {
    expect(linuxResemblance('sync', ['sync', '[kworker/1:0]'])?.how).toBe('kernel-thread');
  });

  it('well-known names are what they are, and resemble no other', () => {
    const odd = (placeholderValues('linux_well_known_units') ?? []).filter(
      (name) => !/^(?:same|kernel-thread)$/.test(linuxResemblance(name, [])?.how ?? 'same'),
    );
    expect(odd).toEqual([]);
  });

  it('tells hidden and foreign characters', () => {
    expect(linuxNameAnomalies('.x.service')).toEqual(['hidden']);
    expect(linuxNameAnomalies('a\u200bb.service')).toContain('zero-width');
    expect(linuxNameAnomalies('ssh@10\\x2d1.service')).toEqual([]);
  });

  it('knows security services', () => {
    expect(defensiveName('auditd')).toBe('auditd');
    expect(defensiveName('nginx')).toBeUndefined();
  });
});

describe('folders', () => {
  it.each([
    ['/usr/sbin/cron', 'system'],
    ['/lib/x', 'system'],
    ['/usr/local/bin/x', 'local'],
    ['/opt/x/bin/x', 'opt'],
    ['/etc/init.d/x', 'etc'],
    ['/var/lib/x', 'var-lib'],
    ['/var/lib/docker/x', 'container'],
    ['/var/lib/snapd/x', 'snap'],
    ['/snap/x', 'snap'],
    ['/nix/store/x', 'nix'],
    ['/srv/x', 'srv'],
    ['/home/a/x', 'home'],
    ['/root/x', 'root-home'],
    ['/tmp/x', 'tmp'],
    ['/var/tmp/x', 'var-tmp'],
    ['/dev/shm/x', 'shm'],
    ['/dev/x', 'dev'],
    ['/run/user/1000/x', 'run-user'],
    ['/run/x', 'run'],
    ['/boot/x', 'boot'],
    ['/var/cache/x', 'var'],
    ['/mnt/x', 'mount'],
    ['/proc/1/exe', 'proc'],
    ['/x', 'root-folder'],
    ['/data/x', 'other'],
    ['x', undefined],
  ])('%s is of class %s', (path, name) => {
    expect(linuxDirectoryClass(path)).toBe(name);
  });

  it.each([
    '/usr/lib/.x',
    '/tmp/.x/run',
    '/home/a/.x11/x',
    '/opt/.../x',
    '/var/lib/..x/y',
    '/root/.ssh/x',
  ])('%s is hidden', (path) => {
    expect(isHiddenPath(path)).toBe(true);
  });

  it.each([
    '/usr/lib/x',
    '/home/a/.local/bin/x',
    '/opt/web/.venv/bin/python',
    '/root/.nvm/x',
    '/usr/../x',
    '/opt/x/./y',
  ])('%s is not hidden', (path) => {
    expect(isHiddenPath(path)).toBe(false);
  });

  it('packages bring files below /usr, not below /usr/local', () => {
    expect(
      ['/usr/lib/x', '/lib/x', '/sbin/x', '/usr/local/x', '/etc/x', '/usrx/y'].map(isVendorPath),
    ).toEqual([true, true, true, false, false, false]);
  });
});

describe('times of timers', () => {
  it.each([
    ['30', 30],
    ['1min 30s', 90],
    ['1.5h', 5400],
    ['2 days', 172_800],
    ['500ms', 0.5],
    ['1M', 2_629_800],
    ['soon', undefined],
    ['', undefined],
  ])('the span %s has %s seconds', (text, seconds) => {
    expect(timeSpanSeconds(text)).toBe(seconds);
  });

  it.each([
    ['minutely', 60],
    ['*:0/5', 300],
    ['*-*-* *:*:00', 60],
    ['*:*:0/10', 10],
    ['*-*-* *:00,30:00', 1800],
    ['hourly', 3600],
    ['*-*-* *:00:00', 3600],
    ['*-*-* 0/6:00', 21_600],
    ['Mon *-*-* 03:00:00', 86_400],
    ['daily', 86_400],
  ])('the event %s comes every %s seconds', (text, seconds) => {
    expect(calendarSeconds(text)).toBe(seconds);
  });

  it('takes little time for hostile text', () => {
    const started = performance.now();
    for (const part of ['1s ', '*', '0,', ':', '1', ' ']) {
      timeSpanSeconds(part.repeat(100_000));
      calendarSeconds(part.repeat(100_000));
    }
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
