import type { Accounts } from '../unix/accounts.ts';
import type { StartupReader } from './startup-reader.ts';

/** A folder of D-Bus service files. */
export interface DbusFolder {
  readonly path: string;
  readonly bus: 'system' | 'session' | 'accessibility';
  /** Account in whose home it lies. */
  readonly user: string | null;
}

/**
 * Folders in which dbus-daemon(1) looks ("<standard_system_servicedirs>", "<standard_session_servicedirs>"), highest priority first,
 * with those of flatpak and snapd, and those that a bus's configuration names.
 */
export function dbusFolders(accounts: Accounts, reader: StartupReader): DbusFolder[] {
  const folders: DbusFolder[] = [];
  const add = (bus: DbusFolder['bus'], user: string | null, ...paths: readonly string[]): void => {
    for (const path of paths) folders.push({ path, bus, user });
  };
  for (const { name, uid, home } of accounts.users) {
    if (!home.startsWith('/') || home === '/') continue;
    add('session', name, `/run/user/${uid}/dbus-1/services`, `${home}/.local/share/dbus-1/services`);
    add('session', name, `${home}/.local/share/flatpak/exports/share/dbus-1/services`);
  }
  const shared = [
    '/etc/dbus-1',
    '/run/dbus-1',
    '/usr/local/share/dbus-1',
    '/usr/share/dbus-1',
    '/lib/dbus-1',
  ];
  for (const path of [...shared, '/var/lib/snapd/dbus-1']) {
    add('system', null, `${path}/system-services`);
    add('session', null, `${path}/services`);
  }
  add('session', null, '/var/lib/flatpak/exports/share/dbus-1/services');
  add('accessibility', null, '/usr/local/share/dbus-1/accessibility-services');
  add('accessibility', null, '/usr/share/dbus-1/accessibility-services');
  add('system', null, ...configured(reader, 'system'));
  add('session', null, ...configured(reader, 'session'));
  return folders;
}

/** `<servicedir>` of the bus's own configuration (dbus-daemon(1), "CONFIGURATION FILE"). Reading it is no sign that services exist. */
function configured(reader: StartupReader, bus: 'system' | 'session'): string[] {
  const found: string[] = [];
  const take = (path: string): void => {
    const file = reader.files.find(path);
    const text = file.evidencePath === null ? null : reader.peek(file.evidencePath);
    for (const [, folder] of text?.matchAll(/<servicedir>\s*([^<>]{1,4096}?)\s*<\/servicedir>/g) ?? []) {
      if (folder?.startsWith('/') && found.length < 256) found.push(folder);
    }
  };
  for (const base of ['/etc/dbus-1', '/usr/share/dbus-1']) {
    take(`${base}/${bus}.conf`);
    take(`${base}/${bus}-local.conf`);
    const folder = reader.evidence.lookup(`${base}/${bus}.d`);
    const listing = folder.state === 'directory' ? reader.evidence.list(folder.path) : null;
    for (const { name } of listing?.ok === true ? listing.value : []) {
      if (name.endsWith('.conf')) take(`${base}/${bus}.d/${name}`);
    }
  }
  return found;
}
