import { CELL_HEADER, cellAt, cellDataLength, hex, NO_CELL, signature, signatureAt } from './cells.ts';
import type { HiveImage } from './hive-image.ts';

/** Key security (`sk`; msuhanov, "Key security"). */
const SK = signature('sk');
const DESCRIPTOR_SIZE = CELL_HEADER + 16;
const DESCRIPTOR = CELL_HEADER + 20;
/** Bytes of the record before its descriptor. */
const FIXED = 20;

/**
 * The self-relative security descriptor in the `sk` cell at `relative` bytes from the start of the hive bins data, as
 * a view of the hive; null when there is none or it cannot be read (reported at `owner`, the cell of the key).
 */
export function securityDescriptor(image: HiveImage, relative: number, owner: number): Uint8Array | null {
  if (relative === NO_CELL) return null;
  const cell = cellAt(image, relative);
  if (cell === -1) return refuse(image, owner, `no cell can be at ${hex(relative)}`);
  const room = cellDataLength(image, cell) - FIXED;
  if (room < 0 || signatureAt(image, cell) !== SK) return refuse(image, cell, 'is no "sk" cell');
  const size = image.view.getUint32(cell + DESCRIPTOR_SIZE, true);
  if (size > room) return refuse(image, cell, `states a descriptor of ${size} bytes, its cell holds ${room}`);
  return image.slice(cell + DESCRIPTOR, size);
}

function refuse(image: HiveImage, offset: number, what: string): null {
  image.report('security-cell', offset, 'key security', what);
  return null;
}
