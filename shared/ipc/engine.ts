import { z } from 'zod';
import {
  type Channel,
  type Envelope,
  handleSchema,
  NOTICES,
  type Notice,
  type NoticeOf,
} from './contract.ts';

/** What the main process and the engine's process say to each other: requests of the window, with paths in the place of handles. */
export const ENGINE_CHANNELS = [
  'scan:start',
  'scan:keep',
  'scan:cancel',
  'case:open',
  'case:read-only',
  'case:save',
  'case:overview',
  'case:rows',
  'case:groups',
  'case:record',
  'case:timeline',
  'case:annotate',
  'case:compare',
  'report:preview',
  'report:export',
] as const satisfies readonly Channel[];
export type EngineChannel = (typeof ENGINE_CHANNELS)[number];

export const engineRequestSchema = z.object({
  id: z.number().int(),
  channel: z.enum(ENGINE_CHANNELS),
  /** As the window sent it; the engine checks it again. */
  request: z.unknown(),
  /** Where the handles of the request lead. */
  paths: z.record(handleSchema, z.string()),
  /** Files of a report that only the main process can make: the PDF. */
  attachments: z.array(z.object({ name: z.string(), bytes: z.instanceof(Uint8Array) })).optional(),
});
export type EngineRequest = z.infer<typeof engineRequestSchema>;

/** The program ends: what is not kept yet is, and the engine's process ends by itself. */
export const engineEndSchema = z.strictObject({ end: z.literal(true) });

export type EngineReply =
  | { readonly id: number; readonly envelope: Envelope<unknown> }
  | { readonly [N in Notice]: { readonly notice: N; readonly value: NoticeOf<N> } }[Notice];

/** The shape of a reply, as the main process checks it; what an answer or a notice holds is checked against the contract. */
export const engineReplySchema = z.union([
  z.object({
    id: z.number().int(),
    envelope: z.union([
      z.object({ ok: z.literal(true), value: z.unknown() }),
      z.object({ ok: z.literal(false), error: z.object({ code: z.string(), message: z.string() }) }),
    ]),
  }),
  z.object({ notice: z.enum(Object.keys(NOTICES) as [Notice, ...Notice[]]), value: z.unknown() }),
]);

/** Files in the recovery folder; each is a case that can be opened. The name says when the run began, and whether it did not end. */
export const RECOVERY_FILE = /^recovery-([0-9TZ]+)(-incomplete)?\.daemonscope$/;
