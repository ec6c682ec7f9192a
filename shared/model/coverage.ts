import { z } from 'zod';

export const COVERAGE_OUTCOMES = ['collected', 'notApplicable', 'notPresent', 'failed'] as const;

/** What became of one artefact source. "No findings" is only claimed for what was collected. */
export const coverageSchema = z.strictObject({
  type: z.literal('coverage'),
  source: z.string(),
  outcome: z.enum(COVERAGE_OUTCOMES),
  counts: z.record(z.string(), z.number()),
  reason: z.string().nullable(),
});
export type Coverage = z.infer<typeof coverageSchema>;
