/**
 * Random access to bytes that need not be in memory: what a decoder of large files reads through. An open file of the
 * evidence is one; `bytesSource` makes one of bytes.
 */
export interface ByteSource {
  /** Bytes in all, as known when it was opened. */
  readonly size: number;
  /**
   * Fills `into` with bytes from `offset` on and returns how many were read: fewer than asked for only where the source
   * ends. An I/O error throws `ByteSourceError`.
   */
  read(offset: number, into: Uint8Array): number;
}

/** The bytes are there and cannot be read (I/O error, file cut while it was read). */
export class ByteSourceError extends Error {
  override readonly name = 'ByteSourceError';
}

/** Bytes in memory as a source. */
export function bytesSource(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    read(offset, into) {
      const part = bytes.subarray(offset, offset + into.length);
      into.set(part);
      return part.length;
    },
  };
}
