import { z } from 'zod';
import { LEVELS } from '../level.ts';
import { platformSchema } from './common.ts';
import { componentSchema } from './finding.ts';
import { hostSchema } from './host.ts';

const text = z.string().nullable();

/** The one block that may differ between two runs over the same evidence with the same version. */
export const runSchema = z.strictObject({
  startedAt: z.string(),
  finishedAt: text,
  commandLine: z.array(z.string()),
  target: z.string(),
  targetKind: z.enum(['live', 'directory', 'memory']),
  analystSystem: z.string(),
  user: text,
  elevated: z.boolean().nullable(),
});
export type Run = z.infer<typeof runSchema>;

export const headerSchema = z.strictObject({
  type: z.literal('header'),
  schemaVersion: z.string(),
  tool: z.strictObject({
    name: z.string(),
    version: z.string(),
    rules: z.number(),
    /** SHA-256 over the rules that ran, so that two reports can be compared. */
    ruleSetSha256: z.string(),
    attackVersion: z.string(),
  }),
  run: runSchema,
  case: z.strictObject({ case: text, evidence: text, examiner: text, notes: text }),
  /** How the root was recognised, in words. */
  root: z.strictObject({ layout: z.string(), platform: platformSchema.nullable(), reason: z.string() }),
  host: hostSchema,
});
export type Header = z.infer<typeof headerSchema>;

/** One row of the mission table (design.md section 4): a technique under a data component. */
export const missionRowSchema = z.strictObject({
  component: componentSchema,
  technique: z.string(),
  techniqueName: z.string(),
  rules: z.number(),
  findings: z.number(),
  /** `hit`, `clean` (rules ran, nothing found), `not-checked` (no rule could judge all of this evidence). */
  status: z.enum(['hit', 'clean', 'not-checked']),
});
export type MissionRow = z.infer<typeof missionRowSchema>;

export const summarySchema = z.strictObject({
  type: z.literal('summary'),
  /** In words: the first thing a reader sees. */
  verdict: z.string(),
  counts: z.strictObject({
    services: z.number(),
    events: z.number(),
    binaries: z.number(),
    findings: z.number(),
    diagnostics: z.number(),
  }),
  levels: z.record(z.enum(LEVELS), z.number()),
  /** Findings left out because of `--min-level`. */
  belowMinLevel: z.number(),
  mission: z.array(missionRowSchema),
  /** Rules that could not run on this evidence, with the reason. */
  notEvaluated: z.array(z.strictObject({ rule: z.string(), reason: z.string() })),
  /** Matches that a filter of the user took away, by rule and title of the filter. */
  suppressed: z.array(z.strictObject({ rule: z.string(), filter: z.string(), matches: z.number() })),
});
export type Summary = z.infer<typeof summarySchema>;
