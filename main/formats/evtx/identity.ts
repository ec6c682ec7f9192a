import type { EvtxChunk } from './evtx-chunk.ts';
import type { EvtxIdentity } from './evtx-record.ts';
import type { IdentityPart, IdentityParts, IdentityPlan } from './identity-plan.ts';
import { MAX_REMEMBERED_ANSWERS } from './limits.ts';
import { u16, u32 } from './little-endian.ts';
import { readValue } from './read-value.ts';
import { ValueType } from './value-types.ts';

/** Above this, numbers of texts no longer fit beside each other into one key of 53 bits. */
const MAX_TEXT_ID = 0x4_0000;
const MAX_EVENT_ID = 0x1_0000;

/** Where value `index` of an instance stands; reused, for it is asked for every record of a log. */
const place = { start: 0, end: 0, type: 0 };

/**
 * The identity of the record whose values begin at `valuesAt` if it is wanted, decoding as little as can be; false if it is not. Null
 * when that cannot be told from the values alone.
 */
export function wantedIdentity(
  plan: IdentityPlan,
  chunk: EvtxChunk,
  valuesAt: number,
  end: number,
  wanted: (identity: EvtxIdentity) => boolean,
  wantedId: ((eventId: number) => boolean) | undefined,
): EvtxIdentity | false | null {
  const { parts, answers, unwanted } = plan;
  if (parts === null) return null;
  // Most records fall here, by their event id alone.
  const id = eventIdOf(parts, chunk, valuesAt, end);
  if (id !== null && unwanted.has(id)) return false;
  const key = keyOf(parts, chunk, valuesAt, end);
  if (key === null) return null;
  const known = key >= 0 ? answers.get(key) : undefined;
  if (known !== undefined) return known ?? false;
  const identity = readIdentity(parts, chunk, valuesAt, end);
  if (identity === null) return null;
  const answer = wanted(identity);
  if (!answer && id !== null && unwanted.size < MAX_REMEMBERED_ANSWERS) {
    const { provider } = parts;
    const anywhere =
      provider.kind === 'text'
        ? wanted({ provider: provider.text, eventId: id, channel: null })
        : (wantedId?.(id) ?? true);
    if (!anywhere) unwanted.add(id);
  }
  if (key >= 0) {
    if (answers.size >= MAX_REMEMBERED_ANSWERS) answers.clear();
    answers.set(key, answer ? identity : null);
  }
  return answer && identity;
}

/** The event id where it is a plain number of 16 bits; null otherwise. */
function eventIdOf(parts: IdentityParts, chunk: EvtxChunk, valuesAt: number, end: number): number | null {
  if (parts.eventId.kind === 'text') return null;
  if (!locate(chunk.bytes, valuesAt, end, parts.eventId.index)) return null;
  if (place.type !== ValueType.UInt16 || place.end - place.start !== 2) return null;
  return u16(chunk.bytes, place.start);
}

/** A number for what of the identity are values; -1 when it should not be remembered; null when a value cannot be read. */
function keyOf(parts: IdentityParts, chunk: EvtxChunk, valuesAt: number, end: number): number | null {
  const { bytes } = chunk;
  let key = 0;
  if (parts.eventId.kind === 'value') {
    if (!locate(bytes, valuesAt, end, parts.eventId.index)) return null;
    if (place.type !== ValueType.UInt16 || place.end - place.start !== 2) return -1;
    key = u16(bytes, place.start) % MAX_EVENT_ID;
  }
  const provider = textId(parts.provider, chunk, valuesAt, end);
  const channel = textId(parts.channel, chunk, valuesAt, end);
  if (provider === null || channel === null) return null;
  if (provider >= MAX_TEXT_ID || channel >= MAX_TEXT_ID) return -1;
  return key + MAX_EVENT_ID * (provider + MAX_TEXT_ID * channel);
}

function textId(part: IdentityPart, chunk: EvtxChunk, valuesAt: number, end: number): number | null {
  if (part.kind === 'text') return 0;
  if (!locate(chunk.bytes, valuesAt, end, part.index)) return null;
  if (place.type !== ValueType.String) return MAX_TEXT_ID;
  return chunk.names.strings.entry(chunk.bytes, place.start, place.end).id;
}

function readIdentity(
  parts: IdentityParts,
  chunk: EvtxChunk,
  valuesAt: number,
  end: number,
): EvtxIdentity | null {
  const provider = readPart(parts.provider, chunk, valuesAt, end);
  const eventId = readPart(parts.eventId, chunk, valuesAt, end);
  const channel = readPart(parts.channel, chunk, valuesAt, end);
  if (provider === undefined || eventId === undefined || channel === undefined) return null;
  const number = typeof eventId === 'string' && /^\d{1,15}$/.test(eventId) ? Number(eventId) : eventId;
  return {
    provider: provider === null ? null : String(provider),
    eventId: typeof number === 'number' ? number : null,
    channel: channel === null ? null : String(channel),
  };
}

/** Undefined when it is nothing that an identity is made of. */
function readPart(
  part: IdentityPart,
  chunk: EvtxChunk,
  valuesAt: number,
  end: number,
): string | number | null | undefined {
  if (part.kind === 'text') return part.text;
  if (!locate(chunk.bytes, valuesAt, end, part.index) || place.type === ValueType.BinXml) return undefined;
  const value = readValue(chunk.names, place.type, place.start, place.end);
  return typeof value === 'object' && value !== null ? undefined : value;
}

/** Sets `place` to value `index`; false when the record does not have it. */
function locate(bytes: Uint8Array, valuesAt: number, end: number, index: number): boolean {
  const count = u32(bytes, valuesAt);
  const dataAt = valuesAt + 4 + 4 * count;
  if (index >= count || dataAt > end) return false;
  let start = dataAt;
  let descriptor = valuesAt + 4;
  for (let before = 0; before < index; before++) {
    start += u16(bytes, descriptor);
    descriptor += 4;
  }
  place.start = start;
  place.end = start + u16(bytes, descriptor);
  place.type = bytes[descriptor + 2] as number;
  return place.end <= end;
}
