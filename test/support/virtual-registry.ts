import type { RegistryKey, RegistryValue } from '../../main/formats/registry-tree.ts';
import {
  filetime,
  type RegistrySpec,
  type SpecNode,
  specTree,
  type ValueSpec,
  valueData,
} from './registry-spec.ts';

export { binary, dword, expandSz, multiSz, none, qword, sz } from './registry-spec.ts';

/**
 * A registry in memory for tests of sources:
 * `virtualRegistry({ 'ControlSet001\\Services\\Foo': { values: { ImagePath: expandSz('…'), Start: 2 } } })`.
 * Returns the root key.
 */
export function virtualRegistry(spec: RegistrySpec): RegistryKey {
  return new VirtualKey(specTree(spec));
}

class VirtualKey implements RegistryKey {
  readonly name: string;
  readonly path: string;
  readonly lastWrite: bigint;
  readonly offset = null;
  readonly deleted = false;
  readonly fromLog = false;
  readonly className: string | null;
  readonly #node: SpecNode;

  constructor(node: SpecNode) {
    this.name = node.name;
    this.path = node.path;
    this.lastWrite = filetime(node.spec.lastWrite);
    this.className = node.spec.className ?? null;
    this.#node = node;
  }

  get statedSubkeys(): number {
    return this.#node.children.length;
  }

  subkeys(): readonly RegistryKey[] {
    return this.#node.children.map((child) => new VirtualKey(child));
  }

  subkey(name: string): RegistryKey | undefined {
    const wanted = name.toUpperCase();
    return this.subkeys().find((key) => key.name.toUpperCase() === wanted);
  }

  descendant(path: string): RegistryKey | undefined {
    let key: RegistryKey | undefined = this;
    for (const name of path.split('\\').filter((part) => part !== '')) key = key?.subkey(name);
    return key;
  }

  values(): readonly RegistryValue[] {
    return Object.entries(this.#node.spec.values ?? {}).map(([name, spec]) => virtualValue(name, spec));
  }

  value(name: string): RegistryValue | undefined {
    const wanted = name.toUpperCase();
    return this.values().find((value) => value.name.toUpperCase() === wanted);
  }

  security(): Uint8Array | null {
    return this.#node.spec.security ?? null;
  }
}

function virtualValue(name: string, spec: ValueSpec): RegistryValue {
  const { type, data } = valueData(spec);
  return { name, type, offset: null, deleted: false, fromLog: false, size: data.length, data: () => data };
}
