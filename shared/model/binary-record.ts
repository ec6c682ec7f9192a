import { z } from 'zod';
import { fileStateSchema, platformSchema, timeSchema } from './common.ts';

/** One file that services refer to, hashed once however many they are. */
export const binaryRecordSchema = z.strictObject({
  type: z.literal('binary'),
  id: z.string(),
  platform: platformSchema,
  path: z.string(),
  evidencePath: z.string().nullable(),
  state: fileStateSchema,
  exists: z.boolean().nullable(),
  size: z.number().nullable(),
  modified: timeSchema,
  changed: timeSchema,
  created: timeSchema,
  mode: z.string().nullable(),
  hashState: z.enum(['hashed', 'skipped', 'too-large', 'unreadable', 'not-applicable']),
  md5: z.string().nullable(),
  sha1: z.string().nullable(),
  sha256: z.string().nullable(),
  /** Ids of the services that name it, with the role it has there. */
  usedBy: z.array(z.strictObject({ service: z.string(), role: z.string() })),
});
export type BinaryRecord = z.infer<typeof binaryRecordSchema>;
