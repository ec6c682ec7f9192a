import { z } from 'zod';
import { platformSchema, timeSchema } from './common.ts';
import { settingSchema } from './setting.ts';

const text = z.string().nullable();

/**
 * One registry hive or log that was read, with its digest for the chain of custody: a hive's is that of the bytes as they were read, a
 * log's was taken of the file after it was read.
 */
export const inputFileSchema = z.strictObject({
  path: z.string(),
  /** `SYSTEM`, `SYSTEM LOG1`…; of a log the source that read it. */
  role: z.string(),
  size: z.number(),
  sha256: text,
  dirty: z.boolean().nullable(),
  /** What became of its transaction logs: `clean`, `replayed`, `no-log`, `no-usable-log`; null where there are none. */
  replay: text,
  /** In words, e.g. why there is no digest, or `LOG2 then LOG1, 31 entries, sequence 1621-1651`. */
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
