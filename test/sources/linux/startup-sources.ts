import { source as cron } from '../../../main/sources/cron-reboot.ts';
import { source as dbus } from '../../../main/sources/dbus-services.ts';
import { source as inittab } from '../../../main/sources/inittab.ts';
import { source as modules } from '../../../main/sources/kernel-module-settings.ts';
import { source as preload } from '../../../main/sources/library-preload.ts';
import { source as host } from '../../../main/sources/linux-host.ts';
import { source as environment } from '../../../main/sources/manager-environment.ts';
import { source as network } from '../../../main/sources/network-dispatchers.ts';
import { source as openrc } from '../../../main/sources/openrc-services.ts';
import { source as startup } from '../../../main/sources/startup-scripts.ts';
import { source as generators } from '../../../main/sources/systemd-generators.ts';
import { source as hooks } from '../../../main/sources/systemd-hooks.ts';
import { source as sysv } from '../../../main/sources/sysv-scripts.ts';
import { source as udev } from '../../../main/sources/udev-rules.ts';
import { source as upstart } from '../../../main/sources/upstart-jobs.ts';
import { source as xinetd } from '../../../main/sources/xinetd-services.ts';

/** A source with a file that it reads. */
export const STARTUP_SOURCES = [
  [host, '/etc/os-release'],
  [sysv, '/etc/init.d/x'],
  [dbus, '/usr/share/dbus-1/services/x.service'],
  [udev, '/etc/udev/rules.d/x.rules'],
  [generators, '/etc/systemd/system-generators/x'],
  [cron, '/etc/crontab'],
  [startup, '/etc/rc.local'],
  [network, '/etc/network/interfaces'],
  [inittab, '/etc/inittab'],
  [openrc, '/etc/runlevels/default/x'],
  [upstart, '/etc/init/x.conf'],
  [xinetd, '/etc/xinetd.d/x'],
  [hooks, '/usr/lib/systemd/system-sleep/x'],
  [preload, '/etc/ld.so.preload'],
  [modules, '/etc/modules'],
  [environment, '/etc/systemd/system.conf.d/x.conf'],
] as const;
