import type { ServiceRecord } from '../../../../shared/model/service-record.ts';
import { baseName } from '../../../../shared/unix/command-analysis.ts';
import { placeholderValues } from '../../lists/lists.ts';
import { nameAnomalies } from '../name-anomalies.ts';
import { type Randomness, randomness } from '../randomness.ts';
import { type Likeness, likeName, type WellKnownNames, wellKnownNames } from '../unix/name-likeness.ts';

const TYPES = /\.(?:service|socket|timer|path|target|mount|automount|swap|slice|scope|device|snapshot)$/;

/** `ssh` of `ssh.service`, `getty` of `getty@tty1.service`, `backup` of `backup:3`. */
export function baseNameOf(name: string): string {
  const last = baseName(name).replace(/:\d+$/, '').replace(TYPES, '');
  const at = last.indexOf('@');
  return at > 0 ? last.slice(0, at) : last;
}

export interface LinuxResemblance {
  readonly name: string;
  readonly how: Likeness | 'kernel-thread';
}

let units: WellKnownNames | undefined;
let threads: ReadonlySet<string> | undefined;

const lower = (list: string): string[] => (placeholderValues(list) ?? []).map((entry) => entry.toLowerCase());

/** Words that well-known units are called by, and that other things are called by with good reason. */
const ORDINARY = new Set(
  'ssh sshd sudo network networking networkd cron crond cups bluetooth udev rsync rescue emergency motd firewall ntp ntpd chrony postfix dmesg logrotate sysstat procps autofs iscsi keyboard grub zfs mdadm snapd dbus plymouth microcode polkit resolvconf tuned exim4 avahi'.split(
    ' ',
  ),
);
/** Names beside well-known ones that are something else with a right of its own. */
const OTHERS =
  /^(?:ssh-agent|gpg-agent.*|dbus-daemon|dbus-org\..*|autossh|networkmanager-.*|docker.*|rsyncd|cronie|systemd-(?:swap|boot-.*|cron.*|docker.*|nspawn.*|zram.*))$/;

/**
 * The well-known unit or kernel thread that a name is or imitates. `names`: of the unit itself, then of its main program and of
 * what it shows as its name. Nothing is said of names that merely hold an ordinary word.
 */
export function linuxResemblance(name: string, shown: readonly string[]): LinuxResemblance | undefined {
  units ??= wellKnownNames(placeholderValues('linux_well_known_units') ?? []);
  threads ??= new Set(lower('linux_kernel_thread_names'));
  for (const candidate of [name, ...shown]) {
    const thread = kernelThread(candidate, threads);
    if (thread !== undefined) return { name: thread, how: 'kernel-thread' };
  }
  if (OTHERS.test(name.toLowerCase())) return undefined;
  const like = likeName(name, units);
  if (like === undefined) return systemdName(name);
  if (like.how === 'affix' && ORDINARY.has(like.name.toLowerCase())) return undefined;
  return like;
}

/** `[kworker/0:1]`, `kworker/u8:2`, `kthreadd`: what only threads of the kernel are called. */
function kernelThread(text: string, known: ReadonlySet<string>): string | undefined {
  const bare = text.trim().toLowerCase();
  const bracketed = /^\[([^\]]{2,64})\]$/.exec(bare)?.[1];
  const name = bracketed ?? bare;
  if (known.has(name)) return name;
  const stem = /^([a-z_0-9-]{3,32}?)(?:[/:][\w:/+-]{0,24}|\d{1,3})$/.exec(name)?.[1];
  if (stem !== undefined && known.has(stem)) return stem;
  return bracketed;
}

/** No unit of systemd's own has this name, and only systemd's own are called so. */
function systemdName(name: string): LinuxResemblance | undefined {
  return /^systemd-[a-z]/i.test(name) ? { name: 'systemd', how: 'affix' } : undefined;
}

export function isWellKnown(name: string): boolean {
  units ??= wellKnownNames(placeholderValues('linux_well_known_units') ?? []);
  return units.byLower.has(name.toLowerCase());
}

export function randomName(record: ServiceRecord, base: string): Randomness {
  // Mounts, slices and devices are named after paths and identifiers.
  const unit = record.systemd;
  if (unit !== undefined && !/^(?:service|timer|socket|path)$/.test(unit.type)) return 'low';
  return isWellKnown(base) ? 'low' : randomness(base);
}

export function linuxNameAnomalies(name: string): string[] {
  // Names of units are escaped (systemd-escape(1)); what is left of other characters was put there as it is.
  const found: string[] = nameAnomalies(name);
  if (/^\.[^.]/.test(baseName(name))) found.push('hidden');
  return found;
}

const DEFENSIVE_LISTS = ['linux_defensive_services', 'linux_firewall_services'] as const;
let defensive: ReadonlySet<string> | undefined;

/** The name, when it is that of a security, logging or firewall service. */
export function defensiveName(base: string): string | undefined {
  defensive ??= new Set(DEFENSIVE_LISTS.flatMap(lower));
  return defensive.has(base.toLowerCase()) ? base : undefined;
}
