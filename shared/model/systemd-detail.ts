import { z } from 'zod';
import { timeSchema } from './common.ts';

const text = z.string().nullable();
const number = z.number().nullable();

/** One value that counts, with the file (evidence path) and line it stands in. */
export const unitValueSchema = z.strictObject({ value: z.string(), path: z.string(), line: z.number() });
export type SystemdValue = z.infer<typeof unitValueSchema>;

/** One process that runs in the control group of the unit (live host only). */
export const unitProcessSchema = z.strictObject({
  pid: z.number(),
  parentPid: number,
  /** Target of /proc/PID/exe without the ` (deleted)` mark. */
  executable: text,
  executableDeleted: z.boolean(),
  /** SHA-256 of what runs (/proc/PID/exe), which is still there when the file is not. */
  sha256: text,
  commandLine: z.array(z.string()),
  user: text,
  started: timeSchema,
  /** The main process of the unit, as far as it can be told. */
  main: z.boolean(),
});
export type UnitProcess = z.infer<typeof unitProcessSchema>;

/** systemctl(1) list-unit-files, column STATE. */
export const UNIT_FILE_STATES = [
  'enabled',
  'enabled-runtime',
  'linked',
  'linked-runtime',
  'alias',
  'masked',
  'masked-runtime',
  'static',
  'indirect',
  'disabled',
  'generated',
  'transient',
  'bad',
] as const;
export type UnitFileState = (typeof UNIT_FILE_STATES)[number];

/** One unit as systemd would load it on this root. */
export const systemdDetailSchema = z.strictObject({
  /** Full name, `ssh@10.service`. */
  unit: z.string(),
  /** `drop-in` for a drop-in of many units at once (`service.d/x.conf`), which has a record of its own. */
  type: z.string(),
  /** `system`: the system manager. `user`: the manager of a user. */
  scope: z.enum(['system', 'user']),
  /** Account whose home or runtime folder holds it; null for units of all users and of the system. */
  user: text,
  /** Evidence path of the main file; null for a unit of drop-ins or links only. */
  fragmentPath: text,
  /** Where the search path the fragment lies: `/etc/systemd/system`, `generator`, `~/.config/systemd/user`. */
  searchFolder: text,
  /** In the order in which they apply. */
  dropIns: z.array(
    z.strictObject({
      path: z.string(),
      /** `unit`: `a-b.service.d`; `template`: `a@.service.d` for an instance; `prefix`: `a-.service.d`; `type`: `service.d`; `alias`. */
      level: z.enum(['unit', 'template', 'prefix', 'type', 'alias']),
    }),
  ),
  /** Files of the same name in folders of lower priority, which the fragment hides; a mask hides them too. */
  shadowed: z.array(z.string()),
  unitFileState: z.enum(UNIT_FILE_STATES).nullable(),
  /** What preset files say (systemd.preset(5)): enabled where none names the unit; null where there is no preset file. */
  preset: z.enum(['enabled', 'disabled', 'ignored']).nullable(),
  /** The link or empty file that masks it. */
  maskedBy: text,
  aliases: z.array(z.string()),
  /** Of an instance: `ssh@.service` and `10`. */
  template: text,
  instance: text,
  /** Links that pull the unit in or name it. */
  enabledBy: z.array(
    z.strictObject({
      path: z.string(),
      kind: z.enum(['wants', 'requires', 'upholds', 'alias']),
      unit: z.string(),
    }),
  ),
  /** Units that start this one: timers, sockets, paths, OnFailure=, OnSuccess=. */
  triggeredBy: z.array(z.string()),
  /** Units that this one starts so. */
  triggers: z.array(z.string()),
  /** Of a user's unit: does the user's manager run without a login (loginctl enable-linger)? null for system units. */
  linger: z.boolean().nullable(),
  /** Of a timer with Persistent=: the time of its stamp file, which is when it last elapsed. */
  lastTriggered: timeSchema,
  /** Effective settings by section and key; each value with its file and line. Empty when systemd would not load the unit. */
  sections: z.record(z.string(), z.record(z.string(), z.array(unitValueSchema))),
  /** Values that a later file or an empty assignment took away, with what did it: what an override replaced. */
  replaced: z.array(
    z.strictObject({
      section: z.string(),
      key: z.string(),
      value: z.string(),
      path: z.string(),
      line: z.number(),
      by: text,
    }),
  ),
  /** Of its files those that could not be read, or (`truncated`) not to the end: settings may be missing here. */
  unread: z.array(z.strictObject({ path: z.string(), truncated: z.boolean(), reason: z.string() })),
  /** Why systemd takes the file's name for no unit, or the link for none; null for what it does take. */
  refused: text,
  /** Live host only. */
  activeState: text,
  subState: text,
  processes: z.array(unitProcessSchema),
});
export type SystemdDetail = z.infer<typeof systemdDetailSchema>;
