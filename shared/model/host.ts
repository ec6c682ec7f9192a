import { z } from 'zod';
import { platformSchema, timeSchema } from './common.ts';
import { settingSchema } from './setting.ts';

const text = z.string().nullable();

/** One registry hive (or other file of configuration) that was read, with its digest for the chain of custody. */
export const inputFileSchema = z.strictObject({
  path: z.string(),
  role: z.string(),
  size: z.number(),
  sha256: text,
  dirty: z.boolean().nullable(),
  /** What became of its transaction logs: `clean`, `replayed`, `no-log`, `no-usable-log`; null where there are none. */
  replay: text,
  /** In words, e.g. `LOG2 then LOG1, 31 entries, sequence 1621-1651`. */
  replayDetail: text,
});
export type InputFile = z.infer<typeof inputFileSchema>;

/** The examined host, as its own evidence describes it. */
export const hostSchema = z.strictObject({
  platform: platformSchema.nullable(),
  hostName: text,
  domain: text,
  product: text,
  version: text,
  build: text,
  architecture: text,
  installed: timeSchema,
  timeZone: text,
  lastShutdown: timeSchema,
  currentControlSet: text,
  controlSets: z.array(z.string()),
  inputs: z.array(inputFileSchema),
  settings: z.array(settingSchema),
});
export type Host = z.infer<typeof hostSchema>;
