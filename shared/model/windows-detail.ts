import { z } from 'zod';
import { timeSchema } from './common.ts';

const text = z.string().nullable();
const number = z.number().nullable();
const list = z.array(z.string()).nullable();

/** SERVICE_FAILURE_ACTIONS as stored in the value FailureActions ([MS-SCMR] 2.2.39; Microsoft Learn, winsvc.h). */
export const failureActionsSchema = z.strictObject({
  /** Seconds without failure after which the count restarts; 4294967295 means never. */
  resetPeriodSeconds: z.number(),
  actions: z.array(
    z.strictObject({
      type: z.enum(['none', 'restart', 'reboot', 'run-command', 'own-restart', 'unknown']),
      /** SC_ACTION_TYPE as stored. */
      typeCode: z.number(),
      delayMilliseconds: z.number(),
    }),
  ),
});
export type FailureActions = z.infer<typeof failureActionsSchema>;

/** One subkey of TriggerInfo (SERVICE_TRIGGER, Microsoft Learn, winsvc.h). */
export const triggerSchema = z.strictObject({
  /** Name of SERVICE_TRIGGER_TYPE_*, or `unknown`. */
  type: z.string(),
  typeCode: z.number(),
  action: z.enum(['start', 'stop', 'unknown']),
  /** Subtype GUID in registry form, upper case with braces. */
  guid: text,
  /** What the GUID stands for, where it is known. */
  guidName: text,
  data: z.array(z.strictObject({ typeCode: z.number(), text, hex: text })),
});
export type ServiceTrigger = z.infer<typeof triggerSchema>;

/** Bytes of a binary value, beside what was decoded of it. */
export const binaryValueSchema = z.strictObject({
  /** Relative to the service's key: `FailureActions`, `Security\\Security`. */
  name: z.string(),
  type: z.number(),
  /** Bytes that the value has. */
  size: z.number(),
  /** Lower case without blanks; of a longer value only the beginning. */
  hex: z.string(),
});
export type BinaryValue = z.infer<typeof binaryValueSchema>;

/** What the same service says in another control set, in a RegBack copy, or before a log was replayed. */
export const historySchema = z.strictObject({
  /** `ControlSet002`, `RegBack`, `before log replay`. */
  where: z.string(),
  path: z.string(),
  keyLastWrite: timeSchema,
  /** False when the service is not there at all. */
  present: z.boolean(),
  /** Field by field; both sides as text, null when the value is not set. */
  differences: z.array(z.strictObject({ field: z.string(), there: text, here: text })),
});

/** What the registry holds of one service. Raw strings under the values' own names, decoded fields beside them. */
export const windowsDetailSchema = z.strictObject({
  controlSet: z.string(),
  keyLastWrite: timeSchema,
  imagePath: text,
  start: number,
  type: number,
  typeFlags: z.array(z.string()),
  errorControl: number,
  objectName: text,
  displayName: text,
  description: text,
  group: text,
  tag: number,
  delayedAutostart: number,
  dependOnService: list,
  dependOnGroup: list,
  serviceDll: text,
  /** `Parameters` or `` (the key itself); null without a ServiceDll. */
  serviceDllKey: text,
  /** ServiceDll at the key itself, which newer Windows reads too, when both are set. */
  serviceDllAtRoot: text,
  serviceMain: text,
  failureCommand: text,
  failureActions: failureActionsSchema.nullable(),
  failureActionsOnNonCrashFailures: number,
  rebootMessage: text,
  requiredPrivileges: list,
  serviceSidType: number,
  launchProtected: number,
  svcHostSplitDisable: number,
  triggers: z.array(triggerSchema),
  environment: list,
  owners: list,
  deleteFlag: number,
  performanceLibrary: text,
  networkProvider: z.strictObject({ name: text, providerPath: text, deviceName: text }).nullable(),
  /** A service wrapper and the program inside it. */
  wrapper: z
    .strictObject({
      kind: z.enum(['nssm', 'srvany', 'winsw', 'firedaemon', 'alwaysup', 'procrun', 'other']),
      application: text,
      arguments: text,
      directory: text,
      environment: list,
    })
    .nullable(),
  /** `-k` of a svchost command line. */
  svchostGroup: text,
  /** Is the group in SOFTWARE\…\Svchost? null without a SOFTWARE hive. */
  svchostGroupKnown: z.boolean().nullable(),
  /** Is the service a member of that group? */
  svchostGroupMember: z.boolean().nullable(),
  /** Unquoted path with spaces: every earlier file that Windows would try, and whether it is there. */
  hijackCandidates: z.array(z.strictObject({ path: z.string(), exists: z.boolean().nullable() })),
  /** Security\Security (the service's own descriptor) as SDDL. */
  security: text,
  /** Descriptor of the service's registry key as SDDL. */
  keySecurity: text,
  parametersKeySecurity: text,
  subkeys: z.array(z.strictObject({ name: z.string(), lastWrite: timeSchema })),
  /** Values we have no field for: text or number as text, bytes as hex (shortened), with their registry type. */
  otherValues: z.array(
    z.strictObject({ name: z.string(), type: z.number(), size: z.number(), data: z.string() }),
  ),
  /** Absent in runs of earlier versions. */
  binaryValues: z.array(binaryValueSchema).optional(),
  /**
   * Fields whose text is a reference to a resource (`@dll,-id`, `@inf,%key%;text`), which Windows shows resolved: here it stays
   * as written. Absent in runs of earlier versions.
   */
  indirectTexts: z.array(z.enum(['displayName', 'description', 'rebootMessage'])).optional(),
  /** Any part of this record came from a transaction log. */
  fromLog: z.boolean(),
  history: z.array(historySchema),
});
export type WindowsDetail = z.infer<typeof windowsDetailSchema>;
