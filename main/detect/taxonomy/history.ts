import { type FieldDescription, fact, record } from './field.ts';

/**
 * Log source `category: service, service: history`: what logs and configuration together say of one service, configured or not.
 * Counts are of records in the logs of the evidence; absent values mean that nothing was logged of them.
 */
export const HISTORY_FIELDS = {
  Name: record('text', 'Key name of the service (unit or label elsewhere)'),
  Configured: fact('boolean', 'It is configured now; absent when this evidence holds no configuration'),
  Kind: record('text', 'service, driver, other…; absent when it is not configured'),
  IsInbox: fact('boolean', 'Windows ships a service of this name; absent for other systems'),
  Installations: fact('number', 'Records of its installation, one a minute'),
  FirstInstalled: fact('text', 'Time of the first'),
  LastInstalled: fact('text', 'Time of the last'),
  LoggedImage: record('text', 'Image in the last record of an installation'),
  LoggedStartMode: record('text', 'Start type in it: boot, system, auto, manual, disabled'),
  LoggedAccount: record('text', 'Account in it'),
  ConfiguredImage: record('text', 'Image that is configured now, as written'),
  ImageDiffers: fact('boolean', 'The configured image is another file than the one last logged as installed'),
  StartDiffers: fact(
    'boolean',
    'The configured start type is another than the last change that was logged led to',
  ),
  LastLoggedStart: record('text', 'Start type that the last logged change led to'),
  ConfiguredStart: record('text', 'Start type that is configured now'),
  Starts: fact('number', 'Records of its start'),
  Stops: fact('number', 'Records of its stop'),
  Failures: fact('number', 'Records of its failure'),
  StartsApart: fact(
    'number',
    'Of its starts, those while the host was running, with the System log going on before and after them',
  ),
  StopsApart: fact('number', 'Of its stops, the same'),
  StoppedTogether: fact(
    'number',
    'Services that stopped within a minute of one of those stops, itself included, where there were most; up to 100',
  ),
  FailuresApart: fact('number', 'Of its failures, the same'),
  StayedStopped: fact(
    'boolean',
    'The last that was logged of its state is that it stopped or failed, while the host was running; absent when nothing was logged of its state or the log ends there',
  ),
  StoppedSeconds: fact(
    'number',
    'Longest time from one of those stops to its next start, the host running on; absent when it never started again',
  ),
  StartChanges: fact('number', 'Records of a changed start type'),
  StartFlipped: fact('boolean', 'Its start type was changed and later changed back'),
  FlippedThrough: record('text', 'Start type in between'),
  LastAction: record('text', 'What was logged of it last'),
  LastLogged: record('text', 'When'),
  Installer: record('text', 'Account that the last installation was logged for'),
  InstallerKind: fact('text', 'system, service, machine, user, unknown'),
  InstallerKnown: fact(
    'boolean',
    'The account is in the list of known administrators; absent without a list',
  ),
  KnownService: fact('boolean', 'The name is in the list of known services; absent without a list'),
  InstallerLogonType: fact(
    'number',
    'Type of the logon session that installed it (4624), where the log still has it',
  ),
  InstallerAddress: record('text', 'Network address that this logon came from'),
  NetworkInstall: fact('boolean', 'It was installed from a network logon (type 3) of another host'),
  LifetimeSeconds: fact(
    'number',
    'From its installation to the last that was logged of it, where it is no longer configured',
  ),
  RanSeconds: fact('number', 'From its installation to the first stop or failure after it'),
  InstalledRanGone: fact(
    'boolean',
    'Installed, started or failed, and no longer configured, all within ten minutes',
  ),
  InstalledTogether: fact(
    'number',
    'Services that the same account installed within a minute of it, itself included',
  ),
  SoftwareNear: fact('boolean', 'Software was installed or updated within ten minutes of its installation'),
  LogClearedNear: fact('boolean', 'A log was cleared in the day after its installation'),
  UnloggedChange: fact(
    'boolean',
    'Its key was written inside the time that the System log covers, and no record near that time tells of it',
  ),
  KeyWritten: record('text', 'Last-write time of its key'),
} as const satisfies Record<string, FieldDescription>;
export type HistoryField = keyof typeof HISTORY_FIELDS;
