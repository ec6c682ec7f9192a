/**
 * The registry as a tree, wherever it comes from: a hive file, a tree built by a test, later the live registry.
 * Names are compared without regard to case, as Windows does.
 */
export interface RegistryKey {
  readonly name: string;
  /** Path below the root, `\`-separated, without the root's own name; '' for the root. */
  readonly path: string;
  /** Last-write time as a FILETIME (100-ns intervals since 1601-01-01 UTC). */
  readonly lastWrite: bigint;
  /** Bytes from the start of the hive file to the key's cell; null where there is no file. */
  readonly offset: number | null;
  /** True for a key recovered from a free cell: it is no longer part of the tree. */
  readonly deleted: boolean;
  /** True when the bytes of this key came from a transaction log and not from the primary file. */
  readonly fromLog: boolean;
  readonly className: string | null;
  /** Subkeys that the key itself says it has: more than `subkeys` gives where some cannot be read; 0 where it says nothing. */
  readonly statedSubkeys: number;
  subkeys(): readonly RegistryKey[];
  /** A direct subkey; undefined when there is none. */
  subkey(name: string): RegistryKey | undefined;
  /** A key further down, `\`-separated. */
  descendant(path: string): RegistryKey | undefined;
  values(): readonly RegistryValue[];
  /** A value by name; '' is the default value. */
  value(name: string): RegistryValue | undefined;
  /** Self-relative SECURITY_DESCRIPTOR ([MS-DTYP] 2.4.6) of the key; null when there is none to be read. */
  security(): Uint8Array | null;
}

export interface RegistryValue {
  readonly name: string;
  /** REG_SZ = 1 … see `registry-value.ts`. Types above 11 occur and are kept. */
  readonly type: number;
  readonly offset: number | null;
  readonly deleted: boolean;
  readonly fromLog: boolean;
  /** Length in bytes as the value states it, readable without reading the data. */
  readonly size: number;
  /** The data; throws ParseError when the cell that holds it cannot be read. */
  data(): Uint8Array;
}
