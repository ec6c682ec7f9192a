/** What a field needs of the evidence or of the user's options before it can say anything. */
export type Need =
  | 'software-hive'
  | 'files'
  | 'hashes'
  | 'release'
  | 'baseline'
  | 'known-services'
  | 'iocs'
  | 'logs'
  | 'known-admins'
  | 'permissions'
  | 'packages'
  | 'background-items'
  | 'processes';

const FIELD_NEEDS: Readonly<Record<string, Need>> = {
  SvchostGroupKnown: 'software-hive',
  SvchostGroupMember: 'software-hive',
  MissingPayloads: 'files',
  HijackFiles: 'files',
  EnabledMissing: 'files',
  DependencyBroken: 'files',
  Sha256: 'hashes',
  InboxDifferences: 'release',
  BaselineState: 'baseline',
  BaselineChanges: 'baseline',
  KnownService: 'known-services',
  IocMatches: 'iocs',
  KnownAdmin: 'known-admins',
  InstallerKnown: 'known-admins',
  WritablePaths: 'permissions',
  WritableBy: 'permissions',
  RootProgramUserWritable: 'permissions',
  PlistOwner: 'permissions',
  DefinitionPackageState: 'packages',
  DropInPackageStates: 'packages',
  MainPackageState: 'packages',
  PayloadPackageStates: 'packages',
  UnownedPayloads: 'packages',
  ChangedFiles: 'packages',
  ActivatorsNotOwned: 'packages',
  TriggeredUnowned: 'packages',
  Packaged: 'packages',
  UnownedPreloads: 'packages',
  ShadowsPackaged: 'packages',
  RunningUnowned: 'processes',
  RunningDeleted: 'processes',
  RunningElsewhere: 'processes',
  RunningPrograms: 'processes',
  Registered: 'background-items',
};

/** Why a field with this need stays empty, in words for the report. */
export const NEED_REASONS: Readonly<Record<Need, string>> = {
  'software-hive': 'needs the SOFTWARE hive, which this evidence does not hold',
  files: 'needs the files of the volume, which this evidence does not hold completely',
  hashes: 'needs the hashes of files, and none was hashed',
  release: 'needs the table of inbox services of this Windows release, which there is none of',
  baseline: 'needs a trusted earlier result (--baseline)',
  'known-services': 'needs a list of known services (--known-services)',
  logs: 'needs event logs or other logs, which this evidence does not hold',
  'known-admins': 'needs a list of known administrators (--known-admins)',
  iocs: 'needs indicators to look for (--ioc)',
  permissions: 'needs owners and modes of files, which collected files do not keep',
  packages: 'needs a package database, which this evidence does not hold',
  'background-items': 'needs the store of background items, which this evidence does not hold',
  processes: 'needs the running host',
};

/** The needs of a rule's fields that `met` does not meet. */
export function unmetNeeds(fields: readonly string[], met: ReadonlySet<Need>): Need[] {
  const needs = new Set<Need>();
  for (const field of fields) {
    const need = FIELD_NEEDS[field];
    if (need !== undefined && !met.has(need)) needs.add(need);
  }
  return [...needs];
}
