import { z } from 'zod';
import { timeSchema } from './common.ts';

/** Where inside a file the proof lies. Offsets are bytes from the start of that file. */
export const locatorSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('registry'),
    /** With its root, e.g. `HKLM\SYSTEM\ControlSet001\Services\Spooler`. */
    key: z.string(),
    /** Name of the value; null when the key itself is meant. */
    value: z.string().nullable(),
    /** Cell of the key or value in the hive file. */
    offset: z.number().nullable(),
    /** The bytes came from a transaction log (.LOG1, .LOG2) and are not in the primary file. */
    fromLog: z.boolean(),
    /** Recovered from a free cell. */
    deleted: z.boolean(),
  }),
  z.strictObject({ kind: z.literal('file') }),
  z.strictObject({
    kind: z.literal('line'),
    section: z.string().nullable(),
    key: z.string().nullable(),
    line: z.number(),
  }),
  z.strictObject({ kind: z.literal('plist'), key: z.string() }),
  z.strictObject({ kind: z.literal('event-record'), recordId: z.string(), offset: z.number().nullable() }),
]);
export type RecordLocator = z.infer<typeof locatorSchema>;

export const provenanceSchema = z.strictObject({
  /** Evidence path of the file. */
  path: z.string(),
  locator: locatorSchema,
  time: timeSchema,
});
export type Provenance = z.infer<typeof provenanceSchema>;
