import { z } from 'zod';
import { timeSchema } from './common.ts';

const text = z.string().nullable();
const number = z.number().nullable();
const flag = z.boolean().nullable();
const list = z.array(z.string());

/** Where a job's file lies. `embedded`: inside an app bundle. `other`: found through a reference, outside launchd's folders. */
export const LAUNCHD_LOCATIONS = [
  'system',
  'apple-local',
  'local',
  'user',
  'embedded',
  'privileged-helper',
  'other',
] as const;

/** One launchd job, launchd.plist(5). */
export const launchdDetailSchema = z.strictObject({
  label: text,
  /** Evidence path of the property list. */
  plistPath: z.string(),
  type: z.enum(['daemon', 'agent', 'login-item']),
  location: z.enum(LAUNCHD_LOCATIONS),
  /** Account in whose home it lies; null for all users and the system. */
  user: text,
  /** App bundle that holds it, of an embedded job. */
  bundle: text,
  format: z.enum(['xml', 'binary', 'json', 'openstep']).nullable(),
  /** Name begins with a dot, or a folder on its way does. */
  hidden: z.boolean(),
  /** The decoded dictionary as `plistToJson` writes it: dates ISO 8601, data `{base64}`, integers above 2^53 `{integer}`. */
  plist: z.unknown(),
  program: text,
  programArguments: list,
  bundleProgram: text,
  runAtLoad: flag,
  /** true, false, or the dictionary's conditions; null when it is not set. */
  keepAlive: z.unknown(),
  startInterval: number,
  startCalendarInterval: z.array(z.record(z.string(), z.number())),
  startOnMount: flag,
  watchPaths: list,
  queueDirectories: list,
  /** Names of the sockets, with their addresses as text: `Listeners tcp *:8080`. */
  sockets: list,
  machServices: list,
  /** Names below LaunchEvents, `com.apple.iokit.matching:com.example.device`. */
  launchEvents: list,
  environment: z.array(z.strictObject({ name: z.string(), value: z.string() })),
  userName: text,
  groupName: text,
  rootDirectory: text,
  workingDirectory: text,
  standardInPath: text,
  standardOutPath: text,
  standardErrorPath: text,
  throttleInterval: number,
  nice: number,
  processType: text,
  limitLoadToSessionType: list,
  associatedBundleIdentifiers: list,
  sessionCreate: flag,
  launchOnlyOnce: flag,
  abandonProcessGroup: flag,
  /** The key Disabled of the property list itself. */
  disabledKey: flag,
  /** The database entry that decides: `path: value`; null when none speaks of the label. */
  disabledBy: text,
  /** true or false as the databases say, null when none does. */
  disabledByOverride: flag,
  /** Keys that launchd ignores because their letters' case is wrong, with the key that was meant. */
  miscasedKeys: z.array(z.strictObject({ key: z.string(), meant: z.string() })),
  /** Keys that launchd.plist(5) does not know. */
  unknownKeys: list,
  /** Other files of this evidence with the same Label. */
  sameLabel: list,
  /** What the store of background items says of it (BTM); empty where there is none. */
  backgroundItems: z.array(
    z.strictObject({
      path: z.string(),
      identifier: text,
      name: text,
      developer: text,
      teamIdentifier: text,
      type: text,
      disposition: list,
      url: text,
      executable: text,
      user: text,
    }),
  ),
  /** null where this evidence has no store of background items. */
  registeredAsBackgroundItem: flag,
  /** Live host only, of `launchctl print`. */
  liveState: text,
  pid: number,
  lastExit: text,
  modified: timeSchema,
});
export type LaunchdDetail = z.infer<typeof launchdDetailSchema>;
