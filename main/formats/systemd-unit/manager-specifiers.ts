/** Specifiers that the service manager decides (systemd.unit(5), "Specifiers"), by letter, for `SpecifierContext.values`. */
export function systemManagerSpecifiers(): Map<string, string> {
  return new Map([
    ['t', '/run'],
    ['S', '/var/lib'],
    ['C', '/var/cache'],
    ['L', '/var/log'],
    ['E', '/etc'],
    ['D', '/usr/share'],
    ['T', '/tmp'],
    ['V', '/var/tmp'],
    ['h', '/root'],
    ['u', 'root'],
    ['U', '0'],
    ['g', 'root'],
    ['G', '0'],
  ]);
}

export interface ManagerUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  /** Null where the group file does not name it. */
  readonly group: string | null;
  readonly home: string;
  /** Null where it is not known. */
  readonly shell: string | null;
}

/**
 * The same for a user's manager, with the defaults of the XDG variables, which a user may set otherwise. `%S` is
 * `~/.local/state` since systemd 254 and `~/.config` before; `%L` is `log` below it. Both are left out.
 */
export function userManagerSpecifiers(user: ManagerUser): Map<string, string> {
  const values = new Map([
    ['t', `/run/user/${user.uid}`],
    ['C', `${user.home}/.cache`],
    ['E', `${user.home}/.config`],
    ['D', `${user.home}/.local/share`],
    ['T', '/tmp'],
    ['V', '/var/tmp'],
    ['h', user.home],
    ['u', user.name],
    ['U', String(user.uid)],
    ['G', String(user.gid)],
  ]);
  if (user.group !== null) values.set('g', user.group);
  if (user.shell !== null) values.set('s', user.shell);
  return values;
}
