import { BASE_BLOCK_SIZE } from './base-block.ts';
import { hex } from './cells.ts';
import type { HiveImage } from './hive-image.ts';

export const BIN_HEADER_SIZE = 32;
export const PAGE = 4096;
const HBIN = 0x6e696268;

/**
 * Size in bytes of the hive bin at file offset `at`, or 0 when there is none: wrong signature, an offset field that
 * is not its own place, or a size that is no multiple of 4096 or leaves the file (msuhanov, "Hive bin").
 */
export function binSizeAt(image: HiveImage, at: number): number {
  if (at + BIN_HEADER_SIZE > image.length) return 0;
  const { view } = image;
  if (view.getUint32(at, true) !== HBIN || view.getUint32(at + 4, true) !== at - BASE_BLOCK_SIZE) return 0;
  const size = view.getUint32(at + 8, true);
  return size !== 0 && size % PAGE === 0 && at + size <= image.length ? size : 0;
}

/**
 * Calls `visit` for every bin up to the end of the bins, and for every stretch where no bin is: `valid` false. Hops from header
 * to header; after a bad one it goes on at the next 4096-byte boundary, where only a bin can start.
 */
export function eachBin(
  image: HiveImage,
  visit: (start: number, size: number, valid: boolean) => void,
): void {
  const limit = image.binsEnd;
  let at = BASE_BLOCK_SIZE;
  while (at < limit) {
    const size = binSizeAt(image, at);
    if (size > 0) {
      visit(at, size, true);
      at += size;
      continue;
    }
    const start = at;
    do at += PAGE;
    while (at < limit && binSizeAt(image, at) === 0);
    visit(start, Math.min(at, limit) - start, false);
  }
}

/** Looks at every bin's header and reports what is none; returns the number of bins. */
export function checkBins(image: HiveImage): number {
  let count = 0;
  eachBin(image, (start, size, valid) => {
    if (valid) count += 1;
    else
      image.report('bin-header', start, 'hive bin', `no valid header in the ${hex(size)} bytes from here on`);
  });
  return count;
}
