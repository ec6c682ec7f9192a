import { type FieldDescription, fact, record } from './field.ts';

/** Directives of units that rules ask for by their own name: every value that counts, as written. */
export const UNIT_DIRECTIVES = [
  'ExecCondition',
  'ExecStartPre',
  'ExecStart',
  'ExecStartPost',
  'ExecReload',
  'ExecStop',
  'ExecStopPost',
  'Environment',
  'EnvironmentFile',
  'PassEnvironment',
  'Type',
  'Restart',
  'RestartSec',
  'RemainAfterExit',
  'Group',
  'WorkingDirectory',
  'RootDirectory',
  'RootImage',
  'PAMName',
  'CapabilityBoundingSet',
  'AmbientCapabilities',
  'NoNewPrivileges',
  'Nice',
  'StandardInput',
  'StandardOutput',
  'StandardError',
  'BusName',
  'OnCalendar',
  'OnBootSec',
  'OnStartupSec',
  'OnActiveSec',
  'OnUnitActiveSec',
  'OnUnitInactiveSec',
  'Persistent',
  'ListenStream',
  'ListenDatagram',
  'ListenFIFO',
  'ListenNetlink',
  'Accept',
  'PathExists',
  'PathExistsGlob',
  'PathChanged',
  'PathModified',
  'DirectoryNotEmpty',
  'Documentation',
  'After',
  'Before',
  'Wants',
  'Requires',
  'BindsTo',
  'Conflicts',
  'OnFailure',
  'DefaultDependencies',
  'RefuseManualStop',
  'WantedBy',
  'RequiredBy',
  'Also',
  'Alias',
] as const;
type UnitDirective = (typeof UNIT_DIRECTIVES)[number];

