import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A freshly installed Debian server for tests: a minimal system with thirty ordinary server packages, made by debootstrap(8) with every
 * maintainer script run. What a clean machine yields is measured on it, and unit states are compared with systemctl.
 */
const SUITE = 'bookworm';
const PACKAGES = [
  ...['systemd', 'systemd-sysv', 'dbus', 'udev', 'libpam-systemd'],
  ...['openssh-server', 'nginx', 'postgresql', 'docker.io', 'cron', 'rsyslog', 'apache2', 'mariadb-server'],
  ...['redis-server', 'postfix', 'bind9', 'fail2ban', 'unattended-upgrades', 'chrony', 'nfs-kernel-server'],
  ...['samba', 'haproxy', 'memcached', 'snmpd', 'tor', 'auditd', 'ufw', 'logrotate'],
  ...['smartmontools', 'lvm2', 'mdadm', 'prometheus-node-exporter', 'vsftpd', 'openvpn', 'stunnel4'],
];

/** Folder of the root, made when it is not there yet; null with the reason printed when it cannot be made. */
export function ensureDebianRoot() {
  const key = createHash('sha256')
    .update([SUITE, ...PACKAGES].join(' '))
    .digest('hex')
    .slice(0, 12);
  const root = join(tmpdir(), `daemonscope-debian-root-${key}`);
  if (existsSync(root)) return root;
  const mirror = debianMirror();
  if (process.getuid?.() !== 0 || mirror === null) {
    console.log('── clean Debian root: not made, this needs root on Debian');
    return null;
  }
  const started = Date.now();
  console.log(`── clean Debian root: ${PACKAGES.length} packages and what they need, once, some minutes`);
  const making = `${root}.making`;
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { recursive: true });
  const { status, stdout } = spawnSync(
    'eatmydata',
    ['debootstrap', '--variant=minbase', `--include=${PACKAGES.join(',')}`, SUITE, making, mirror],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 64 << 20 },
  );
  if (status !== 0) {
    console.error(`debootstrap ended with ${status}:\n${stdout.split('\n').slice(-20).join('\n')}`);
    return null;
  }
  rmSync(join(making, 'var/cache/apt'), { recursive: true, force: true });
  // debootstrap takes this machine's name over.
  writeFileSync(join(making, 'etc/hostname'), 'server\n');
  renameSync(making, root);
  console.log(`── clean Debian root: made in ${((Date.now() - started) / 1000).toFixed(0)} s`);
  return root;
}

/** The mirror that this machine's own apt uses for Debian. */
function debianMirror() {
  if (!existsSync('/etc/debian_version')) return null;
  const folder = '/etc/apt/sources.list.d';
  const files = existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
  for (const file of ['/etc/apt/sources.list', ...files]) {
    if (!existsSync(file)) continue;
    const found = /^(?:URIs:|deb(?:\s+\[[^\]]*\])?)\s+(\S+\/debian\/?)(?:\s|$)/m.exec(
      readFileSync(file, 'utf8'),
    );
    if (found !== null) return found[1];
  }
  return null;
}
