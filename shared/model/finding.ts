import { z } from 'zod';
import { COMPONENTS } from '../components.ts';
import { LEVELS } from '../level.ts';
import { platformSchema } from './common.ts';
import { provenanceSchema } from './provenance.ts';

export const componentSchema = z.enum(COMPONENTS);
export type Component = z.infer<typeof componentSchema>;

export const findingSchema = z.strictObject({
  type: z.literal('finding'),
  id: z.string(),
  ruleId: z.string(),
  /** File name of the rule without `.yml`. */
  rule: z.string(),
  title: z.string(),
  level: z.enum(LEVELS),
  confidence: z.enum(['low', 'medium', 'high']),
  component: componentSchema,
  techniques: z.array(z.string()),
  subject: z.strictObject({
    kind: z.enum(['service', 'setting', 'event']),
    id: z.string(),
    name: z.string(),
    platform: platformSchema,
  }),
  /** One sentence with the values that matched. */
  why: z.string(),
  matched: z.array(z.strictObject({ field: z.string(), value: z.string() })),
  evidence: z.array(provenanceSchema),
  falsePositives: z.array(z.string()),
  nextSteps: z.array(z.string()),
  author: z.string().nullable(),
  licence: z.string().nullable(),
});
export type Finding = z.infer<typeof findingSchema>;
