import { z } from 'zod';
import { LEVELS } from '../level.ts';
import { type Annotation, annotationSchema, VERDICTS } from '../model/annotation.ts';
import { coverageSchema } from '../model/coverage.ts';
import { headerSchema, summarySchema } from '../model/run.ts';

/**
 * What the window may ask of the program, and what it is told. One channel a line; every request and answer is checked against its
 * schema on both sides. The window never sends a path: it sends handles of what main let the user choose.
 */

const text = z.string().nullable();
const levelSchema = z.enum(LEVELS);
const count = z.number().int().nonnegative();

/** Opaque name of a folder or file that main knows. */
export const handleSchema = z.string().regex(/^[a-z0-9-]{1,64}$/);
export const chosenSchema = z.strictObject({ handle: handleSchema, label: z.string() });
export type Chosen = z.infer<typeof chosenSchema>;

export const CHOICES = ['folder', 'case', 'save-case', 'output-folder', 'baseline'] as const;

export const recoveredSchema = z.strictObject({
  handle: handleSchema,
  /** When its scan began, or when its case was first changed; UTC, whole seconds. */
  begun: z.string(),
  /** Its scan did not end: rules have not judged. */
  incomplete: z.boolean(),
  /** Bytes. */
  size: count,
});
export type Recovered = z.infer<typeof recoveredSchema>;

export const appInfoSchema = z.strictObject({
  version: z.string(),
  platform: z.enum(['windows', 'linux', 'macos', 'other']),
  elevated: z.boolean().nullable(),
  /** What this machine's own scan cannot read as things are, one sentence each. */
  limits: z.array(z.string()),
  recent: z.array(chosenSchema),
  /** Cases that an earlier run of the program did not come to save, newest first. */
  recovered: z.array(recoveredSchema),
  rules: count,
  /** Why the case file of the command line is not open, one sentence; null when it is, or when there was none. */
  startProblem: text,
  /** What is being scanned, in words; null when no scan runs. */
  scanning: text,
});
export type AppInfo = z.infer<typeof appInfoSchema>;

export const caseDataSchema = z.strictObject({ case: text, evidence: text, examiner: text, notes: text });

export const scanRequestSchema = z.strictObject({
  /** `live`, or the handle of a folder. */
  target: z.union([z.literal('live'), handleSchema]),
  hash: z.boolean(),
  baseline: handleSchema.nullable(),
  caseData: caseDataSchema,
});
export type ScanRequest = z.infer<typeof scanRequestSchema>;

export const sourceProgressSchema = z.strictObject({
  source: z.string(),
  stage: z.enum(['open', 'read', 'hash', 'detect']),
  done: count,
  total: count.nullable(),
});
export const progressSchema = z.strictObject({
  elapsedMilliseconds: count,
  stages: z.array(sourceProgressSchema),
  /** Counts so far, by type of record. */
  counts: z.record(z.string(), count),
});
export type Progress = z.infer<typeof progressSchema>;

export { type Annotation, annotationSchema, VERDICTS };

export const caseOverviewSchema = z.strictObject({
  header: headerSchema,
  summary: summarySchema,
  coverage: z.array(coverageSchema),
  annotations: count,
  /** The case has a file and all changes are in it. */
  saved: z.boolean(),
  file: text,
  /** Whether its file can be saved: `unwritable` where the folder or the file is locked, `read-only` when the user chose so. */
  access: z.enum(['writable', 'unwritable', 'read-only']),
  /** The run that made it did not end: it was cancelled or the program was killed. */
  incomplete: z.boolean(),
  /** Something of the evidence could not be read, or no services were examined: exit code 4 of the command line. */
  gaps: z.boolean(),
});
export type CaseOverview = z.infer<typeof caseOverviewSchema>;

export const TABLES = ['services', 'findings', 'files', 'events', 'diagnostics'] as const;
export type Table = (typeof TABLES)[number];

const secondSchema = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
/** Whole seconds of UTC; `from` belongs to it, `to` does not. */
export const timeRangeSchema = z.strictObject({ from: secondSchema, to: secondSchema });
export type TimeRange = z.infer<typeof timeRangeSchema>;

