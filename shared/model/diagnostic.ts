import { z } from 'zod';

/** Something that could not be read as it should. It never stops a run; it is counted, shown and exported. */
export const diagnosticSchema = z.strictObject({
  type: z.literal('diagnostic'),
  severity: z.enum(['info', 'warning', 'error']),
  /** Stable word, e.g. `regf-checksum`, `hive-dirty-no-log`. */
  code: z.string(),
  /** The artefact source that met it. */
  source: z.string(),
  path: z.string(),
  offset: z.number().nullable(),
  what: z.string(),
});
export type Diagnostic = z.infer<typeof diagnosticSchema>;
