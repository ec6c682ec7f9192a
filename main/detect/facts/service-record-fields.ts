import type { ServiceRecord } from '../../../shared/model/service-record.ts';
import type { FieldValue } from '../sigma/field-record.ts';
import type { WindowsServiceField } from '../taxonomy.ts';
import { wrappedCommand } from './payload-facts.ts';

/** What the record says, under the names that rules use. */
export function recordFields(record: ServiceRecord) {
  const w = record.windows;
  return {
    Name: record.name,
    DisplayName: record.displayName,
    Description: record.description,
    ImagePath: w?.imagePath,
    ServiceDll: w?.serviceDll,
    ServiceMain: w?.serviceMain,
    FailureCommand: w?.failureCommand,
    RebootMessage: w?.rebootMessage,
    ObjectName: w?.objectName,
    Start: w?.start,
    StartMode: record.startMode,
    Type: w?.type,
    TypeFlags: w?.typeFlags,
    Kind: record.kind,
    State: record.state,
    ErrorControl: w?.errorControl,
    Group: w?.group,
    DependOnService: w?.dependOnService,
    Environment: [...(w?.environment ?? []), ...(w?.wrapper?.environment ?? [])],
    RequiredPrivileges: w?.requiredPrivileges,
    ServiceSidType: w?.serviceSidType,
    LaunchProtected: w?.launchProtected,
    DelayedAutostart: w?.delayedAutostart,
    DeleteFlag: w?.deleteFlag,
    SvchostGroup: w?.svchostGroup,
    PerformanceLibrary: w?.performanceLibrary,
    NetworkProviderPath: w?.networkProvider?.providerPath,
    WrapperKind: w?.wrapper?.kind,
    WrappedCommand: wrappedCommand(record),
    FailureActionTypes: w?.failureActions?.actions.map((action) => action.type),
    TriggerTypes: w?.triggers.map((trigger) => trigger.type),
    SubkeyNames: w?.subkeys.map((subkey) => subkey.name),
    Security: w?.security,
    KeySecurity: w?.keySecurity,
  } satisfies Partial<Record<WindowsServiceField, FieldValue>>;
}
