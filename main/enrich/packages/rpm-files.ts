import { asciiString, type RpmStrings, stringOffsets } from '../../formats/rpm/rpm-header.ts';
import type { RpmFiles } from '../../formats/rpm/rpm-package.ts';
import type { RecordedDigest } from './package-database.ts';
import { hashBytes, type PathTable } from './path-table.ts';

/** RPMFILE_CONFIG and RPMFILE_GHOST (rpm, include/rpm/rpmfiles.h). */
const FLAG_CONFIG = 1 << 0;
const FLAG_GHOST = 1 << 6;
/** RPMFILE_STATE_NORMAL and _NETSHARED: other states mean that another package's file stands there, or none. */
const STATE_NORMAL = 0;
const STATE_NETSHARED = 3;

/** One package's files: hashed into the common table at once, looked at closer when a path is asked for. */
export class RpmFileList {
  readonly #files: RpmFiles;
  #baseOffsets: Int32Array | null = null;
  #dirOffsets: Int32Array | null = null;
  #digestOffsets: Int32Array | null = null;

  constructor(files: RpmFiles) {
    this.#files = files;
  }

  /** False when the table is full. Positions are file numbers. */
  addTo(table: PathTable, owner: number): boolean {
    const { dirNames, baseNames, dirIndexes } = this.#files;
    const dirOffsets = stringOffsets(dirNames);
    const dirHashes = new Int32Array(dirNames.count);
    for (let index = 0; index < dirNames.count; index += 1) {
      dirHashes[index] = hashBytes(dirNames.bytes, dirOffsets[index] ?? 0, (dirOffsets[index + 1] ?? 1) - 1);
    }
    let start = 0;
    for (let index = 0; index < baseNames.count; index += 1) {
      const end = baseNames.bytes.indexOf(0, start);
      const dir = dirIndexes.getUint32(index * 4);
      if (dir < dirNames.count) {
        const hash = hashBytes(baseNames.bytes, start, end, dirHashes[dir] ?? 0);
        if (!table.add(hash, owner, index)) return false;
      }
      start = end + 1;
    }
    return true;
  }

  get count(): number {
    return this.#files.baseNames.count;
  }

  /** Null where another package's file stands there, or none. */
  pathOf(index: number): string | null {
    const { dir, base } = this.#names(index);
    return this.#stands(index) ? Buffer.concat([dir, base]).toString('utf8') : null;
  }

  /** True when file `index` is at `path` (UTF-8) and stands there by this package. */
  isAt(index: number, path: Uint8Array): boolean {
    const { dir, base } = this.#names(index);
    if (dir.length + base.length !== path.length) return false;
    if (Buffer.compare(dir, path.subarray(0, dir.length)) !== 0) return false;
    if (Buffer.compare(base, path.subarray(dir.length)) !== 0) return false;
    return this.#stands(index);
  }

  #names(index: number): { readonly dir: Uint8Array; readonly base: Uint8Array } {
    const { dirNames, baseNames, dirIndexes } = this.#files;
    this.#dirOffsets ??= stringOffsets(dirNames);
    this.#baseOffsets ??= stringOffsets(baseNames);
    return {
      dir: stringBytes(dirNames, this.#dirOffsets, dirIndexes.getUint32(index * 4)),
      base: stringBytes(baseNames, this.#baseOffsets, index),
    };
  }

  #stands(index: number): boolean {
    const { states } = this.#files;
    const state = states !== null && index < states.byteLength ? states.getUint8(index) : STATE_NORMAL;
    return state === STATE_NORMAL || state === STATE_NETSHARED;
  }

  isConfig(index: number): boolean {
    return (this.#flags(index) & FLAG_CONFIG) !== 0;
  }

  /** Null for folders, links, and `%ghost` files, whose content the package does not bring. */
  digest(index: number): RecordedDigest | null {
    const { digests, digestAlgorithm } = this.#files;
    if (digests === null || index >= digests.count || (this.#flags(index) & FLAG_GHOST) !== 0) return null;
    this.#digestOffsets ??= stringOffsets(digests);
    const hex = asciiString(digests, this.#digestOffsets, index).toLowerCase();
    return /^[0-9a-f]{32,128}$/.test(hex) ? { algorithm: digestAlgorithm, hex } : null;
  }

  #flags(index: number): number {
    const { flags } = this.#files;
    return flags !== null && (index + 1) * 4 <= flags.byteLength ? flags.getUint32(index * 4) : 0;
  }
}

function stringBytes(strings: RpmStrings, offsets: Int32Array, index: number): Uint8Array {
  return strings.bytes.subarray(offsets[index] ?? 0, Math.max((offsets[index + 1] ?? 1) - 1, 0));
}
