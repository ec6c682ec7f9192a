import { z } from 'zod';
import { activatorDetailSchema } from './activator-detail.ts';
import { fileStateSchema, platformSchema, timeSchema } from './common.ts';
import { launchdDetailSchema } from './launchd-detail.ts';
import { provenanceSchema } from './provenance.ts';
import { systemdDetailSchema } from './systemd-detail.ts';
import { sysvDetailSchema } from './sysv-detail.ts';
import { windowsDetailSchema } from './windows-detail.ts';

/** A file that a service refers to, as far as this evidence can tell. */
export const fileReferenceSchema = z.strictObject({
  /** In the notation of its own system, resolved: `C:\Windows\System32\svchost.exe`, `/usr/sbin/cron`. */
  path: z.string(),
  /** Where it lies in the evidence; null unless found. */
  evidencePath: z.string().nullable(),
  state: fileStateSchema,
  /** true or false where the evidence can tell, null where it cannot. */
  exists: z.boolean().nullable(),
  sha256: z.string().nullable(),
});
export type FileReference = z.infer<typeof fileReferenceSchema>;

export const PAYLOAD_ROLES = [
  'image',
  'service-dll',
  'failure-command',
  'wrapped-program',
  'hosted-program',
  'performance-library',
  'network-provider',
  'plug-in',
  'exec-condition',
  'exec-start-pre',
  'exec-start',
  'exec-start-post',
  'exec-reload',
  'exec-stop',
  'exec-stop-post',
  'inline-code',
  'script-code',
  'environment-file',
  'preload-library',
  'kernel-module',
  'script',
] as const;
export type PayloadRole = (typeof PAYLOAD_ROLES)[number];

/** Something that would run, or be loaded, because of the service. */
export const payloadSchema = z.strictObject({
  /**
   * `hosted-program`: what an interpreter, rundll32 or cmd in the command line would run in turn. `inline-code`: code that stands in
   * the command line itself (`sh -c '…'`): `raw` holds it and `path` is empty. `script-code`: what stands in a script outside the
   * system's folders, without comments, of a long one its beginning and end: `raw` holds it, `from` is the script's path, `path` is empty;
   * `unreadable` when a run holds so much code already that this was left out.
   */
  role: z.enum(PAYLOAD_ROLES),
  /** What names it: a value relative to the service's key (`Parameters\ServiceDll`), a unit's or property list's key (`ExecStart`). */
  from: z.string(),
  /** As written. */
  raw: z.string(),
  path: z.string(),
  arguments: z.string(),
  evidencePath: z.string().nullable(),
  state: fileStateSchema,
  exists: z.boolean().nullable(),
  sha256: z.string().nullable(),
});
export type Payload = z.infer<typeof payloadSchema>;

/** A file that configures a service: it is hashed, and looked up in the package database, like the programs. */
export const definitionSchema = z.strictObject({
  role: z.enum(['unit', 'drop-in', 'script', 'plist', 'config']),
  path: z.string(),
  evidencePath: z.string().nullable(),
});
export type Definition = z.infer<typeof definitionSchema>;

export const SERVICE_KINDS = [
  'service',
  'driver',
  'timer',
  'socket',
  'path',
  'unit',
  'daemon',
  'agent',
  'login-item',
  'job',
  'script',
  'other',
] as const;
/**
 * `unit`: a systemd unit of another type (target, mount, slice…). `job`, `script`: started by something else than a service manager
 * (cron, rc.local, udev…). `other`: a key or file among the services that states no type; kept, since staged and broken services
 * look so.
 */
export const serviceKindSchema = z.enum(SERVICE_KINDS);
export type ServiceKind = z.infer<typeof serviceKindSchema>;

export const START_MODES = ['boot', 'system', 'auto', 'auto-delayed', 'demand', 'disabled'] as const;
export type StartMode = (typeof START_MODES)[number];

/** One configured service, daemon, driver, timer or job. */
export const serviceRecordSchema = z.strictObject({
  type: z.literal('service'),
  /** Stable within a case and between runs: `windows:<name in lower case>`, `linux:<mechanism or scope>:<name or path>`. */
  id: z.string(),
  platform: platformSchema,
  kind: serviceKindSchema,
  name: z.string(),
  displayName: z.string().nullable(),
  description: z.string().nullable(),
  /** As written. */
  command: z.string().nullable(),
  image: fileReferenceSchema.nullable(),
  payloads: z.array(payloadSchema),
  startMode: z.enum(START_MODES).nullable(),
  /** Would it be started at all? null where that is not stated. */
  enabled: z.boolean().nullable(),
  /** `configured` on a dead system; `deleted` for what was recovered from free cells; the others on a live host. */
  state: z.enum(['configured', 'deleted', 'running', 'inactive', 'failed']),
  account: z.string().nullable(),
  lastChanged: timeSchema,
  provenance: z.array(provenanceSchema),
  /** Linux and macOS: the files that make it what it is, most important first. */
  definitions: z.array(definitionSchema).optional(),
  windows: windowsDetailSchema.optional(),
  systemd: systemdDetailSchema.optional(),
  launchd: launchdDetailSchema.optional(),
  sysv: sysvDetailSchema.optional(),
  activator: activatorDetailSchema.optional(),
});
export type ServiceRecord = z.infer<typeof serviceRecordSchema>;
