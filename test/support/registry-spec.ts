/** A registry tree as plain objects: what `virtualRegistry` and `writeHive` are made from. */

export interface ValueData {
  readonly type: number;
  readonly data: Uint8Array;
}

/** A string is a REG_SZ, a number a REG_DWORD. */
export type ValueSpec = string | number | ValueData;

export interface KeySpec {
  /** FILETIME, or ISO 8601 with up to seven decimals. */
  readonly lastWrite?: bigint | string;
  /** Self-relative security descriptor. */
  readonly security?: Uint8Array;
  readonly className?: string;
  readonly values?: Readonly<Record<string, ValueSpec>>;
}

/** Keys by path below the root (`\`-separated, '' is the root); keys between are made without values. */
export type RegistrySpec = Readonly<Record<string, KeySpec>>;

export interface SpecNode {
  readonly name: string;
  readonly path: string;
  spec: KeySpec;
  readonly children: SpecNode[];
}

export function sz(text: string): ValueData {
  return { type: 1, data: terminated(text) };
}

export function expandSz(text: string): ValueData {
  return { type: 2, data: terminated(text) };
}

export function multiSz(texts: readonly string[]): ValueData {
  return { type: 7, data: terminated(texts.map((text) => `${text}\0`).join('')) };
}

export function binary(bytes: Uint8Array | readonly number[]): ValueData {
  return { type: 3, data: Uint8Array.from(bytes) };
}

export function none(bytes: Uint8Array | readonly number[] = []): ValueData {
  return { type: 0, data: Uint8Array.from(bytes) };
}

export function dword(number: number): ValueData {
  const data = new Uint8Array(4);
  new DataView(data.buffer).setUint32(0, number >>> 0, true);
  return { type: 4, data };
}

export function qword(number: bigint): ValueData {
  const data = new Uint8Array(8);
  new DataView(data.buffer).setBigUint64(0, BigInt.asUintN(64, number), true);
  return { type: 11, data };
}

function terminated(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(`${text}\0`, 'utf16le'));
}

export function valueData(spec: ValueSpec): ValueData {
  if (typeof spec === 'string') return sz(spec);
  return typeof spec === 'number' ? dword(spec) : spec;
}

/** 2024-01-02T03:04:05.0000000Z: what keys get that do not say when they were written. */
const DEFAULT_TIME = '2024-01-02T03:04:05Z';

export function filetime(time: bigint | string = DEFAULT_TIME): bigint {
  if (typeof time === 'bigint') return time;
  const fraction = /\.(\d+)/.exec(time)?.[1] ?? '';
  const seconds = Date.parse(time.replace(/\.\d+/, '')) / 1000;
  return (BigInt(seconds) + 11_644_473_600n) * 10_000_000n + BigInt(fraction.padEnd(7, '0').slice(0, 7));
}

/** The tree that a description stands for. Names are told apart as written, so that a test can have two cases. */
export function specTree(spec: RegistrySpec): SpecNode {
  const root: SpecNode = { name: '', path: '', spec: spec[''] ?? {}, children: [] };
  for (const [path, key] of Object.entries(spec)) {
    let node = root;
    for (const name of path.split('\\').filter((part) => part !== '')) {
      let child = node.children.find((candidate) => candidate.name === name);
      if (child === undefined) {
        child = { name, path: node.path === '' ? name : `${node.path}\\${name}`, spec: {}, children: [] };
        node.children.push(child);
      }
      node = child;
    }
    node.spec = key;
  }
  return root;
}