export const rowsRequestSchema = z.strictObject({
  table: z.enum(TABLES),
  /** `a b`, `+must`, `-not`, `"phrase"`, `Column:text`; see docs/reference/filter.md. */
  filter: z.string().max(2_000),
  /** Only these levels (services: their worst finding); empty for all. */
  levels: z.array(levelSchema),
  /** Services and files: leave out what is known good (packaged and unchanged, sealed system, inbox) and has no finding. */
  hideKnownGood: z.boolean(),
  /** Only what happened then; of services and findings, those of which something changed then. Other tables know no time. */
  range: timeRangeSchema.optional(),
  sort: z.array(z.strictObject({ column: z.string().max(64), descending: z.boolean() })).max(4),
  offset: count,
  limit: z.number().int().min(0).max(1_000),
});
export type RowsRequest = z.infer<typeof rowsRequestSchema>;

/** Cells in the order of `columns`; `id` names the record. */
export const rowsSchema = z.strictObject({
  columns: z.array(z.string()),
  rows: z.array(
    z.strictObject({ id: z.string(), cells: z.array(z.union([z.string(), z.number(), z.null()])) }),
  ),
  /** Rows that match the filter. */
  total: count,
  /** Rows that `hideKnownGood` leaves out. */
  hidden: count,
  /** What of the filter was not understood; null when all was. */
  filterProblem: text,
});
export type Rows = z.infer<typeof rowsSchema>;

/** The question of `case:rows`; the first column of `sort` is what is grouped by. */
export const groupsRequestSchema = rowsRequestSchema
  .omit({ offset: true, limit: true })
  .extend({ sort: rowsRequestSchema.shape.sort.min(1) });
export type GroupsRequest = z.infer<typeof groupsRequestSchema>;

/** In the order in which `case:rows` gives their rows, so that counts are places as well. */
export const groupsSchema = z.strictObject({
  groups: z.array(
    z.strictObject({
      value: z.union([z.string(), z.number(), z.null()]),
      count,
      worst: levelSchema.nullable(),
    }),
  ),
  /** Rows of values beyond those listed. */
  rest: count,
});
export type Groups = z.infer<typeof groupsSchema>;

/** One record whole, as in the JSONL export, with what belongs to it. */
export const recordRequestSchema = z.strictObject({ table: z.enum(TABLES), id: z.string().max(4096) });
export const recordSchema = z.strictObject({
  /** The record itself, JSON. */
  record: z.unknown(),
  /** Of a service: its findings, files and events; of a finding and an event its service, and what belongs to that. JSON records. */
  findings: z.array(z.unknown()),
  files: z.array(z.unknown()),
  events: z.array(z.unknown()),
  service: z.unknown(),
  annotation: annotationSchema.nullable(),
});
export type RecordView = z.infer<typeof recordSchema>;

export const timelineSchema = z.strictObject({
  from: z.string(),
  to: z.string(),
  bins: z.array(z.strictObject({ from: z.string(), count, worst: levelSchema.nullable() })),
});
export type Timeline = z.infer<typeof timelineSchema>;

export const exportRequestSchema = z.strictObject({
  folder: handleSchema,
  formats: z.array(z.string().max(20)).min(1).max(16),
  scope: z.enum(['all', 'levels', 'verdicts', 'tagged']),
  levels: z.array(levelSchema),
  verdicts: z.array(z.enum(VERDICTS)),
  caseData: caseDataSchema,
});
export type ExportRequest = z.infer<typeof exportRequestSchema>;

export const comparisonSchema = z.strictObject({
  before: z.string(),
  added: z.array(z.strictObject({ id: z.string(), name: z.string() })),
  removed: z.array(z.strictObject({ id: z.string(), name: z.string() })),
  changed: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      fields: z.array(z.strictObject({ field: z.string(), before: text, after: text })),
    }),
  ),
});
export type Comparison = z.infer<typeof comparisonSchema>;

const nothing = z.strictObject({});