/** Log source `category: service, product: linux`: one unit, init script or other thing that starts a program by itself. */
export const LINUX_SERVICE_FIELDS: Readonly<Record<LinuxServiceField, FieldDescription>> = {
  Name: record('text', 'Unit with its suffix (`ssh.service`), name of the script or file'),
  BaseName: record(
    'text',
    'Name without suffix, instance and folder: `ssh` of `ssh.service`, `getty` of `getty@tty1.service`',
  ),
  Description: record('text', 'Description= or the short description of an LSB header'),
  Kind: record('text', 'service, timer, socket, path, unit (another type of unit), script, job, other'),
  Mechanism: record(
    'text',
    'systemd, sysv, rc-local, openrc, upstart, xinetd, inetd, inittab, cron-reboot, dbus-service, udev-rule, systemd-generator, systemd-user-generator, systemd-environment-generator, network-dispatcher, modules-load, modprobe-rule, kernel-command-line (what boot loaders pass), quadlet (containers of Podman), systemd-hook (system-sleep, system-shutdown), manager-environment (DefaultEnvironment= of all units), ld-preload (/etc/ld.so.preload)',
  ),
  UnitType: record(
    'text',
    'service, socket, timer, path, target, mount…; drop-in for a drop-in of many units at once (service.d/x.conf); absent for what is no unit',
  ),
  Scope: record('text', 'system or user; absent for what is no unit'),
  Owner: record(
    'text',
    "Account whose home or runtime folder holds it; absent for the system's own and those of all users",
  ),
  Account: record(
    'text',
    'Account it runs as: User=, the owner of a user unit, root for the system by default',
  ),
  State: record('text', 'configured, or on a live host running, inactive, failed'),
  Enabled: record(
    'boolean',
    'Something starts it by itself: at boot, at login, or by a timer, socket, path, bus name that is enabled',
  ),
  StartMode: record('text', 'auto, demand, disabled (masked)'),
  UnitFileState: record('text', "systemctl's word: enabled, disabled, static, masked, generated, alias…"),
  Preset: record(
    'text',
    'enabled, disabled or ignored, what the preset files say (enabled where none names the unit); absent without such files',
  ),
  FragmentPath: record('text', 'Path of the unit file, script or other defining file'),
  FragmentFolder: fact('text', 'Folder of that file'),
  SearchFolder: record(
    'text',
    'Folder of the search path that the unit was found in: /etc/systemd/system, generator, ~/.config/systemd/user',
  ),
  DropIns: record('list', 'Paths of its drop-ins in order'),
  DropInLevels: record('list', 'unit, template, prefix, type, alias'),
  Shadowed: record('list', 'Files of the same name in folders of lower priority'),
  Refused: record('text', 'Why systemd takes the file for no unit: its name, or a folder in its place'),
  UnreadFiles: record('list', 'Of its files those that could not be read, or not to the end: `path: reason`'),
  MaskedBy: record('text', 'Link or empty file that masks it'),
  Aliases: record('list', 'Other names'),
  EnabledBy: record('list', 'Links that pull it in: /etc/systemd/system/multi-user.target.wants/x.service'),
  TriggeredBy: record('list', 'Units that start it: timers, sockets, paths, OnFailure='),
  Triggers: record('list', 'Units that it starts'),
  Linger: record('boolean', 'User unit: the user manager runs from boot on'),
  Trigger: record(
    'text',
    'What sets an entry off that is no unit: @reboot, runlevel, bus name, match part of a udev rule',
  ),
  StartsUnit: record('text', 'Unit that a D-Bus service, udev rule or other entry starts'),
  SysvLinks: record('list', '/etc/rc2.d/S01ssh'),
  HasLsbHeader: record('boolean', 'Init script: it has an LSB header'),
  ReplacedByUnit: record('text', 'Init script: the native unit that systemd uses instead'),

  ...(Object.fromEntries(
    UNIT_DIRECTIVES.map((name) => [name, record('list', `${name}= as written, every value that counts`)]),
  ) as Record<UnitDirective, FieldDescription>),

  CommandLines: fact('list', 'Every command as written without Exec prefixes, and inline code of its own'),
  StartCommands: fact(
    'list',
    'The same of what runs to start it: ExecCondition, ExecStartPre, ExecStart, ExecStartPost, script lines',
  ),
  StopCommands: fact('list', 'The same of ExecReload, ExecStop, ExecStopPost'),
  InlineCode: fact('list', "Code in command lines: of sh -c '…', python -c '…', perl -e '…'"),
  Programs: fact(
    'list',
    'Base names (lower case) of every program in those commands, those inside inline code too',
  ),
  MainProgram: fact('text', 'Resolved path of the first ExecStart, of the script, of the command'),
  MainProgramName: fact('text', 'Its base name'),
  Argv0: fact('list', 'Names that a program is made to show in place of its own (Exec prefix @)'),
  ExecPrefixes: fact('list', 'Prefix characters that Exec lines use: - @ : + ! !! |'),
  PayloadPaths: fact('list', 'Resolved paths of every payload'),
  DirectoryClasses: fact(
    'list',
    'Directory classes of every payload: system (/usr, /bin, /sbin, /lib), local (/usr/local), opt, etc, var-lib, snap, nix, container, srv, home, root-home, tmp, var-tmp, shm, run, run-user, dev, boot, var, mount (/mnt, /media), proc, root-folder (directly below /), other; `hidden` is added when a component begins with a dot',
  ),
  MainDirectoryClass: fact('text', 'The class of MainProgram'),
  MainHidden: fact('boolean', 'A component of MainProgram begins with a dot'),
  MainState: fact('text', 'found, missing, unreadable, outside-root, not-in-evidence'),
  MissingPayloads: fact('list', 'Roles of payloads whose files are missing from a complete volume'),
  DefinitionSize: fact('number', 'Bytes of its largest defining file (unit, drop-in, script, table)'),
  DefinitionDirectoryClass: fact(
    'text',
    'Directory class of FragmentPath, `unit-folder` for a folder of the search path',
  ),
  CommandTraits: fact(
    'list',
    'pipe-to-shell (a download or decoder piped into an interpreter), download, base64, hex-decode, dev-tcp, netcat, fifo-shell, reverse-shell, socat, openssl-connection, interpreter-eval, eval, process-substitution, background (nohup, setsid, disown), chmod-execute, delete-self, history-off, preload, crontab-edit, key-append, user-add, firewall-off, log-clear, url, ip-address-url, onion, miner, ld-audit, capture, tunnel, forward-on, tmp-execute, encoded-long, obfuscated, setuid, kernel-module, kernel-helper, process-hidden, openssl-decrypt, key-placed, at-job, loader-run, root-login, tunnel-arguments',
  ),
  StartTraits: fact('list', 'The same of StartCommands alone'),
  ScriptTraits: fact(
    'list',
    'CommandTraits of the lines of scripts that it starts and that lie outside the system’s folders, each line by itself',
  ),
  ScriptCode: fact(
    'list',
    'The lines of these scripts, without comments; of long scripts those of their beginning and end',
  ),
  ScriptLines: fact('list', 'The lines that show them, `path: line`, eight at most'),
  CodeBeyondSettings: fact(
    'list',
    'InlineCode that does more than write a value below /sys, or change rights there',
  ),
  PreloadVariables: fact(
    'list',
    'NAME=value of LD_PRELOAD, LD_AUDIT, LD_LIBRARY_PATH, PYTHONPATH, PERL5LIB, NODE_OPTIONS, BASH_ENV… in Environment= or a readable EnvironmentFile=',
  ),
  UnownedPreloads: fact(
    'list',
    'Libraries of LD_PRELOAD and LD_AUDIT that no package owns; without a database those outside the folders of packages',
  ),
  UnownedModules: fact('list', 'Files of kernel modules that it loads and that no package owns'),
  DefinitionPackageState: fact(
    'text',
    'Package state of the defining file: owned-unchanged, owned-changed, conffile-changed, owned-not-verified, not-owned, no-database',
  ),
  DropInPackageStates: fact('list', 'Package states of the drop-ins'),
  MainPackageState: fact('text', 'Package state of MainProgram'),
  PayloadPackageStates: fact('list', 'Package states of every payload that is a file of the evidence'),
  UnownedPayloads: fact(
    'list',
    'Paths of programs, scripts and libraries among the payloads that no package owns',
  ),
  ChangedFiles: fact(
    'list',
    'Paths of owned files, definitions and payloads, that differ from their package',
  ),
  Packaged: fact(
    'boolean',
    'Its defining file is owned by a package and not seen to differ, and no drop-in of nobody’s package changes what runs; absent without a database',
  ),
  FromVendor: fact(
    'boolean',
    'Packaged; without a database, that its defining file lies in a folder of packages (/usr but /usr/local, /lib) and no other drop-in changes what runs, or that a unit stands in for the init script',
  ),
  ForeignDropIns: fact(
    'list',
    'Paths of its drop-ins that no package brought as they are (without a database those outside the folders of packages), but for those of many units at once, which have a record of their own',
  ),
  DropInDirectives: fact('list', 'Directives that drop-ins set which no package owns: `Service.ExecStart`'),
  DropInInlineCode: fact('list', 'Code in commands that such drop-ins alone add'),
  SharedDropInDirectives: fact(
    'list',
    'The same of drop-ins for a whole type or a prefix of names: `service.d`, `a-.service.d`',
  ),
  ReplacedDirectives: fact(
    'list',
    'Directives whose earlier value such a drop-in, or a shadowing file, took away',
  ),
  ShadowsPackaged: fact('boolean', 'It hides a file of the same name that a package owns'),
  WritablePaths: fact(
    'list',
    'Its files, definitions and payloads, that accounts besides root may change: `path: everyone`',
  ),
  WritableBy: fact('list', 'Who may: everyone, group NAME, user NAME'),
  ResemblesName: fact(
    'text',
    'Well-known service, kernel thread or program whose name this one imitates; absent when none',
  ),
  ResemblesHow: fact(
    'text',
    'edit-distance, confusable, homoglyph, affix, same (a well-known name that no package brought), kernel-thread',
  ),
  NameAnomalies: fact(
    'list',
    'as for Windows: bidi, zero-width, control, mixed-script, non-ascii, leading-space, trailing-space, hidden',
  ),
  RandomName: fact('text', 'low, medium, high: how random BaseName looks'),
  NameIsDescriptive: fact('boolean', 'Has a Description that is not its name, or Documentation='),
  ActivatedBy: fact('list', 'Mechanisms outside systemd that start this unit: dbus-service, udev-rule'),
  ActivatorsNotOwned: fact('list', 'Files of those that no package owns'),
  TriggeredPrograms: fact(
    'list',
    'MainProgram of the units that it starts: of a timer, socket, path, or by OnFailure= and OnSuccess=',
  ),
  TriggeredUnowned: fact('list', 'Those of these units that no package owns, or whose program none owns'),
  TriggeredUnownedPrograms: fact(
    'list',
    'Those of these units that run a file which no package owns or, when none owns the unit itself, code in the command line',
  ),
  TimerSeconds: fact(
    'number',
    'Timer: shortest seconds between two runs, of its monotonic settings and of calendar events within an hour',
  ),
  ListenPorts: fact('list', 'Socket: TCP and UDP ports'),
  Interactive: fact('boolean', 'A shell or interpreter is MainProgram itself'),
  DefensiveName: fact(
    'text',
    'Its name is that of a security or logging service (list linux_defensive_services)',
  ),
  DependencyBroken: fact('list', 'Units in Requires= and BindsTo= that do not exist or are masked'),
  EnabledMissing: fact('boolean', 'Links enable it and no unit file of that name is there'),
  RunningDeleted: fact(
    'list',
    'Live: executables of its processes that are deleted, without those in whose place a package has put another since',
  ),
  RunningElsewhere: fact('list', 'Live: executable of the main process when no Exec line names it'),
  RunningPrograms: fact('list', 'Live: base names of the executables of its processes'),
  RunningUnowned: fact('list', 'Live: executables of its processes that no package owns'),
  LastChanged: fact('text', 'Modification time of the youngest defining file, ISO 8601 UTC'),
  LastTriggered: record('text', 'Timer: when it last elapsed (stamp file)'),
  BaselineState: fact('text', 'new, changed, same against --baseline; absent without one'),
  BaselineChanges: fact('list', 'Fields that differ from the baseline, `sha256` among them'),
  KnownService: fact('boolean', 'Listed in --known-services; absent without such a file'),
  IocMatches: fact('list', 'Entries of --ioc files that match a hash, path or name'),
  Sha256: fact('list', 'SHA-256 of every payload that was hashed'),
};

