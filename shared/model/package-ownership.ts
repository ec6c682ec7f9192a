import { z } from 'zod';

const text = z.string().nullable();

/**
 * What the package database of the examined root says of one file.
 * `owned-unchanged`: listed, and its content is what the package brought. `owned-changed`: listed, and it is not.
 * `conffile-changed`: the same for a file that administrators are meant to edit. `owned-not-verified`: listed, but the database has
 * no digest for it, or the file was not hashed. `not-owned`: no package lists it. `no-database`: this root has no package database
 * that could be read.
 */
export const PACKAGE_STATES = [
  'owned-unchanged',
  'owned-changed',
  'conffile-changed',
  'owned-not-verified',
  'not-owned',
  'no-database',
] as const;
export type PackageState = (typeof PACKAGE_STATES)[number];

export const PACKAGE_DATABASES = ['dpkg', 'rpm', 'apk', 'pacman'] as const;

export const packageOwnershipSchema = z.strictObject({
  state: z.enum(PACKAGE_STATES),
  database: z.enum(PACKAGE_DATABASES).nullable(),
  package: text,
  version: text,
  /** A file that the package manager does not overwrite (dpkg conffile, rpm %config, pacman backup). */
  conffile: z.boolean(),
  /** dpkg-divert(1): the package's file of this name was moved to `to`, on behalf of `by` (null: the administrator). */
  diverted: z.strictObject({ to: z.string(), by: text }).nullable(),
  /** `md5`, `sha1`, `sha256`…; what the database recorded and the file was compared with. */
  algorithm: text,
  recorded: text,
});
export type PackageOwnership = z.infer<typeof packageOwnershipSchema>;
