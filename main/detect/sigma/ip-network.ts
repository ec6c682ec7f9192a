export interface IpNetwork {
  /** 4 or 16 bytes. */
  readonly bytes: readonly number[];
  /** Leading bits that must agree. */
  readonly prefix: number;
}

const OCTET = /^(?:0|[1-9]\d{0,2})$/;
const GROUP = /^[0-9a-f]{1,4}$/i;

/** The bytes of an IPv4 (dotted) or IPv6 (RFC 4291, section 2.2) address; a zone after `%` is dropped. */
export function parseAddress(text: string): readonly number[] | null {
  return text.includes(':') ? parseV6(text.split('%', 1)[0] ?? '') : parseV4(text);
}

function parseV4(text: string): readonly number[] | null {
  const parts = text.split('.', 5);
  if (parts.length !== 4 || !parts.every((part) => OCTET.test(part) && Number(part) < 256)) return null;
  return parts.map(Number);
}

function parseV6(text: string): readonly number[] | null {
  if (text.length > 45) return null;
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const head = parseGroups(halves[0] ?? '', halves.length === 1);
  const tail = halves.length === 2 ? parseGroups(halves[1] ?? '', true) : [];
  if (head === null || tail === null) return null;
  const missing = 16 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 2) return null;
  return [...head, ...Array.from({ length: missing }, () => 0), ...tail];
}

/** Groups of 16 bits; the last may be an IPv4 address when the text ends there. */
function parseGroups(text: string, isEnd: boolean): readonly number[] | null {
  if (text === '') return [];
  const groups = text.split(':');
  const bytes: number[] = [];
  for (const [index, group] of groups.entries()) {
    if (group.includes('.') && isEnd && index === groups.length - 1) {
      const v4 = parseV4(group);
      if (v4 === null) return null;
      bytes.push(...v4);
    } else if (GROUP.test(group)) {
      const value = Number.parseInt(group, 16);
      bytes.push(value >>> 8, value & 0xff);
    } else return null;
  }
  return bytes;
}

/** Reads `10.0.0.0/8` or `fe80::/10`; without a prefix the network is one address. The error is a sentence. */
export function parseNetwork(text: string): IpNetwork | string {
  const [address = '', length, ...rest] = text.split('/');
  const bytes = address.includes('%') ? null : parseAddress(address);
  if (bytes === null || rest.length > 0) return `"${text}" is not a network such as 10.0.0.0/8 or fe80::/10.`;
  const bits = bytes.length * 8;
  const prefix = length === undefined ? bits : OCTET.test(length) ? Number(length) : -1;
  if (prefix < 0 || prefix > bits) return `The prefix of "${text}" must be a number from 0 to ${bits}.`;
  const network = { bytes, prefix };
  const masked = bytes.map((byte, index) => byte & mask(prefix, index));
  if (masked.some((byte, index) => byte !== bytes[index])) {
    return `"${text}" has bits set beyond its prefix; it is not a network.`;
  }
  return network;
}

function mask(prefix: number, index: number): number {
  const bits = Math.min(8, Math.max(0, prefix - index * 8));
  return (0xff << (8 - bits)) & 0xff;
}

/** True when the address lies in the network. `::ffff:10.0.0.1`, as Windows logs it, is IPv4 for an IPv4 network. */
export function isInNetwork(network: IpNetwork, address: readonly number[]): boolean {
  const same = address.length === network.bytes.length ? address : unmapV4(address, network.bytes.length);
  if (same === null) return false;
  return network.bytes.every((byte, index) => byte === ((same[index] ?? 0) & mask(network.prefix, index)));
}

function unmapV4(address: readonly number[], wanted: number): readonly number[] | null {
  if (wanted !== 4) return null;
  const mapped = address.every((byte, index) => index > 11 || byte === (index < 10 ? 0 : 0xff));
  return mapped ? address.slice(12) : null;
}
