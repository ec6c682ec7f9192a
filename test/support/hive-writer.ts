import { baseBlockChecksum } from '../../main/formats/regf/base-block.ts';
import { nameHash } from '../../main/formats/regf/names.ts';
import { CellWriter } from './hive-writer-cells.ts';
import { filetime, type RegistrySpec, type SpecNode, specTree, valueData } from './registry-spec.ts';

export interface HiveOptions {
  /** Minor version, 3 to 6; 5 unless stated. */
  readonly minor?: number;
  readonly list?: 'lf' | 'lh' | 'li';
  /** Elements of one leaf; more are divided below an `ri`. */
  readonly leafSize?: number;
  /** Primary and secondary sequence number; different ones make the hive dirty. */
  readonly sequences?: readonly [number, number];
  readonly fileName?: string;
  readonly lastWritten?: bigint | string;
  /** Keys that are written, unlinked from their parents and freed with all they hold. */
  readonly deleted?: RegistrySpec;
  /** Values that are written, taken from their key's list and freed: path, backslash, name (as in `deleted`). */
  readonly deletedValues?: readonly string[];
}

export interface WrittenHive {
  readonly bytes: Uint8Array;
  /** File offsets of cells: of keys by path, of values by path + '\\' + name, of lists by path of the key. */
  readonly keys: ReadonlyMap<string, number>;
  readonly values: ReadonlyMap<string, number>;
  readonly subkeyLists: ReadonlyMap<string, number>;
  readonly valueLists: ReadonlyMap<string, number>;
  readonly security: ReadonlyMap<string, number>;
}

const BASE = 4096;
const NOWHERE = 0xffffffff;
const SEGMENT = 16_344;

/** Owner, group SYSTEM; DACL: SYSTEM full control. Keys without a descriptor of their own share it, as in Windows. */
const SYSTEM_ONLY = Uint8Array.from(
  Buffer.from(
    [
      '01000480 30000000 3c000000 00000000 14000000',
      '02001c00 01000000 00001400 3f000f00 01010000 00000005 12000000',
      '01010000 00000005 12000000',
      '01010000 00000005 12000000',
    ]
      .join('')
      .replaceAll(' ', ''),
    'hex',
  ),
);

/** Writes a hive with everything that Windows writes: bins, nk, vk, lf/lh/li/ri, sk, db, checksum. */
export function writeHive(spec: RegistrySpec, options: HiveOptions = {}): WrittenHive {
  return new HiveWriter(options).write(spec);
}

class HiveWriter {
  readonly #options: HiveOptions;
  readonly #cells: CellWriter;
  readonly #time: bigint;
  readonly keys = new Map<string, number>();
  readonly values = new Map<string, number>();
  readonly subkeyLists = new Map<string, number>();
  readonly valueLists = new Map<string, number>();
  readonly security = new Map<string, number>();
  readonly #descriptors = new Map<string, number>();
  readonly #toFree: number[] = [];
  /** Cells of the deleted key that is being written; null while what stays is written. */
  #collected: number[] | null = null;

  constructor(options: HiveOptions) {
    this.#options = options;
    this.#time = filetime(options.lastWritten);
    this.#cells = new CellWriter(this.#time);
  }

