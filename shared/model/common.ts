import { z } from 'zod';
import { PLATFORMS } from '../platforms.ts';

/** The system that a record is about, not the one we run on. */
export const platformSchema = z.enum(PLATFORMS);
export type Platform = z.infer<typeof platformSchema>;

/**
 * What is known of a file that a service names. Only `missing` says that it is not there.
 * `not-in-evidence`: this evidence cannot tell (a folder of hives holds no programs).
 * `outside-root`: another drive, a network share or a device, so not part of this root.
 */
export const FILE_STATES = ['found', 'missing', 'unreadable', 'outside-root', 'not-in-evidence'] as const;
export const fileStateSchema = z.enum(FILE_STATES);
export type FileState = z.infer<typeof fileStateSchema>;

/** ISO 8601 UTC with the precision that the source has; null where the source has no time. */
export const timeSchema = z.string().nullable();
