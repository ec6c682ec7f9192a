import { gunzip, type Unpacked } from '../gzip/gunzip.ts';
import { ParseError } from '../parse-error.ts';
import { unpackBzip2 } from './bzip2.ts';
import { GrowingOutput } from './growing-output.ts';
import { unpackLz4Frames } from './lz4-frame.ts';
import { unpackXzFile } from './xz.ts';
import { unpackZstdFrames } from './zstd.ts';

/** How a file is packed, by the suffix of its name. */
export type Packing = 'gz' | 'xz' | 'bz2' | 'zst' | 'lz4';

const UNPACK: Readonly<Record<Exclude<Packing, 'gz'>, (bytes: Uint8Array, output: GrowingOutput) => void>> = {
  xz: unpackXzFile,
  bz2: unpackBzip2,
  zst: unpackZstdFrames,
  lz4: unpackLz4Frames,
};

export function isPacking(suffix: string): suffix is Packing {
  return suffix === 'gz' || Object.hasOwn(UNPACK, suffix);
}

/**
 * Unpacks a whole file in memory. What stands before damage, a cut or, except for gzip, the limit is kept and `problem` says so. Throws
 * `ParseError` where nothing could be unpacked. `limit`: bytes of content.
 */
export function unpackFile(bytes: Uint8Array, packing: Packing, limit: number): Unpacked {
  if (packing === 'gz') return gunzip(bytes, limit);
  const output = new GrowingOutput(`.${packing} file`, bytes.length * 4, limit);
  try {
    UNPACK[packing](bytes, output);
    return { bytes: output.result(), problem: null };
  } catch (error) {
    if (!(error instanceof ParseError) || output.length === 0) throw error;
    return { bytes: output.result(), problem: error.message };
  }
}
