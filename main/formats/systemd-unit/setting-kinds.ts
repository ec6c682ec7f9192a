/**
 * How repeated assignments of one setting work together, after the man page of each setting and systemd's own parser
 * (src/core/load-fragment-gperf.gperf.in names the function of each key, src/core/load-fragment.c has them; [Install]:
 * src/shared/install.c). Keys not listed are `scalar`.
 */
export type SettingKind =
  /** The last assignment counts; the empty one unsets. */
  | 'scalar'
  /** All count, in order; an empty assignment drops all before it (systemd.syntax(7); each setting's own page). */
  | 'list'
  /** All count and none can be dropped (systemd.unit(5), "Description": dependencies "cannot be reset to an empty list"). */
  | 'additive'
  /** The first assignment counts, later ones are refused ("Multiple units to trigger specified", config_parse_trigger_unit). */
  | 'first'
  /** The last valid assignment counts; others, the empty one too, are refused and change nothing. */
  | 'word';

export interface SettingRule {
  readonly kind: SettingKind;
  /** Settings of one group fill one list: an empty assignment of any drops the values of all. */
  readonly group: string;
  /** For `word`: what is valid. */
  readonly valid: RegExp | null;
}

/** Lists that an empty assignment resets, each a list of its own. */
const LISTS = `
  ExecCondition ExecStartPre ExecStart ExecStartPost ExecReload ExecReloadPost ExecStop ExecStopPre ExecStopPost
  SuccessExitStatus RestartPreventExitStatus RestartForceExitStatus OpenFile
  Documentation
  Environment EnvironmentFile PassEnvironment UnsetEnvironment
  SupplementaryGroups CapabilityBoundingSet AmbientCapabilities
  RootImageOptions ExtensionDirectories ExtensionImages MountImages TemporaryFileSystem ExecPaths NoExecPaths ExecSearchPath
  RuntimeDirectory StateDirectory CacheDirectory LogsDirectory ConfigurationDirectory
  ImportCredential LogExtraFields LogFilterPatterns
  SystemCallFilter SystemCallLog SystemCallArchitectures RestrictNamespaces DelegateNamespaces RestrictAddressFamilies
  RestrictFileSystems CPUAffinity NUMAMask
  AllowedCPUs StartupAllowedCPUs AllowedMemoryNodes StartupAllowedMemoryNodes
  DeviceAllow IODeviceWeight IOReadBandwidthMax IOWriteBandwidthMax IOReadIOPSMax IOWriteIOPSMax IODeviceLatencyTargetSec
  BlockIODeviceWeight BlockIOReadBandwidth BlockIOWriteBandwidth
  Delegate DisableControllers IPAddressAllow IPAddressDeny IPIngressFilterPath IPEgressFilterPath BPFProgram
  SocketBindAllow SocketBindDeny RestrictNetworkInterfaces NFTSet
  Symlinks
  Alias WantedBy RequiredBy UpheldBy
`;

/** Lists that several settings fill: systemd.unit(5) "Conditions and Asserts", systemd.socket(5), systemd.timer(5), … */
const SHARED_LISTS: Readonly<Record<string, string>> = {
  listen: `ListenStream ListenDatagram ListenSequentialPacket ListenFIFO ListenNetlink ListenSpecial ListenMessageQueue
    ListenUSBFunction`,
  timer: 'OnActiveSec OnBootSec OnStartupSec OnUnitActiveSec OnUnitInactiveSec OnCalendar',
  path: 'PathExists PathExistsGlob PathChanged PathModified DirectoryNotEmpty',
  bind: 'BindPaths BindReadOnlyPaths',
  'read-write': 'ReadWritePaths ReadWriteDirectories',
  'read-only': 'ReadOnlyPaths ReadOnlyDirectories',
  inaccessible: 'InaccessiblePaths InaccessibleDirectories',
  'standard-input': 'StandardInputText StandardInputData',
  'set-credential': 'SetCredential SetCredentialEncrypted',
  'load-credential': 'LoadCredential LoadCredentialEncrypted',
};

