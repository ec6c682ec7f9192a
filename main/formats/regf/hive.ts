import { MAX_HIVE_SIZE } from '../../../shared/limits.ts';
import { ParseError } from '../parse-error.ts';
import type { RegistryKey } from '../registry-tree.ts';
import { BASE_BLOCK_SIZE, type BaseBlock, isDirty } from './base-block.ts';
import { hex } from './cells.ts';
import { type HiveDiagnostic, HiveDiagnostics } from './diagnostics.ts';
import { checkBins, PAGE } from './hive-bin.ts';
import { HiveImage } from './hive-image.ts';
import { type HiveKey, openKey } from './hive-key.ts';
import { HiveTree } from './hive-tree.ts';
import { KeyChains } from './key-chain.ts';
import { type HiveRecovery, recoverDeleted, recoverDeletedKeys } from './recover.ts';
import { type HiveLogs, type HiveReplay, replayLogs } from './replay.ts';

/** The base block of the primary file, or of the log that replaced it. */
export interface HiveHeader extends BaseBlock {
  /** The primary file needs recovery: wrong checksum or different sequence numbers. True also after replay. */
  readonly dirty: boolean;
}

export interface Hive {
  readonly header: HiveHeader;
  readonly replay: HiveReplay;
  /** Null when no root was found; `scanKeys` and `recover` then find nothing that needs a path. */
  readonly root: RegistryKey | null;
  /** What was found wrong so far: reading further adds to it. */
  readonly diagnostics: readonly HiveDiagnostic[];
  /** All that were found, also those beyond the limit of `diagnostics`. */
  readonly diagnosticsTotal: number;
  /** Every allocated key node whose parents lead to the root, found cell by cell without lists; reads the whole file. */
  scanKeys(): Generator<RegistryKey>;
  /** Deleted keys and values; reads the whole file. */
  recover(): HiveRecovery;
  /** The deleted keys alone, in a fraction of the time. */
  recoverKeys(): readonly RegistryKey[];
}

/** Versions of Windows NT 4.0 and later (msuhanov, "Base block"). */
const FIRST_MINOR = 3;
const LAST_MINOR = 6;
const USUAL_MINOR = 5;
/** Right behind the header of the first bin, where Windows puts the root. */
const USUAL_ROOT = 0x20;

/**
 * Opens a registry hive, versions 1.3 to 1.6, with its transaction logs replayed in memory when it is dirty. Pure:
 * the bytes given are neither changed nor copied, unless a log changes them; keys and values are read when asked for.
 * Offsets of keys and values count from the start of the primary file. Specification: Maxim Suhanov, "Windows
 * registry file format specification". Throws ParseError only when this is no hive: no base block and no hive bin.
 */
export function openHive(primary: Uint8Array, logs: HiveLogs = {}): Hive {
  if (primary.length > MAX_HIVE_SIZE) {
    throw new ParseError('hive', 0, `${primary.length} bytes are more than the limit of ${MAX_HIVE_SIZE}`);
  }
  const diagnostics = new HiveDiagnostics();
  const { bytes, base, changed, replay } = replayLogs(primary, logs, diagnostics);
  const image = new HiveImage(bytes, usableMinor(base), binsEnd(base, bytes), changed, diagnostics);
  if (base === null || (checkBins(image) === 0 && !base.signatureValid)) {
    throw new ParseError('hive', 0, 'no base block and no hive bin: this is no registry hive');
  }
  reportBase(base, replay, diagnostics);
  reportSize(base, image);
  const tree = new HiveTree(
    image,
    base.signatureValid || base.majorVersion === 1 ? base.rootCell : USUAL_ROOT,
  );
  return new RegfHive(base, replay, tree, diagnostics);
}

class RegfHive implements Hive {
  readonly header: HiveHeader;
  readonly replay: HiveReplay;
  readonly root: HiveKey | null;
  readonly #tree: HiveTree;
  readonly #diagnostics: HiveDiagnostics;

  constructor(base: BaseBlock, replay: HiveReplay, tree: HiveTree, diagnostics: HiveDiagnostics) {
    this.header = { ...base, dirty: replay.state !== 'clean' };
    this.replay = replay;
    this.root = tree.root === -1 ? null : openKey(tree, tree.root, null);
    this.#tree = tree;
    this.#diagnostics = diagnostics;
  }

  get diagnostics(): readonly HiveDiagnostic[] {
    return this.#diagnostics.kept;
  }

  get diagnosticsTotal(): number {
    return this.#diagnostics.total;
  }

  *scanKeys(): Generator<RegistryKey> {
    const chains = new KeyChains(this.#tree, this.root);
    for (const cell of this.#tree.index.all) {
      const key = chains.keyAt(cell);
      if (key !== null) yield key;
    }
  }

  recover(): HiveRecovery {
    return recoverDeleted(this.#tree, new KeyChains(this.#tree, this.root));
  }

  recoverKeys(): readonly RegistryKey[] {
    return recoverDeletedKeys(this.#tree, new KeyChains(this.#tree, this.root));
  }
}

/** A size that cannot be true is no reason to read less than there is. */
function binsEnd(base: BaseBlock | null, bytes: Uint8Array): number {
  if (base === null || !base.signatureValid || base.hiveBinsSize === 0 || base.hiveBinsSize % PAGE !== 0) {
    return bytes.length;
  }
  return BASE_BLOCK_SIZE + base.hiveBinsSize;
}

function usableMinor(base: BaseBlock | null): number {
  const minor = base?.minorVersion ?? USUAL_MINOR;
  return minor >= FIRST_MINOR && minor <= LAST_MINOR ? minor : USUAL_MINOR;
}

function reportBase(base: BaseBlock, replay: HiveReplay, diagnostics: HiveDiagnostics): void {
  const { majorVersion: major, minorVersion: minor } = base;
  if (!base.signatureValid)
    diagnostics.add('base-block-signature', 0, 'base block', 'does not begin with "regf"');
  if (!base.checksumValid && replay.baseBlockFrom === null) {
    diagnostics.add('base-block-checksum', 508, 'base block', 'its checksum is wrong');
  }
  if (major !== 1 || minor < FIRST_MINOR || minor > LAST_MINOR) {
    const what = `version ${major}.${minor} is none of 1.3 to 1.6, read as 1.${USUAL_MINOR}`;
    diagnostics.add('base-block-version', 20, 'base block', what);
  }
  if (replay.state === 'no-log' && isDirty(base)) {
    const what = `sequence numbers ${base.primarySequence} and ${base.secondarySequence}, and no transaction log`;
    diagnostics.add('hive-dirty', 4, 'base block', `${what}: the last changes may be missing`);
  }
}

function reportSize(base: BaseBlock, image: HiveImage): void {
  const end = BASE_BLOCK_SIZE + base.hiveBinsSize;
  if (end <= image.length) return;
  const what = `bins end at ${hex(end)}, the file at ${hex(image.length)}`;
  image.report('hive-truncated', image.length, 'hive bins', what);
}
