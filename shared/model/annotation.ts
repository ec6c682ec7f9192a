import { z } from 'zod';
import { platformSchema } from './common.ts';

export const VERDICTS = ['unreviewed', 'benign', 'suspicious', 'malicious'] as const;
export type Verdict = (typeof VERDICTS)[number];

const said = {
  verdict: z.enum(VERDICTS),
  tags: z.array(z.string().max(64)).max(32),
  note: z.string().max(20_000),
  who: z.string().max(200),
  when: z.string().max(64),
};

/** What the analyst says of one subject, as the case keeps it. */
export const annotationSchema = z.strictObject({
  /** Id of a service, file, event or setting. */
  subject: z.string().max(4096),
  ...said,
});
export type Annotation = z.infer<typeof annotationSchema>;

/** The same as a line of the JSONL export: only reports of a case have it, after the findings. */
export const annotationRecordSchema = z.strictObject({
  type: z.literal('annotation'),
  subject: z.strictObject({
    kind: z.enum(['service', 'setting', 'event', 'file']),
    id: z.string(),
    /** Of a file: its path. */
    name: z.string(),
    platform: platformSchema,
  }),
  ...said,
});
export type AnnotationRecord = z.infer<typeof annotationRecordSchema>;