/** config_parse_unit_deps, config_parse_unit_mounts_for, config_parse_service_sockets, config_parse_also: nothing resets them. */
const ADDITIVE = `
  Requires Requisite Wants BindsTo BindTo Upholds Conflicts Before After OnSuccess OnFailure PartOf JoinsNamespaceOf
  PropagatesReloadTo PropagateReloadTo ReloadPropagatedFrom PropagateReloadFrom PropagatesStopTo StopPropagatedFrom
  RequiresOverridable RequisiteOverridable RequiresMountsFor WantsMountsFor Sockets Also
`;

/** config_parse_bool: an assignment that is no boolean is refused. */
const BOOLEANS = `
  StopWhenUnneeded RefuseManualStart RefuseManualStop AllowIsolate DefaultDependencies IgnoreOnIsolate SurviveFinalKillSignal
  PermissionsStartOnly RootDirectoryStartOnly RemainAfterExit GuessMainPID NonBlocking
  DynamicUser RemoveIPC NoNewPrivileges PrivateDevices PrivateNetwork PrivateIPC ProtectKernelTunables ProtectKernelModules
  ProtectKernelLogs ProtectClock MemoryDenyWriteExecute RestrictRealtime RestrictSUIDSGID LockPersonality IgnoreSIGPIPE
  TTYReset TTYVHangup TTYVTDisallocate SyslogLevelPrefix CPUSchedulingResetOnFork RootEphemeral SendSIGKILL SendSIGHUP
  Accept Writable FlushPending KeepAlive NoDelay FreeBind Transparent Broadcast PassCredentials PassSecurity PassPacketInfo
  ReusePort RemoveOnStop
  OnClockChange OnTimezoneChange Persistent WakeSystem RemainAfterElapse FixedRandomDelay MakeDirectory
  SloppyOptions LazyUnmount ForceUnmount ReadWriteOnly
`;

/** parse_boolean (src/basic/parse-util.c). */
const BOOLEAN = /^(?:1|yes|y|true|t|on|0|no|n|false|f|off)$/i;

/** systemd.service(5); the type of a mount is a file system, no such word. */
const SERVICE_WORDS: ReadonlyMap<string, RegExp> = new Map([
  ['Type', /^(?:simple|exec|forking|oneshot|dbus|notify|notify-reload|idle)$/],
  ['Restart', /^(?:no|on-success|on-failure|on-abnormal|on-watchdog|on-abort|always)$/],
]);

/** The group matters for lists only. */
const SCALAR = rule('scalar', '');
const FIRST = rule('first', '');
const CONDITION = rule('list', 'condition');
const ASSERT = rule('list', 'assert');
const SERVICE_RULES: ReadonlyMap<string, SettingRule> = new Map(
  [...SERVICE_WORDS].map(([key, valid]) => [key, rule('word', key, valid)]),
);
const RULES = buildRules();

/** The rule of a key within its section. */
export function settingRule(section: string, key: string): SettingRule {
  const word = section === 'Service' ? SERVICE_RULES.get(key) : undefined;
  if (word !== undefined) return word;
  if (section === 'Unit' && key.startsWith('Condition')) return CONDITION;
  if (section === 'Unit' && key.startsWith('Assert')) return ASSERT;
  if (key === 'Unit' && (section === 'Timer' || section === 'Path')) return FIRST;
  return RULES.get(key) ?? SCALAR;
}

function buildRules(): ReadonlyMap<string, SettingRule> {
  const rules = new Map<string, SettingRule>();
  for (const key of words(LISTS)) rules.set(key, rule('list', key));
  for (const key of words(ADDITIVE)) rules.set(key, rule('additive', key));
  for (const key of words(BOOLEANS)) rules.set(key, rule('word', key, BOOLEAN));
  for (const [group, keys] of Object.entries(SHARED_LISTS)) {
    for (const key of words(keys)) rules.set(key, rule('list', group));
  }
  return rules;
}

function rule(kind: SettingKind, group: string, valid: RegExp | null = null): SettingRule {
  return { kind, group, valid };
}

function words(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}
