import { MAX_SUBKEY_LIST_DEPTH, MAX_SUBKEYS } from '../../../shared/limits.ts';
import { CELL_HEADER, cellAt, cellDataLength, hex, signature, signatureAt, signatureText } from './cells.ts';
import type { HiveImage } from './hive-image.ts';
import { upcaseUnit } from './names.ts';

/** Subkey lists (msuhanov, "Index leaf", "Fast leaf", "Hash leaf", "Index root"). */
const LI = signature('li');
const LF = signature('lf');
const LH = signature('lh');
const RI = signature('ri');
/** From the cell's start to the first element. */
const ELEMENTS = CELL_HEADER + 4;

export interface SubkeyLeaf {
  /** File offset of the list's cell. */
  readonly cell: number;
  /** File offset of the first element. */
  readonly start: number;
  readonly count: number;
  /** Bytes of one element: 4 in `li`, 8 (with a hint or hash) in `lf` and `lh`. */
  readonly stride: 4 | 8;
  readonly kind: 'li' | 'lf' | 'lh';
}

/**
 * The leaves that the list at `relative` (from the start of the hive bins data) consists of, in order. `cell` is the
 * key that owns the list, for diagnostics. Leaves that cannot be read are reported and left out.
 */
export function subkeyLeaves(image: HiveImage, relative: number, owner: number): SubkeyLeaf[] {
  const cell = cellAt(image, relative);
  const leaf = cell === -1 ? null : leafAt(image, cell);
  if (leaf !== null) return [leaf];
  const leaves: SubkeyLeaf[] = [];
  collect(image, relative, owner, 0, new Set(), leaves);
  return leaves;
}

function leafAt(image: HiveImage, cell: number): SubkeyLeaf | null {
  const kind = signatureAt(image, cell);
  if (kind !== LF && kind !== LH && kind !== LI) return null;
  const stride = kind === LI ? 4 : 8;
  const count = elementCount(image, cell, stride);
  return {
    cell,
    start: cell + ELEMENTS,
    count,
    stride,
    kind: kind === LI ? 'li' : kind === LF ? 'lf' : 'lh',
  };
}

function collect(
  image: HiveImage,
  relative: number,
  referrer: number,
  depth: number,
  seen: Set<number>,
  leaves: SubkeyLeaf[],
): void {
  const cell = cellAt(image, relative);
  if (cell === -1) {
    image.reject(referrer);
    image.report('cell-outside', referrer, 'subkey list', `points to ${hex(relative)}, where no cell can be`);
    return;
  }
  if (seen.has(cell)) {
    image.reject(referrer);
    image.report('list-repeated', cell, 'subkey list', 'is used twice by the same key');
    return;
  }
  seen.add(cell);
  const leaf = leafAt(image, cell);
  if (leaf !== null) {
    leaves.push(leaf);
    return;
  }
  if (signatureAt(image, cell) !== RI) {
    image.reject(referrer);
    const found = JSON.stringify(signatureText(image, cell));
    image.report('wrong-signature', cell, 'subkey list', `"lf", "lh", "li" or "ri" expected, ${found} found`);
    return;
  }
  if (depth > 0) {
    image.report('list-nested', cell, 'index root', 'lies inside another index root');
    if (depth >= MAX_SUBKEY_LIST_DEPTH) return;
  }
  const count = elementCount(image, cell, 4);
  for (let index = 0; index < count && leaves.length < MAX_SUBKEYS; index += 1) {
    const known = leaves.length;
    collect(image, image.view.getUint32(cell + ELEMENTS + 4 * index, true), cell, depth + 1, seen, leaves);
    if (leaves.length === known && image.isExhausted) break;
  }
}

/** The count that the list states, but no more than its cell holds. */
function elementCount(image: HiveImage, cell: number, stride: number): number {
  const stated = image.view.getUint16(cell + CELL_HEADER + 2, true);
  const room = Math.max(0, Math.floor((cellDataLength(image, cell) - 4) / stride));
  if (stated <= room) return stated;
  image.report('list-size', cell, 'subkey list', `states ${stated} elements, its cell holds ${room}`);
  return room;
}

/**
 * False when the element at file offset `element` cannot be the key called `name`, judged by the hash of `lh` or by
 * the four letters of `lf`; true when it may be.
 */
export function mayBeNamed(
  image: HiveImage,
  leaf: SubkeyLeaf,
  element: number,
  name: string,
  hash: number,
): boolean {
  if (leaf.kind === 'lh') return (image.words[(element + 4) >> 2] as number) >>> 0 === hash;
  if (leaf.kind === 'li') return true;
  for (let index = 0; index < 4; index += 1) {
    const hint = image.bytes[element + 4 + index] as number;
    // A zero first byte means that the name has no extended ASCII form.
    if (hint === 0) return index === 0 || name.length <= index;
    if (index >= name.length) return false;
    if (upcaseUnit(hint) !== upcaseUnit(name.charCodeAt(index))) return hint >= 0x80;
  }
  return true;
}
