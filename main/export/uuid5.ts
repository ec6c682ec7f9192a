import type { Header } from '../../shared/model/run.ts';
import { sha1 } from './sha1.ts';

/** Namespace of all ids that are ours alone. It never changes: ids of earlier exports would change with it. */
const OWN_NAMESPACE = '6f0f6f7e-3c52-4d0b-9d0e-8f2f5b1c7a41';

const encoder = new TextEncoder();

/** A name-based UUID of version 5 (RFC 9562, section 5.5): the same name gives the same id, everywhere. */
export function uuid5(namespace: string, name: string): string {
  const space = namespace.replaceAll('-', '').match(/../g) ?? [];
  const text = encoder.encode(name);
  const bytes = new Uint8Array(16 + text.length);
  for (const [index, pair] of space.entries()) bytes[index] = Number.parseInt(pair, 16);
  bytes.set(text, 16);
  const id = sha1(bytes).subarray(0, 16);
  id[6] = ((id[6] ?? 0) & 0x0f) | 0x50;
  id[8] = ((id[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...id].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** An id of ours from what makes the thing what it is. */
export function ownUuid(...parts: readonly (string | number | null)[]): string {
  return uuid5(OWN_NAMESPACE, JSON.stringify(parts));
}

/** What tells one examined host, in the state it had, from others: many hosts share a name, and one host many states. */
export function hostKey({ host }: Header): string {
  const digests = host.inputs.flatMap(({ sha256 }) => (sha256 === null ? [] : [sha256]));
  return JSON.stringify([host.hostName, host.domain, ...digests]);
}