export type LinuxServiceField =
  | UnitDirective
  | 'Name'
  | 'BaseName'
  | 'Description'
  | 'Kind'
  | 'Mechanism'
  | 'UnitType'
  | 'Scope'
  | 'Owner'
  | 'Account'
  | 'State'
  | 'Enabled'
  | 'StartMode'
  | 'UnitFileState'
  | 'Preset'
  | 'FragmentPath'
  | 'FragmentFolder'
  | 'SearchFolder'
  | 'DropIns'
  | 'DropInLevels'
  | 'Shadowed'
  | 'Refused'
  | 'UnreadFiles'
  | 'MaskedBy'
  | 'Aliases'
  | 'EnabledBy'
  | 'TriggeredBy'
  | 'Triggers'
  | 'Linger'
  | 'Trigger'
  | 'StartsUnit'
  | 'SysvLinks'
  | 'HasLsbHeader'
  | 'ReplacedByUnit'
  | 'CommandLines'
  | 'StartCommands'
  | 'StopCommands'
  | 'InlineCode'
  | 'Programs'
  | 'MainProgram'
  | 'MainProgramName'
  | 'Argv0'
  | 'ExecPrefixes'
  | 'PayloadPaths'
  | 'DirectoryClasses'
  | 'MainDirectoryClass'
  | 'MainHidden'
  | 'MainState'
  | 'MissingPayloads'
  | 'DefinitionSize'
  | 'DefinitionDirectoryClass'
  | 'CommandTraits'
  | 'StartTraits'
  | 'ScriptTraits'
  | 'ScriptCode'
  | 'ScriptLines'
  | 'CodeBeyondSettings'
  | 'PreloadVariables'
  | 'UnownedPreloads'
  | 'UnownedModules'
  | 'DefinitionPackageState'
  | 'DropInPackageStates'
  | 'MainPackageState'
  | 'PayloadPackageStates'
  | 'UnownedPayloads'
  | 'ChangedFiles'
  | 'Packaged'
  | 'FromVendor'
  | 'ForeignDropIns'
  | 'DropInDirectives'
  | 'DropInInlineCode'
  | 'SharedDropInDirectives'
  | 'ReplacedDirectives'
  | 'ShadowsPackaged'
  | 'WritablePaths'
  | 'WritableBy'
  | 'ResemblesName'
  | 'ResemblesHow'
  | 'NameAnomalies'
  | 'RandomName'
  | 'NameIsDescriptive'
  | 'ActivatedBy'
  | 'ActivatorsNotOwned'
  | 'TriggeredPrograms'
  | 'TriggeredUnowned'
  | 'TriggeredUnownedPrograms'
  | 'TimerSeconds'
  | 'ListenPorts'
  | 'Interactive'
  | 'DefensiveName'
  | 'DependencyBroken'
  | 'EnabledMissing'
  | 'RunningDeleted'
  | 'RunningElsewhere'
  | 'RunningPrograms'
  | 'RunningUnowned'
  | 'LastChanged'
  | 'LastTriggered'
  | 'BaselineState'
  | 'BaselineChanges'
  | 'KnownService'
  | 'IocMatches'
  | 'Sha256';
