import type { Platform } from '../../../shared/model/common.ts';
import { WINDOWS_SERVICE_FIELDS } from '../taxonomy/windows.ts';
import { SERVICE_EVENT_FIELDS } from './service-event-taxonomy.ts';

const words = (text: string): readonly string[] => text.split(/\s+/).filter((word) => word !== '');

/** Names that the records of Windows which say something of services give their data (providers' manifests; Sysmon's schema). */
const WINDOWS = words(`
  AccessList AccessMask AccessReason AccountName AuditPolicyChanges BackupPath Binary BootMode BuildVersion CategoryId ClientProcessId
  CommandLine Company Configuration ConfigurationFileHash Correlation_ActivityID CurrentDirectory Data Description Details
  EventRecordID EventType Execution_ProcessID Execution_ThreadID FileVersion HandleId Hashes ID Image ImageLoaded IntegrityLevel
  IpAddress IpPort Keywords Level LogonGuid LogonId LogonType MajorVersion MinorVersion NewName NewProcessId NewProcessName NewSd NewValue
  NewValueType ObjectName ObjectServer ObjectType ObjectValueName OldSd OldValue OldValueType OperationType OriginalFileName
  ParentCommandLine ParentImage ParentProcessGuid ParentProcessId ParentProcessName ParentUser PrivilegeList ProcessGuid ProcessId
  ProcessName Product QfeVersion Qualifiers Recovered RelativeTargetName ResourceAttributes RestrictedSidCount RuleName SchemaVersion
  Security_UserID ServiceAccount ServiceFileName ServiceShutdown ServiceStartType ServiceType ServiceVersion ShareLocalPath ShareName
  Signature SignatureStatus Signed StartTime StartType State StopTime SubcategoryGuid SubcategoryId SubjectDomainName SubjectLogonId
  SubjectUserName SubjectUserSid TargetDomainName TargetFilename TargetLogonId TargetObject TargetUserName TargetUserSid Task
  TerminalSessionId TokenElevationType TransactionId User UserData_Channel UtcTime Version serviceGuid updateGuid updateRevisionNumber
  updateTitle`);
/** What the sources of text logs make of a line (`main/sources/logs-text/`). */
const TEXT = words(`
  clientPid clientProgram clientUnit code command description directory executable instance message operation path pid priority
  problem reason refusal restarts result runAs signal status statusName step target timeAssumed timeZone tty unitFile unitFileLine
  userUnit package version oldVersion newVersion architecture log domain label process subsystem category sender level uid exitCode
  bytes caller callerPid error subject word old new seconds ranFor sentBy`);
/** Fields of records of the audit log that concern services (linux-audit, "Audit event fields"). */
const AUDIT = words(`
  a0 a1 a2 a3 acct addr arch argc audit_backlog_limit audit_enabled audit_failure audit_pid auid cap_fe cap_fi cap_fp cap_fver cmd comm cwd
  dev egid euid exe exit fp format fsgid fsuid gid grantors hostname inode item items kernel key list mode name nametype new-level
  node nr obj objtype ogid old old-level op ouid pid ppid proctitle rdev res serial ses sgid success subj suid syscall terminal tty type
  uid unit ver AUID UID GID EUID SUID FSUID EGID SGID FSGID SYSCALL ARCH OUID OGID ID`);
/** Fields of the journal: letters, digits and underscores, up to 64 (systemd.journal-fields(7)); clients make their own. */
const JOURNAL = /^_{0,2}[A-Z][A-Z0-9_]{0,63}$/;
/** `%1`…: data without names. */
const NUMBERED = /^(?:param\d{1,2}|Data_?\d{0,2})$/;

/** The names of a log source: those listed, which suggestions are taken from, and those of a pattern. */
class EventFieldNames extends Set<string> {
  readonly #more: RegExp;

  constructor(names: readonly string[], more: RegExp) {
    super(names);
    this.#more = more;
  }

  override has(name: string): boolean {
    return super.has(name) || this.#more.test(name);
  }
}

const COMMON = Object.keys(SERVICE_EVENT_FIELDS);
const NAMES: Readonly<Record<Platform, EventFieldNames>> = {
  windows: new EventFieldNames([...COMMON, ...Object.keys(WINDOWS_SERVICE_FIELDS), ...WINDOWS], NUMBERED),
  linux: new EventFieldNames([...COMMON, ...TEXT, ...AUDIT], JOURNAL),
  macos: new EventFieldNames([...COMMON, ...TEXT], /^$/),
};
const ANY = new EventFieldNames(
  Object.values(NAMES).flatMap((names) => [...names]),
  new RegExp(`${JOURNAL.source}|${NUMBERED.source}`),
);

/**
 * What a rule on `category: service_event` may name: the taxonomy and the fields of the records themselves. A name outside is refused: no
 * record here can have it, so that a rule which waits for it would be silent for ever.
 */
export function serviceEventFieldNames(platform: Platform | null): ReadonlySet<string> {
  return platform === null ? ANY : NAMES[platform];
}
