/** One folder of a manager's search path, by the path that it has on its own system. */
export interface SearchFolder {
  readonly path: string;
  /** Name in a report: the path, `~/…` below a home, `generator` and `transient` for what is made while the system runs. */
  readonly label: string;
  /**
   * What installing a unit there means (src/shared/install.c): `config` is the folder of `systemctl enable`; `generator` and
   * `transient` hold what nobody installs.
   */
  readonly role: 'config' | 'generator' | 'transient' | 'other';
  /** True for a folder of one user alone. */
  readonly own: boolean;
}

export interface UserPlaces {
  /** Null where it is not known. */
  readonly home: string | null;
  /** Null where it is not known: then there is no runtime folder. */
  readonly uid: number | null;
}

const GENERATED = /\/(generator(?:\.early|\.late)?|transient)$/;

/** The system manager's folders by falling precedence (systemd.unit(5), "Unit File Load Path"; lookup_paths_init, src/basic/path-lookup.c). */
export function systemSearchPath(): SearchFolder[] {
  return [
    '/etc/systemd/system.control',
    '/run/systemd/system.control',
    '/run/systemd/transient',
    '/run/systemd/generator.early',
    '/etc/systemd/system',
    '/etc/systemd/system.attached',
    '/run/systemd/system',
    '/run/systemd/system.attached',
    '/run/systemd/generator',
    '/usr/local/lib/systemd/system',
    // Distributions that still keep /lib apart from /usr/lib compile it in before /usr/lib.
    '/lib/systemd/system',
    '/usr/lib/systemd/system',
    '/run/systemd/generator.late',
  ].map((path) => folder(path, path === '/etc/systemd/system'));
}

/** Folders of all users' managers. */
export function globalUserSearchPath(): SearchFolder[] {
  return userFolders(null);
}

/** Folders of one user's manager, those of all users among them. XDG variables have their defaults. */
export function userSearchPath(places: UserPlaces): SearchFolder[] {
  return userFolders(places);
}

function userFolders(places: UserPlaces | null): SearchFolder[] {
  const runtime = places === null || places.uid === null ? null : `/run/user/${places.uid}/systemd`;
  const home = places?.home ?? null;
  const inHome = (path: string): SearchFolder[] => {
    if (home === null) return [];
    const made = folder(`${home === '/' ? '' : home}/${path}`, path === '.config/systemd/user');
    return [{ ...made, label: `~/${path}`, own: true }];
  };
  const inRuntime = (name: string): SearchFolder[] =>
    runtime === null ? [] : [{ ...folder(`${runtime}/${name}`, false), own: true }];
  return [
    ...inHome('.config/systemd/user.control'),
    ...inRuntime('user.control'),
    ...inRuntime('transient'),
    ...inRuntime('generator.early'),
    ...inHome('.config/systemd/user'),
    folder('/etc/xdg/systemd/user', false),
    folder('/etc/systemd/user', true),
    ...inRuntime('user'),
    folder('/run/systemd/user', false),
    ...inRuntime('generator'),
    ...inHome('.local/share/systemd/user'),
    folder('/usr/local/share/systemd/user', false),
    folder('/usr/share/systemd/user', false),
    folder('/usr/local/lib/systemd/user', false),
    folder('/usr/lib/systemd/user', false),
    folder('/lib/systemd/user', false),
    ...inRuntime('generator.late'),
  ];
}

function folder(path: string, config: boolean): SearchFolder {
  const made = GENERATED.exec(path)?.[1] ?? null;
  const role = config ? 'config' : made === null ? 'other' : made === 'transient' ? 'transient' : 'generator';
  return { path, label: made ?? path, role, own: false };
}

/** Folders of preset files by falling precedence (systemd.preset(5)). */
export function presetFolders(scope: 'system' | 'user'): string[] {
  return ['/etc', '/run', '/usr/local/lib', '/lib', '/usr/lib'].map(
    (top) => `${top}/systemd/${scope}-preset`,
  );
}
