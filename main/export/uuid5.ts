import type { Header } from '../../shared/model/run.ts';
import { sha1 } from './sha1.ts';

/** Namespace of all ids that are ours alone. It never changes: ids of earlier exports would change with it. */
const OWN_NAMESPACE = '6f0f6f7e-3c52-4d0b-9d0e-8f2f5b1c7a41';

const encoder = new TextEncoder();

/** A name-based UUID of version 5 (RFC 9562, section 5.5): the same name gives the same id, everywhere. */
export function uuid5(namespace: string, name: string): string {
  const space = namespace.replaceAll('-', '');
  const text = encoder.encode(name);
  const bytes = new Uint8Array(16 + text.length);
  for (let index = 0; index < 16; index += 1) {
    bytes[index] = Number.parseInt(space.slice(index * 2, index * 2 + 2), 16);
  }
  bytes.set(text, 16);
  const id = sha1(bytes);
  id[6] = ((id[6] ?? 0) & 0x0f) | 0x50;
  id[8] = ((id[8] ?? 0) & 0x3f) | 0x80;
  let hex = '';
  for (let index = 0; index < 16; index += 1) {
    if (index === 4 || index === 6 || index === 8 || index === 10) hex += '-';
    hex += HEX[id[index] ?? 0];
  }
  return hex;
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** An id of ours from what makes the thing what it is. */
export function ownUuid(...parts: readonly (string | number | null)[]): string {
  return uuid5(OWN_NAMESPACE, JSON.stringify(parts));
}

/** What tells one examined host, in the state it had, from others: many hosts share a name, and one host many states. */
export function hostKey({ host }: Header): string {
  const digests = host.inputs.flatMap(({ sha256 }) => (sha256 === null ? [] : [sha256]));
  return JSON.stringify([host.hostName, host.domain, ...digests]);
}