  write(spec: RegistrySpec): WrittenHive {
    const rootOffset = this.#key({ ...specTree(spec), name: 'ROOT' }, NOWHERE, 0x2c);
    for (const node of deletedNodes(specTree(this.#options.deleted ?? {}), this.keys)) {
      const parent = this.keys.get(node.path.split('\\').slice(0, -1).join('\\')) as number;
      this.#collected = [];
      this.#key(node, parent - BASE, 0x20);
      this.#toFree.push(...this.#collected);
      this.#collected = null;
    }
    for (const cell of this.#toFree) this.#cells.free(cell);
    this.#closeSecurityList();
    const bins = this.#cells.finish();
    const bytes = new Uint8Array(BASE + bins.length);
    bytes.set(bins, BASE);
    this.#baseBlock(bytes, rootOffset, bins.length);
    const { keys, values, subkeyLists, valueLists, security } = this;
    return { bytes, keys, values, subkeyLists, valueLists, security };
  }

  #allocate(data: Uint8Array): number {
    const offset = this.#cells.write(data);
    this.#collected?.push(offset);
    return offset;
  }

  #key(node: SpecNode, parent: number, flags: number): number {
    const { spec } = node;
    const name = encodeName(node.name);
    const data = new Uint8Array(76 + name.bytes.length);
    const offset = this.#allocate(data);
    this.keys.set(node.path, offset + BASE);
    const children = [...node.children].sort((a, b) =>
      a.name.toUpperCase() < b.name.toUpperCase() ? -1 : 1,
    );
    const childOffsets = children.map((child) => this.#key(child, offset, 0x20));
    const list = this.#subkeyList(node.path, children, childOffsets);
    const valueOffsets = this.#valueCells(node);
    const kept = valueOffsets.filter((value) => !this.#toFree.includes(value));
    const valueList =
      valueOffsets.length === 0 ? NOWHERE : this.#valueListCell(node.path, kept, valueOffsets);
    const className = Buffer.from(spec.className ?? '', 'utf16le');
    const classOffset = className.length === 0 ? NOWHERE : this.#allocate(className);
    const securityOffset = this.#securityCell(node, spec.security ?? SYSTEM_ONLY);

    const view = new DataView(data.buffer);
    data.set(Buffer.from('nk', 'latin1'));
    view.setUint16(2, (flags & ~0x20) | (name.compressed ? 0x20 : 0), true);
    view.setBigUint64(4, filetime(spec.lastWrite), true);
    view.setUint32(16, parent, true);
    view.setUint32(20, children.length, true);
    view.setUint32(28, list, true);
    view.setUint32(32, NOWHERE, true);
    view.setUint32(36, kept.length, true);
    view.setUint32(40, kept.length === 0 ? NOWHERE : valueList, true);
    view.setUint32(44, securityOffset, true);
    view.setUint32(48, classOffset, true);
    view.setUint32(52, Math.max(0, ...children.map((child) => 2 * child.name.length)), true);
    view.setUint32(60, Math.max(0, ...Object.keys(spec.values ?? {}).map((value) => 2 * value.length)), true);
    view.setUint32(64, this.#largestData(node), true);
    view.setUint16(72, name.bytes.length, true);
    view.setUint16(74, className.length, true);
    data.set(name.bytes, 76);
    new Uint8Array(this.#cells.view().buffer).set(data, offset + 4);
    return offset;
  }

  #largestData(node: SpecNode): number {
    return Math.max(0, ...Object.values(node.spec.values ?? {}).map((value) => valueData(value).data.length));
  }

  #subkeyList(path: string, children: readonly SpecNode[], offsets: readonly number[]): number {
    if (children.length === 0) return NOWHERE;
    const size = this.#options.leafSize ?? 500;
    const leaves: number[] = [];
    for (let start = 0; start < children.length; start += size) {
      leaves.push(this.#leaf(children.slice(start, start + size), offsets.slice(start, start + size)));
    }
    let list = leaves[0] as number;
    if (leaves.length > 1) list = this.#allocate(record('ri', leaves.length, Uint32Array.from(leaves)));
    this.subkeyLists.set(path, list + BASE);
    return list;
  }

  #leaf(children: readonly SpecNode[], offsets: readonly number[]): number {
    const kind = this.#options.list ?? ((this.#options.minor ?? 5) > 4 ? 'lh' : 'lf');
    const words: number[] = [];
    children.forEach((child, index) => {
      words.push(offsets[index] as number);
      if (kind === 'lh') words.push(nameHash(child.name));
      if (kind === 'lf') words.push(nameHint(child.name));
    });
    return this.#allocate(record(kind, children.length, Uint32Array.from(words)));
  }

  #valueCells(node: SpecNode): number[] {
    return Object.entries(node.spec.values ?? {}).map(([valueName, spec]) => {
      const { type, data } = valueData(spec);
      const name = encodeName(valueName);
      const cell = new Uint8Array(20 + name.bytes.length);
      const view = new DataView(cell.buffer);
      const dataOffset = data.length > 4 ? this.#dataCell(data) : 0;
      cell.set(Buffer.from('vk', 'latin1'));
      view.setUint16(2, name.bytes.length, true);
      view.setUint32(4, data.length > 4 ? data.length : (data.length | 0x80000000) >>> 0, true);
      view.setUint32(8, dataOffset, true);
      if (data.length <= 4) cell.set(data, 8);
      view.setUint32(12, type, true);
      view.setUint16(16, name.compressed ? 1 : 0, true);
      cell.set(name.bytes, 20);
      const offset = this.#allocate(cell);
      const path = `${node.path}\\${valueName}`;
      this.values.set(path, offset + BASE);
      if (this.#options.deletedValues?.includes(path)) {
        this.#toFree.push(offset);
        if (data.length > 4) this.#toFree.push(dataOffset);
      }
      return offset;
    });
  }

  #dataCell(data: Uint8Array): number {
    if (data.length <= SEGMENT || (this.#options.minor ?? 5) < 4) return this.#allocate(data);
    const segments: number[] = [];
    for (let start = 0; start < data.length; start += SEGMENT) {
      segments.push(this.#allocate(data.subarray(start, start + SEGMENT)));
    }
    const list = this.#allocate(new Uint8Array(Uint32Array.from(segments).buffer));
    return this.#allocate(record('db', segments.length, Uint32Array.of(list)));
  }

  /** Removed values leave the list as Windows does: the rest moves up, the last element stays behind the end. */
  #valueListCell(path: string, kept: readonly number[], all: readonly number[]): number {
    const list = this.#allocate(
      new Uint8Array(Uint32Array.from([...kept, ...all.slice(kept.length)]).buffer),
    );
    this.valueLists.set(path, list + BASE);
    return list;
  }

  #securityCell(node: SpecNode, descriptor: Uint8Array): number {
    const identity = Buffer.from(descriptor).toString('hex');
    let offset = this.#descriptors.get(identity);
    if (offset === undefined) {
      const cell = new Uint8Array(20 + descriptor.length);
      cell.set(Buffer.from('sk', 'latin1'));
      new DataView(cell.buffer).setUint32(16, descriptor.length, true);
      cell.set(descriptor, 20);
      offset = this.#cells.write(cell);
      this.#descriptors.set(identity, offset);
    }
    this.security.set(node.path, offset + BASE);
    const view = this.#cells.view();
    view.setUint32(offset + 16, view.getUint32(offset + 16, true) + 1, true);
    return offset;
  }

  /** Key security items form a ring. */
  #closeSecurityList(): void {
    const ring = [...this.#descriptors.values()];
    const view = this.#cells.view();
    ring.forEach((offset, index) => {
      view.setUint32(offset + 8, ring[(index + 1) % ring.length] as number, true);
      view.setUint32(offset + 12, ring.at(index - 1) as number, true);
    });
  }

  #baseBlock(bytes: Uint8Array, root: number, binsSize: number): void {
    const view = new DataView(bytes.buffer);
    const [primary, secondary] = this.#options.sequences ?? [1, 1];
    bytes.set(Buffer.from('regf', 'latin1'));
    view.setUint32(4, primary, true);
    view.setUint32(8, secondary, true);
    view.setBigUint64(12, this.#time, true);
    view.setUint32(20, 1, true);
    view.setUint32(24, this.#options.minor ?? 5, true);
    view.setUint32(32, 1, true);
    view.setUint32(36, root, true);
    view.setUint32(40, binsSize, true);
    view.setUint32(44, 1, true);
    bytes.set(Buffer.from((this.#options.fileName ?? 'SYSTEM').slice(0, 31), 'utf16le'), 48);
    sealBaseBlock(bytes);
  }
}

/** Topmost nodes that the hive does not have yet. */
function* deletedNodes(node: SpecNode, known: ReadonlyMap<string, number>): Generator<SpecNode> {
  for (const child of node.children) {
    if (known.has(child.path)) yield* deletedNodes(child, known);
    else yield child;
  }
}

/** Puts the right checksum into a base block. */
export function sealBaseBlock(bytes: Uint8Array): void {
  new DataView(bytes.buffer, bytes.byteOffset).setUint32(508, baseBlockChecksum(bytes), true);
}

function record(signature: string, count: number, words: Uint32Array): Uint8Array {
  const data = new Uint8Array(4 + words.byteLength);
  data.set(Buffer.from(signature, 'latin1'));
  new DataView(data.buffer).setUint16(2, count, true);
  data.set(new Uint8Array(words.buffer), 4);
  return data;
}

function encodeName(name: string): { bytes: Uint8Array; compressed: boolean } {
  const compressed = [...name].every((letter) => letter.charCodeAt(0) < 256 && letter.length === 1);
  return { bytes: new Uint8Array(Buffer.from(name, compressed ? 'latin1' : 'utf16le')), compressed };
}

function nameHint(name: string): number {
  let hint = 0;
  for (let index = 0; index < Math.min(4, name.length); index += 1) {
    const unit = name.charCodeAt(index);
    if (unit > 255) return 0;
    hint |= unit << (8 * index);
  }
  return hint >>> 0;
}
