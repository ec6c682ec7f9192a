import type { PlistDict } from '../../formats/plist/plist-value.ts';

/** Keys of launchd.plist(5), macOS 10.4 to 15; deprecated ones included, since jobs still carry them. */
const DOCUMENTED = [
  'Label',
  'Disabled',
  'UserName',
  'GroupName',
  'inetdCompatibility',
  'LimitLoadToHosts',
  'LimitLoadFromHosts',
  'LimitLoadToSessionType',
  'LimitLoadToHardware',
  'LimitLoadFromHardware',
  'Program',
  'BundleProgram',
  'ProgramArguments',
  'EnableGlobbing',
  'EnableTransactions',
  'EnablePressuredExit',
  'OnDemand',
  'ServiceIPC',
  'KeepAlive',
  'RunAtLoad',
  'RootDirectory',
  'WorkingDirectory',
  'EnvironmentVariables',
  'Umask',
  'TimeOut',
  'ExitTimeOut',
  'ThrottleInterval',
  'InitGroups',
  'WatchPaths',
  'QueueDirectories',
  'StartOnMount',
  'StartInterval',
  'StartCalendarInterval',
  'StandardInPath',
  'StandardOutPath',
  'StandardErrorPath',
  'Debug',
  'WaitForDebugger',
  'SoftResourceLimits',
  'HardResourceLimits',
  'Nice',
  'ProcessType',
  'AbandonProcessGroup',
  'LowPriorityIO',
  'LowPriorityBackgroundIO',
  'MaterializeDatalessFiles',
  'LaunchOnlyOnce',
  'MachServices',
  'Sockets',
  'LaunchEvents',
  'HopefullyExitsLast',
  'HopefullyExitsFirst',
  'SessionCreate',
  'LegacyTimers',
  'AssociatedBundleIdentifiers',
  'SpawnConstraint',
] as const;
export type LaunchdKey = (typeof DOCUMENTED)[number];

/** Keys that the manual does not name and Apple's own jobs carry, or that Apple's published launch_priv.h names. */
const UNDOCUMENTED = [
  'POSIXSpawnType',
  'PosixSpawnType',
  'MultipleInstances',
  'CFBundleIdentifier',
  'BinaryOrderPreference',
  'DisabledInSafeBoot',
  'BeginTransactionAtShutdown',
  'DrainMessagesAfterFailedInit',
  'DrainMessagesOnFailedInit',
  'SHAuthorizationRight',
  'RunLoopType',
  'RemoteServices',
  'MachExceptionHandler',
  'MinimalBootProfile',
  'JetsamProperties',
  'EventMonitor',
  'EfficiencyMode',
  'IgnoreProcessGroupAtShutdown',
  'LimitLoadToBootMode',
  'LimitLoadFromBootMode',
  'LimitLoadToVariant',
  'LimitLoadFromVariant',
  'LimitLoadToDeveloperMode',
  'PublishesEvents',
  'ServiceDescription',
  'SandboxProfile',
  'SandboxFlags',
  'SandboxContainer',
  'QuarantineData',
  'ASID',
  'AuditSessionID',
  'BonjourFDs',
  'HighPriorityIO',
  'ServiceType',
  'EmbeddedPrivilegeDispensation',
  'XPCDomain',
  'XPCService',
  '_PanicOnCrash',
  '_ResourceLimits',
  '_UmaskInherit',
  '_AdditionalProperties',
  'PanicOnConsecutiveCrash',
  'PressuredExitEnabled',
  'NSRunningFromLaunchd',
  'Cryptex',
  'PersonaEnterprise',
  'UserAgent',
] as const;

const KNOWN: ReadonlySet<string> = new Set([...DOCUMENTED, ...UNDOCUMENTED]);
const MEANT: ReadonlyMap<string, string> = new Map(DOCUMENTED.map((key) => [key.toLowerCase(), key]));

export interface OddKeys {
  /** Keys that launchd knows in another case only, and that one. */
  readonly miscased: { readonly key: string; readonly meant: string }[];
  /** Keys that launchd.plist(5) does not name and Apple does not use either. */
  readonly unknown: string[];
}

/**
 * The keys that launchd ignores. The launchd of Mac OS X before 10.10 compared keys without regard to case (core.c of its
 * published source, job_import_bool), later ones look them up exactly: miscased keys are kept apart from unknown ones.
 */
export function oddKeys(dict: PlistDict): OddKeys {
  const odd: OddKeys = { miscased: [], unknown: [] };
  for (const key of dict.keys()) {
    if (KNOWN.has(key)) continue;
    const meant = MEANT.get(key.toLowerCase());
    if (meant === undefined) odd.unknown.push(key);
    else odd.miscased.push({ key, meant });
  }
  return odd;
}

/** The key as this dictionary spells it: exactly if it has that, else in another case; null when it has neither. */
export function spelledKey(dict: PlistDict, key: LaunchdKey): string | null {
  if (dict.has(key)) return key;
  const lower = key.toLowerCase();
  for (const other of dict.keys()) if (other.toLowerCase() === lower) return other;
  return null;
}
