import { z } from 'zod';

const text = z.string().nullable();

/** Ways besides units, init scripts and launchd jobs in which a system starts a program or a service by itself. */
export const ACTIVATOR_MECHANISMS = [
  'rc-local',
  'openrc',
  'upstart',
  'xinetd',
  'inetd',
  'inittab',
  'cron-reboot',
  'dbus-service',
  'udev-rule',
  'systemd-generator',
  'systemd-user-generator',
  'systemd-environment-generator',
  'network-dispatcher',
  'systemd-hook',
  'manager-environment',
  'ld-preload',
  'modules-load',
  'modprobe-rule',
  'kernel-command-line',
  'quadlet',
  'startup-item',
  'emond-rule',
  'emond-client',
  'periodic-script',
  'rc-common',
  'launchd-conf',
  'login-hook',
  'logout-hook',
  'background-item',
] as const;
export type ActivatorMechanism = (typeof ACTIVATOR_MECHANISMS)[number];

export const activatorDetailSchema = z.strictObject({
  mechanism: z.enum(ACTIVATOR_MECHANISMS),
  /** Account it belongs to or runs as; null when it is the system's and says nothing. */
  user: text,
  /** What sets it off, as written: `@reboot`, a runlevel, a bus name, the match part of a udev rule. */
  trigger: text,
  /** systemd unit that it starts, e.g. SystemdService= of a D-Bus service or SYSTEMD_WANTS of a udev rule. */
  startsUnit: text,
  /** Whatever else the entry says, under its own names. */
  properties: z.record(z.string(), z.string()),
});
export type ActivatorDetail = z.infer<typeof activatorDetailSchema>;
