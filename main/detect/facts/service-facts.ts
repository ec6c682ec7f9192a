import type { ServiceRecord } from '../../../shared/model/service-record.ts';
import { windowsProductKind } from '../../../shared/windows-release.ts';
import { inboxAnywhere, inboxService, withoutSessionSuffix } from '../inbox/inbox.ts';
import { inboxPrograms } from '../inbox/inbox-programs.ts';
import { isWindowsNameElsewhere } from '../inbox/windows-names-elsewhere.ts';
import { isKnownProductName } from '../lists/known-products.ts';
import type { FieldValue } from '../sigma/field-record.ts';
import type { WindowsServiceField } from '../taxonomy.ts';
import { changeableBy, deniedTo } from './access.ts';
import { compareWithBaseline } from './baseline.ts';
import { commandTraits } from './command-traits.ts';
import * as configuration from './configuration-facts.ts';
import { type DirectoryClass, directoryClass } from './directory-class.ts';
import type { FactContext } from './fact-context.ts';
import * as history from './history-facts.ts';
import { displayNameOfInbox, inboxDifferences, isInboxStub } from './inbox-facts.ts';
import { iocMatches } from './ioc.ts';
import { nameAnomalies } from './name-anomalies.ts';
import { nameResemblance } from './name-resemblance.ts';
import { nameShapes } from './name-shape.ts';
import * as payloads from './payload-facts.ts';
import { inboxImageElsewhere, programResemblance } from './program-resemblance.ts';
import { type Randomness, randomness } from './randomness.ts';
import { extensionOf, fileName, stemOf } from './windows-path.ts';

/** Fields of one service: plain where the record has them, a function where a fact must be worked out. */
export type ServiceFields = Readonly<Record<WindowsServiceField, FieldValue | (() => FieldValue)>>;

