import { z } from 'zod';
import { platformSchema, timeSchema } from './common.ts';
import { provenanceSchema } from './provenance.ts';

export const EVENT_ACTIONS = [
  'created',
  'changed',
  'started',
  'stopped',
  'failed',
  'deleted',
  'other',
] as const;

/**
 * Something that happened to a service: one record of a log, or a change that the registry itself still shows
 * (another control set, a RegBack copy, a deleted key).
 */
export const eventRecordSchema = z.strictObject({
  type: z.literal('event'),
  id: z.string(),
  time: timeSchema,
  platform: platformSchema,
  /** The artefact source that read it. */
  source: z.string(),
  eventId: z.number().nullable(),
  provider: z.string().nullable(),
  channel: z.string().nullable(),
  computer: z.string().nullable(),
  action: z.enum(EVENT_ACTIONS),
  /** Name of the service. */
  service: z.string().nullable(),
  actor: z.string().nullable(),
  fields: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  provenance: z.array(provenanceSchema),
});
export type EventRecord = z.infer<typeof eventRecordSchema>;
