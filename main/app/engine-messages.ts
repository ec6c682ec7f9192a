import { z } from 'zod';
import { NOTICES, type Notice } from '../../shared/ipc/contract.ts';

/** What the engine's process says: an answer to the request of that number, or a notice. Values are checked against the contract. */
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
