import type { ServiceRecord } from '../../../../shared/model/service-record.ts';
import type { FieldValue } from '../../sigma/field-record.ts';
import type { MacosServiceField } from '../../taxonomy/macos.ts';
import type { FactContext } from '../fact-context.ts';
import { definitionSize, sha256Of } from '../unix/file-facts.ts';
import { payloadPaths } from '../unix/programs.ts';
import { scriptFacts } from '../unix/script-facts.ts';
import * as commands from './command-facts.ts';
import * as files from './file-facts.ts';
import { injectionVariables } from './injection-variables.ts';
import * as job from './job-facts.ts';
import * as labels from './label-facts.ts';
import { labelResemblance } from './label-resemblance.ts';
import { vendorOfLabel, vendorPathMatches } from './label-vendor.ts';
import { macosBaseline } from './macos-baseline.ts';
import { macosCommandTraits } from './macos-command-traits.ts';
import { directoryClasses, isApplesPlace, macosDirectoryClass } from './macos-directory-class.ts';
import { baseName, hasHiddenComponent } from './macos-path.ts';
import { once } from './once.ts';

type MacosFields = Readonly<Record<MacosServiceField, FieldValue | (() => FieldValue)>>;

/** Every field of the taxonomy for one job of macOS. Facts are computed when a rule first asks for them. */
export function macosServiceFields(record: ServiceRecord, context: FactContext): MacosFields {
  const { activator, launchd } = record;
  const label = launchd?.label ?? null;
  const plistPath = job.definingPath(record);
  const program = job.mainProgram(record);
  const placed = program?.startsWith('/') === true;
  const paths = once(() => payloadPaths(record.payloads, record.image));
  const code = once(() => commands.inlineCodeOf(record));
  const texts = once(() => commands.commandTexts(record, code()));
  const scripts = once(() => scriptFacts(record, macosCommandTraits));
  const environment = launchd?.environment ?? [];
  const outside = once(() => labels.appleLabelOutside(record, plistPath, program));
  const sealed = once(() => isApplesPlace(plistPath) && (!placed || isApplesPlace(program ?? '')));
  const resembles = once(() => (label === null ? undefined : labelResemblance(label, outside())));
  const writable = once(() => files.writablePaths(record, context));
  const baseline = once(() => macosBaseline(record, context));
  return {
    // One literal without spread: V8 then gives all records one shape.
    Name: record.name,
    Label: label ?? undefined,
    Kind: record.kind,
    Mechanism: job.mechanism(record),
    Location: launchd?.location,
    Owner: launchd === undefined ? (activator?.user ?? undefined) : (launchd.user ?? undefined),
    Account: record.account ?? undefined,
    State: record.state,
    Enabled: record.enabled ?? undefined,
    StartMode: record.startMode ?? undefined,
    PlistPath: plistPath || undefined,
    PlistName: baseName(plistPath) || undefined,
    PlistFormat: launchd?.format ?? undefined,
    NameMatchesLabel: labels.nameMatchesLabel(record, plistPath),
    Hidden: launchd?.hidden ?? hasHiddenComponent(plistPath),
    ExtensionOdd: job.extensionOdd(record, plistPath),
    Bundle: launchd?.bundle ?? undefined,
    Program: launchd?.program ?? undefined,
    ProgramArguments: launchd?.programArguments,
    BundleProgram: launchd?.bundleProgram ?? undefined,
    BundleProgramOutside: job.bundleProgramOutside(record, program),
    RunAtLoad: launchd?.runAtLoad ?? undefined,
    KeepAlive: job.keepsAlive(record),
    KeepAliveConditions: () => job.keepAliveConditions(record),
    StartInterval: launchd?.startInterval ?? undefined,
    HasCalendarInterval: launchd === undefined ? undefined : launchd.startCalendarInterval.length > 0,
    StartOnMount: launchd?.startOnMount ?? undefined,
    WatchPaths: launchd?.watchPaths,
    QueueDirectories: launchd?.queueDirectories,
    Sockets: launchd?.sockets,
    MachServices: launchd?.machServices,
    LaunchEvents: launchd?.launchEvents,
    Environment: environment.map(({ name, value }) => `${name}=${value}`),
    UserName: launchd?.userName ?? undefined,
    GroupName: launchd?.groupName ?? undefined,
    RootDirectory: launchd?.rootDirectory ?? undefined,
    WorkingDirectory: launchd?.workingDirectory ?? undefined,
    StandardOutPath: launchd?.standardOutPath ?? undefined,
    StandardErrorPath: launchd?.standardErrorPath ?? undefined,
    ThrottleInterval: launchd?.throttleInterval ?? undefined,
    Nice: launchd?.nice ?? undefined,
    ProcessType: launchd?.processType ?? undefined,
    SessionTypes: launchd?.limitLoadToSessionType,
    DisabledKey: launchd?.disabledKey ?? undefined,
    DisabledByOverride: launchd?.disabledByOverride ?? undefined,
    MiscasedKeys: launchd?.miscasedKeys.map(({ key }) => key),
    UnknownKeys: launchd?.unknownKeys,
    SameLabel: launchd?.sameLabel,
    Trigger: activator?.trigger ?? undefined,
    BackgroundItemState: () => job.backgroundItemStates(record),
    BackgroundDeveloper: () => job.backgroundTexts(record, 'developer'),
    BackgroundTeam: () => job.backgroundTexts(record, 'teamIdentifier'),
    Registered: launchd?.registeredAsBackgroundItem ?? undefined,
    CommandLine: () => commands.commandLine(record),
    CommandLines: () => commands.shownCommands(texts()),
    InlineCode: code,
    Programs: () => commands.programsOf(record, code()),
    MainProgram: program,
    MainProgramName: program === undefined ? undefined : baseName(program),
    PayloadPaths: paths,
    DirectoryClasses: () => directoryClasses(paths()),
    MainDirectoryClass: () => (program === undefined ? undefined : macosDirectoryClass(program)),
    MainHidden: program === undefined ? undefined : hasHiddenComponent(program),
    MainState: record.image?.state,
    MissingPayloads: () => files.missingPayloads(record),
    Sealed: sealed,
    CommandTraits: () => (sealed() && commands.isPlain(record, code()) ? [] : macosCommandTraits(texts())),
    ScriptTraits: () => scripts().traits,
    ScriptCode: () => scripts().code,
    ScriptLines: () => scripts().lines,
    InjectionVariables: () => injectionVariables(environment, texts()),
    AppleLabel: labels.appleLabel(record),
    AppleLabelOutside: outside,
    VendorLabel: () => (label === null ? undefined : vendorOfLabel(label)),
    VendorPathMatches: () =>
      label === null ? undefined : vendorPathMatches(label, [...paths(), launchd?.bundle ?? '']),
    ResemblesName: () => resembles()?.name,
    ResemblesHow: () => resembles()?.how,
    NameAnomalies: () => labels.macosNameAnomalies(record.name, plistPath),
    RandomName: () => (label === null ? undefined : labels.labelRandomness(label)),
    DefensiveLabel: () => labels.defensiveLabel(label),
    WritablePaths: writable,
    WritableBy: () => files.writableBy(writable()),
    DefinitionSize: () => definitionSize(record, context),
    PlistOwner: () => files.ownerOf(record, context),
    RootProgramUserWritable: () => files.rootProgramUserWritable(record, context),
    TriggerKinds: () => job.triggerKinds(record),
    OrphanedBackgroundItem: () => files.orphanedBackgroundItem(record),
    LastChanged: record.lastChanged ?? undefined,
    BaselineState: () => baseline()?.state,
    BaselineChanges: () => baseline()?.changes,
    KnownService: context.knownServices?.has(record.name.toLowerCase()),
    IocMatches: () => job.iocEntries(record, context),
    Sha256: () => sha256Of(record, context),
  };
}