/** Works a thing out at most once, since several facts ask for it. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Every field of the taxonomy for one Windows service. Facts are computed when a rule first asks for them. */
export function windowsServiceFields(record: ServiceRecord, context: FactContext): ServiceFields {
  const { environment, release } = context;
  const { windows } = record;
  const image = once(() => payloads.imagePathOf(record, environment));
  const dll = once(() => payloads.serviceDllPathOf(record, environment));
  const commands = once(() => payloads.commandLines(record));
  const paths = once(() => payloads.payloadPaths(record));
  const hasDll = (windows?.serviceDll?.trim() ?? '') !== '';
  const inboxNow = once(() => release !== null && inboxService(release, record.name) !== undefined);
  const inboxEver = once(() => inboxAnywhere(record.name).length > 0);
  const resembles = once(() => nameResemblance(record.name, record.kind === 'driver'));
  const baseline = once(() =>
    context.baseline === null ? undefined : compareWithBaseline(record, context.baseline),
  );
  const classOf = (path: string): DirectoryClass => directoryClass(path, environment);
  return {
    // One literal without spread: V8 then gives all records one shape, ten times faster than a merged object.
    Name: record.name,
    DisplayName: record.displayName,
    Description: record.description,
    ImagePath: windows?.imagePath,
    ServiceDll: windows?.serviceDll,
    ServiceMain: windows?.serviceMain,
    FailureCommand: windows?.failureCommand,
    RebootMessage: windows?.rebootMessage,
    ObjectName: windows?.objectName,
    Start: windows?.start,
    StartMode: record.startMode,
    Type: windows?.type,
    TypeFlags: windows?.typeFlags,
    Kind: record.kind,
    State: record.state,
    Product: windowsProductKind({ product: context.host.product ?? null }),
    LiveKey: context.services.has(record.name.toLowerCase()),
    ErrorControl: windows?.errorControl,
    Group: windows?.group,
    DependOnService: windows?.dependOnService,
    Environment: [...(windows?.environment ?? []), ...(windows?.wrapper?.environment ?? [])],
    RequiredPrivileges: windows?.requiredPrivileges,
    ServiceSidType: windows?.serviceSidType,
    LaunchProtected: windows?.launchProtected,
    DelayedAutostart: windows?.delayedAutostart,
    DeleteFlag: windows?.deleteFlag,
    SvchostGroup: windows?.svchostGroup,
    PerformanceLibrary: windows?.performanceLibrary,
    NetworkProviderPath: windows?.networkProvider?.providerPath,
    WrapperKind: windows?.wrapper?.kind,
    WrappedCommand: payloads.wrappedCommand(record),
    FailureActionTypes: windows?.failureActions?.actions.map((action) => action.type),
    TriggerTypes: windows?.triggers.map((trigger) => trigger.type),
    SubkeyNames: windows?.subkeys.map((subkey) => subkey.name),
    Security: windows?.security,
    KeySecurity: windows?.keySecurity,
    CommandLines: commands,
    Programs: () => payloads.programsOf(record),
    PayloadPaths: paths,
    PayloadDirectoryClasses: () => [...new Set(paths().map(classOf))],
    ImageResolved: () => image() || undefined,
    ImageName: () => fileName(image()) || undefined,
    ImageExtension: () => extensionOf(image()),
    ImageExists: record.image?.exists ?? undefined,
    ImageState: record.image?.state,
    ImageDirectoryClass: () => classOf(image()),
    ServiceDllResolved: () => dll() || undefined,
    ServiceDllName: () => fileName(dll()) || undefined,
    ServiceDllExtension: () => (hasDll ? extensionOf(dll()) : undefined),
    ServiceDllState: hasDll ? payloads.serviceDllPayload(record)?.state : '',
    ServiceDllDirectoryClass: () => (hasDll ? classOf(dll()) : undefined),
    MissingPayloads: () => payloads.missingPayloads(record, context),
    CommandTraits: () => commandTraits(commands()),
    IsSvchost: () => fileName(image()).toLowerCase() === 'svchost.exe',
    HasServiceDll: hasDll,
    SvchostGroupKnown: windows?.svchostGroupKnown ?? undefined,
    SvchostGroupMember: windows?.svchostGroupMember ?? undefined,
    Unquoted: () => payloads.isUnquoted(record),
    HijackFiles: (windows?.hijackCandidates ?? [])
      .filter((one) => one.exists === true)
      .map((one) => one.path),
    PlantedLibraries: payloads.plantedLibraries(record),
    IsInbox: () => (release === null ? undefined : inboxNow()),
    IsInboxAnywhere: () => inboxEver() || isWindowsNameElsewhere(templateName(record)),
    InboxReleaseKnown: release !== null,
    InboxDifferences: () => inboxDifferences(record, release, environment),
    ResemblesName: () => resembles()?.name,
    ResemblesHow: () => resembles()?.how,
    ResemblesImage: () => programResemblance(fileName(image())),
    InboxImageElsewhere: () => [image(), dll()].some((path) => inboxImageElsewhere(path, environment)),
    DisplayNameOfInbox: () => displayNameOfInbox(record.name, record.displayName),
    NameAnomalies: () => nameAnomalies(record.name),
    RandomName: () => randomName(record.name),
    NameShape: () => nameShapes(record.name),
    ImageNameRandom: () => randomImage(fileName(image())),
    NameIsDescriptive: () => configuration.nameIsDescriptive(record),
    ResourceStringDll: () => payloads.resourceStringDll(record, environment),
    KeyWritableBy: () => changeableBy(windows?.keySecurity ?? null, 'key', inboxEver() ? record.name : null),
    ParametersWritableBy: () =>
      changeableBy(windows?.parametersKeySecurity ?? null, 'key', inboxEver() ? record.name : null),
    ServiceChangeableBy: () =>
      changeableBy(windows?.security ?? null, 'service', inboxEver() ? record.name : null),
    ServiceDenies: () => deniedTo(windows?.security ?? null, 'service'),
    KeyDenies: () => deniedTo(windows?.keySecurity ?? null, 'key'),
    ExecutableValues: () => configuration.executableValues(record),
    LargeValues: () => (inboxEver() ? [] : configuration.largeValues(record)),
    HostedPrograms: () => payloads.hostedOf(record),
    FailureDelaySeconds: () => configuration.failureDelaySeconds(record),
    NoFailureReset: () => configuration.noFailureReset(record),
    BrokenDependencies: () => configuration.brokenDependencies(record, context),
    ChangedFields: () => history.changedFields(record),
    ChangedFrom: () => history.changedFrom(record),
    OnlyInCurrent: () => history.onlyInCurrent(record),
    OnlyInLog: () => history.onlyInLog(record),
    LastChanged: record.lastChanged,
    NoType: () => configuration.noType(record) && !isInboxStub(record, environment),
    BaselineState: () => baseline()?.state,
    BaselineChanges: () => baseline()?.changes,
    KnownService: context.knownServices?.has(record.name.toLowerCase()),
    IocMatches: () => iocMatches(record, context.iocs, (path) => hashesOf(path, context)),
    Sha256: () => sha256Of(record),
  };
}

/** Bit 0x80 of Type marks the instance of a per-user service for one session: its template bears the name. */
function templateName(record: ServiceRecord): string {
  return ((record.windows?.type ?? 0) & 0x80) === 0 ? record.name : withoutSessionSuffix(record.name);
}

/** Windows' own names and those of known products are what they are, however they look. */
function isKnownName(name: string): boolean {
  // Defender names its signature drivers MpKsl and eight hex digits.
  if (/^MpKsl[0-9a-f]{8}$/i.test(name)) return true;
  return inboxAnywhere(name).length > 0 || isWindowsNameElsewhere(name) || isKnownProductName(name);
}

function randomName(name: string): Randomness {
  return isKnownName(name) ? 'low' : randomness(name);
}

function randomImage(name: string): Randomness | undefined {
  if (name === '') return undefined;
  return inboxPrograms().has(name.toLowerCase()) || isKnownName(stemOf(name)) ? 'low' : randomness(name);
}

function hashesOf(path: string, context: FactContext): string[] {
  const binary = context.binaries.get(path.toLowerCase());
  return [binary?.md5, binary?.sha1, binary?.sha256].filter(
    (hash): hash is string => typeof hash === 'string',
  );
}

function sha256Of(record: ServiceRecord): string[] {
  const hashes = [record.image?.sha256 ?? null, ...record.payloads.map((payload) => payload.sha256)];
  return [...new Set(hashes.filter((hash): hash is string => hash !== null))];
}
