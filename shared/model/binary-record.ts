import { z } from 'zod';
import { fileStateSchema, platformSchema, timeSchema } from './common.ts';
import { packageOwnershipSchema } from './package-ownership.ts';

/**
 * One file that services refer to or, on Linux and macOS, are configured by; hashed once however many they are. Where all packages were
 * verified, also each file of a package that differs from it or is missing.
 */
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
  uid: z.number().nullable(),
  gid: z.number().nullable(),
  /** Names of `uid` and `gid` in the root's own /etc/passwd and /etc/group. */
  owner: z.string().nullable(),
  group: z.string().nullable(),
  /**
   * Unix: who besides root may change the file, or put another in its place: `everyone`, `group staff`, `user alice`, each followed by
   * the folder when the way leads through one, `everyone (/opt/app)`. Empty when nobody may; null where that cannot be told.
   */
  writableBy: z.array(z.string()).nullable(),
  hashState: z.enum(['hashed', 'skipped', 'too-large', 'unreadable', 'not-applicable']),
  md5: z.string().nullable(),
  sha1: z.string().nullable(),
  sha256: z.string().nullable(),
  /** null on Windows, and for files that are not in the evidence, unless a verification of all packages missed them. */
  package: packageOwnershipSchema.nullable(),
  /** Ids of the services that name it, with the role it has there; empty for what only a verification of all packages found. */
  usedBy: z.array(z.strictObject({ service: z.string(), role: z.string() })),
});
export type BinaryRecord = z.infer<typeof binaryRecordSchema>;
