/**
 * The fields that inventory rules may name: what the record says, and facts that typed code computes (`facts/`).
 * A rule that names anything else does not load. `list`: several values, any of which may match.
 */
export interface FieldDescription {
  readonly type: 'text' | 'number' | 'boolean' | 'list';
  readonly is: 'record' | 'fact';
  readonly what: string;
}

const record = (type: FieldDescription['type'], what: string): FieldDescription => ({
  type,
  is: 'record',
  what,
});
const fact = (type: FieldDescription['type'], what: string): FieldDescription => ({ type, is: 'fact', what });

/** Log source `category: service, product: windows`: one service. */
export const WINDOWS_SERVICE_FIELDS = {
  Name: record('text', 'Key name of the service'),
  DisplayName: record('text', 'DisplayName as written, @dll,-id forms undecoded'),
  Description: record('text', 'Description as written'),
  ImagePath: record('text', 'ImagePath as written'),
  ServiceDll: record('text', 'ServiceDll as written (Parameters first, then the key itself)'),
  ServiceMain: record('text', 'ServiceMain as written'),
  FailureCommand: record('text', 'FailureCommand as written'),
  RebootMessage: record('text', 'RebootMessage as written'),
  ObjectName: record('text', 'Account the service runs as, or object name of a driver'),
  Start: record('number', '0 boot, 1 system, 2 auto, 3 demand, 4 disabled'),
  StartMode: record('text', 'boot, system, auto, auto-delayed, demand, disabled'),
  Type: record('number', 'Type as stored'),
  TypeFlags: record(
    'list',
    'Names of the bits set in Type, e.g. kernel-driver, own-process, share-process, interactive',
  ),
  Kind: record('text', 'service, driver, other'),
  State: record('text', 'configured, or deleted for a key recovered from free cells'),
  Product: record('text', 'workstation or server; absent when unknown'),
  LiveKey: fact(
    'boolean',
    'A service of this name is configured; false only for a key recovered from free cells',
  ),
  ErrorControl: record('number', '0 ignore, 1 normal, 2 severe, 3 critical'),
  Group: record('text', 'Load-order group'),
  DependOnService: record('list', 'Services it depends on'),
  Environment: record('list', 'NAME=value lines the service is started with, those of a wrapper included'),
  RequiredPrivileges: record('list', 'Privileges it asks for'),
  ServiceSidType: record('number', '0 none, 1 unrestricted, 3 restricted'),
  LaunchProtected: record('number', '0 none, 1 windows, 2 windows light, 3 antimalware light'),
  DelayedAutostart: record('number', '1 when delayed'),
  DeleteFlag: record('number', '1 when marked for deletion'),
  SvchostGroup: record('text', '-k of a svchost command line'),
  PerformanceLibrary: record('text', 'Performance\\Library as written'),
  NetworkProviderPath: record('text', 'NetworkProvider\\ProviderPath as written'),
  WrapperKind: record('text', 'nssm, srvany, winsw, firedaemon, alwaysup, other'),
  WrappedCommand: record('text', 'Program and arguments inside a service wrapper'),
  FailureActionTypes: record('list', 'none, restart, reboot, run-command, own-restart'),
  TriggerTypes: record(
    'list',
    'Names of trigger types, e.g. ip-address-availability, firewall-port-event, etw',
  ),
  SubkeyNames: record('list', 'Names of the subkeys of the key'),
  Security: record('text', 'Descriptor of the service as SDDL'),
  KeySecurity: record('text', 'Descriptor of its registry key as SDDL'),

  CommandLines: fact('list', 'Everything that is a command: ImagePath, FailureCommand, the wrapped command'),
  Programs: fact(
    'list',
    'Base names (lower case, with extension) of every program in those commands, hosted ones too',
  ),
  PayloadPaths: fact('list', 'Resolved paths of every payload'),
  PayloadDirectoryClasses: fact('list', 'Directory classes of every payload, see DirectoryClass'),
  ImageResolved: fact('text', 'Resolved path of the image'),
  ImageName: fact('text', 'File name of the image'),
  ImageExtension: fact('text', 'Extension of the image in lower case with the dot'),
  ImageState: fact('text', 'found, missing, unreadable, outside-root, not-in-evidence'),
  ImageDirectoryClass: fact(
    'text',
    'system, windows-root, windows-odd, program-files, driver-store, program-data-root, program-data, drive-root, user-profile, app-data, public, temp, recycle, perflogs, shadow-copy, volume-information, setup-leftover, unc, unc-loopback, device, stream, other-drive, other, none',
  ),
  ServiceDllResolved: fact('text', 'Resolved path of the ServiceDll'),
  ServiceDllName: fact('text', 'File name of the ServiceDll'),
  ServiceDllExtension: fact('text', 'Extension of the ServiceDll in lower case with the dot'),
  ServiceDllState: fact('text', 'as ImageState; empty without a ServiceDll'),
  ServiceDllDirectoryClass: fact('text', 'as ImageDirectoryClass'),
  MissingPayloads: fact('list', 'Roles of the payloads whose files are missing from a complete volume'),
  CommandTraits: fact(
    'list',
    'encoded-powershell, base64-blob, caret-obfuscation, tick-obfuscation, string-reassembly, environment-slicing, download, in-memory-load, pipe-echo, output-redirect-share, delete-self, batch-from-share, hidden-window, invoke-expression, rundll32-ordinal, clipboard, compress, stdin-pipe, script-url, long-command',
  ),
  IsSvchost: fact('boolean', 'The image is svchost.exe'),
  HasServiceDll: fact('boolean', 'A ServiceDll is set'),
  SvchostGroupKnown: fact('boolean', 'The -k group exists in SOFTWARE; absent when that cannot be told'),
  SvchostGroupMember: fact('boolean', 'The service is listed in its group; absent when that cannot be told'),
  Unquoted: fact('boolean', 'ImagePath is unquoted and its program path has spaces'),
  HijackFiles: fact('list', 'Hijack candidates of an unquoted path that exist'),
  IsInbox: fact(
    'boolean',
    'Windows of this release ships a service of this name; absent when the table lacks the release',
  ),
  IsInboxAnywhere: fact(
    'boolean',
    'Some Windows release ships a service of this name, by the table or by the list of names of other releases',
  ),
  InboxReleaseKnown: fact('boolean', 'The table of inbox services has this Windows release'),
  InboxDifferences: fact(
    'list',
    'Where it differs from what Windows ships: image, service-dll, type, start, object-name, failure-command; without the release in the table only image and service-dll outside the system folders, and failure-command',
  ),
  ResemblesName: fact('text', 'Inbox service whose name this one imitates; absent when none'),
  ResemblesHow: fact(
    'text',
    'edit-distance, confusable, homoglyph, affix, folding, program (then ResemblesName is a file name such as svchost.exe)',
  ),
  ResemblesImage: fact(
    'text',
    'Inbox program whose file name the image imitates without being it, e.g. svch0st.exe',
  ),
  InboxImageElsewhere: fact(
    'boolean',
    'The image or DLL has the file name of an inbox system program but lies outside the system folders',
  ),
  DisplayNameOfInbox: fact('text', 'Inbox service whose DisplayName this one carries under another name'),
  NameAnomalies: fact(
    'list',
    'leading-nul, embedded-nul, leading-space, trailing-space, bidi, zero-width, control, mixed-script, too-long, non-ascii',
  ),
  RandomName: fact('text', 'low, medium, high: how random the key name looks'),
  NameShape: fact('list', 'letters-4, letters-8, letters-16, hex-7, hex, guid, digits, ten-alnum'),
  ImageNameRandom: fact('text', 'low, medium, high: how random the image file name looks'),
  NameIsDescriptive: fact('boolean', 'Has a DisplayName different from its name, or a Description'),
  ResourceStringDll: fact(
    'text',
    'DLL of an @dll,-id DisplayName or Description outside the folders of Windows and of programs; absent otherwise',
  ),
  KeyWritableBy: fact(
    'list',
    'Trustees outside administrators and service accounts who may change the service key; on services of Windows without those that Windows ships',
  ),
  ParametersWritableBy: fact('list', 'The same for its Parameters key'),
  ServiceChangeableBy: fact(
    'list',
    'Trustees outside administrators whom the service descriptor lets change it',
  ),
  ServiceDenies: fact(
    'list',
    'Trustees to whom the service descriptor denies query or control (hides the service)',
  ),
  KeyDenies: fact('list', 'Trustees to whom the key descriptor denies reading'),
  ExecutableValues: fact('list', 'Values whose data starts like a program (MZ) or is unusually large'),
  HostedPrograms: fact(
    'list',
    'Base names of what cmd, rundll32, an interpreter or a wrapper would run in turn',
  ),
  FailureDelaySeconds: fact('number', 'Smallest delay before a failure action'),
  NoFailureReset: fact('boolean', 'The failure count never resets'),
  BrokenDependencies: fact('list', 'Names in DependOnService that are not configured, or are disabled'),
  ChangedFields: fact(
    'list',
    'Fields whose value differs in another control set, RegBack copy or before log replay',
  ),
  ChangedFrom: fact('list', 'field=old value, for the same'),
  OnlyInCurrent: fact('boolean', 'Another control set or RegBack copy exists and does not know this service'),
  OnlyInLog: fact('boolean', 'The service is known only from a transaction log'),
  LastChanged: fact('text', 'Last-write time of the key, ISO 8601 UTC'),
  NoType: fact('boolean', 'The key states no Type but names a program'),
  BaselineState: fact('text', 'new, changed, same against --baseline; absent without one'),
  BaselineChanges: fact('list', 'Fields that differ from the baseline, `sha256` among them'),
  KnownService: fact('boolean', 'Listed in --known-services; absent without such a file'),
  IocMatches: fact('list', 'Entries of --ioc files that match a hash, path or name'),
  Sha256: fact('list', 'SHA-256 of every payload that was hashed'),
} as const satisfies Record<string, FieldDescription>;

/** Log source `category: service, product: windows, service: settings`: one host-wide setting. */
export const WINDOWS_SETTING_FIELDS = {
  Area: record('text', 'Family of the setting, see docs/reference/settings.md'),
  Name: record('text', 'Name of the value, or of the subkey where the key itself is the setting'),
  Key: record('text', 'Registry key with its root'),
  Value: record('text', 'The value as text'),
  Number: record('number', 'The value as a number'),
  List: record('list', 'The values of a list'),
  Product: record('text', 'workstation or server; absent when unknown'),
  Programs: fact('list', 'Base names of programs named in the value'),
  Expected: fact('boolean', 'The value is what Windows ships; absent when there is no such knowledge'),
  Unexpected: fact('list', 'Entries of the value that Windows does not ship'),
  DirectoryClasses: fact('list', 'Directory classes of the paths in the value'),
} as const satisfies Record<string, FieldDescription>;

export type WindowsServiceField = keyof typeof WINDOWS_SERVICE_FIELDS;
export type WindowsSettingField = keyof typeof WINDOWS_SETTING_FIELDS;