/** Requests of the window, by channel. Answers travel in an envelope: `{ ok: true, value }` or `{ ok: false, error }`. */
export const REQUESTS = {
  'app:info': { request: nothing, answer: appInfoSchema },
  /** Opens a dialog of the system; null when the user cancels. */
  'app:choose': { request: z.strictObject({ what: z.enum(CHOICES) }), answer: chosenSchema.nullable() },
  /** Deletes a recovered case. */
  'app:forget': { request: z.strictObject({ handle: handleSchema }), answer: nothing },
  'scan:start': { request: scanRequestSchema, answer: nothing },
  /** Keeps the growing case again, after `recovery:problem`: in a folder, or (null) where it was to be. */
  'scan:keep': { request: z.strictObject({ folder: handleSchema.nullable() }), answer: nothing },
  'scan:cancel': { request: nothing, answer: nothing },
  'case:open': { request: z.strictObject({ handle: handleSchema }), answer: caseOverviewSchema },
  /** From now on nothing of the case can be judged, until it is saved as a copy. */
  'case:read-only': { request: nothing, answer: caseOverviewSchema },
  /**
   * null: where it lies already, or a file that the user is asked for. `overwrite`: also when another program has written the file
   * since it was opened here, which is refused with `changed-on-disk` otherwise.
   */
  'case:save': {
    request: z.strictObject({ handle: handleSchema.nullable(), overwrite: z.boolean().optional() }),
    answer: caseOverviewSchema,
  },
  'case:overview': { request: nothing, answer: caseOverviewSchema },
  'case:rows': { request: rowsRequestSchema, answer: rowsSchema },
  'case:groups': { request: groupsRequestSchema, answer: groupsSchema },
  'case:record': { request: recordRequestSchema, answer: recordSchema },
  'case:timeline': {
    request: z.strictObject({
      bins: z.number().int().min(1).max(400),
      /** The part that is looked at; all of it when left out. */
      range: timeRangeSchema.optional(),
    }),
    answer: timelineSchema,
  },
  'case:annotate': { request: annotationSchema.omit({ when: true }), answer: annotationSchema },
  'case:compare': { request: z.strictObject({ handle: handleSchema }), answer: comparisonSchema },
  'report:preview': {
    request: exportRequestSchema.omit({ folder: true }),
    answer: z.strictObject({ html: z.string() }),
  },
  'report:export': {
    request: exportRequestSchema,
    answer: z.strictObject({
      folder: z.string(),
      files: z.array(z.string()),
      /** The same by command line; null when no command writes it: the case has no file, or one without what was judged since. */
      commandLine: text,
    }),
  },
} as const;
export type Channel = keyof typeof REQUESTS;
export type RequestOf<C extends Channel> = z.input<(typeof REQUESTS)[C]['request']>;
export type AnswerOf<C extends Channel> = z.output<(typeof REQUESTS)[C]['answer']>;

/** What the program tells the window by itself. */
export const NOTICES = {
  'scan:progress': progressSchema,
  /** The growing case cannot be kept, and would be lost with the program; the run goes on. */
  'recovery:problem': z.strictObject({ reason: z.string() }),
  /** The run has ended and the case can be asked for. */
  'scan:done': z.strictObject({ cancelled: z.boolean() }),
  'scan:failed': z.strictObject({ reason: z.string() }),
  /** The engine's process is gone; what had been read is kept in the recovery file when there is one. */
  'engine:gone': z.strictObject({ reason: z.string(), recovered: z.boolean() }),
} as const;
export type Notice = keyof typeof NOTICES;
export type NoticeOf<N extends Notice> = z.output<(typeof NOTICES)[N]>;

/** Why a request was not answered. */
export interface RequestError {
  readonly code:
    | 'invalid'
    | 'no-case'
    | 'not-found'
    | 'busy'
    | 'failed'
    | 'engine-gone'
    | 'cannot-write'
    | 'changed-on-disk';
  readonly message: string;
}
export type Envelope<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: RequestError };

/** The one object that the preload script puts into the window, `window.daemonscope`. */
export interface Bridge {
  request<C extends Channel>(channel: C, request: RequestOf<C>): Promise<Envelope<AnswerOf<C>>>;
  /** Calls back for each notice; the function that comes back ends it. */
  on<N extends Notice>(notice: N, listener: (value: NoticeOf<N>) => void): () => void;
}
