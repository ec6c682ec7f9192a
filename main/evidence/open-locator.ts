import { fail, ok, type Result } from '../../shared/result.ts';
import type { EvidenceError, Locator } from './evidence.ts';
import { closeHostFile, openHostFile } from './host-file.ts';
import { readFully } from './host-read.ts';

/** One open file of the evidence, for random access and for reading without holding the whole file. */
export interface EvidenceFile {
  /** Bytes when it was opened. */
  readonly size: number;
  /**
   * Reads up to `length` bytes from `position` (bytes from the file's start) into `buffer` at `offset` and gives how many
   * were read: fewer only at the end of the file. Throws the system's error on an I/O failure.
   */
  read(position: number, buffer: Uint8Array, offset: number, length: number): number;
  close(): void;
}

/** Opens what a locator names, in any thread, with the checks of `Evidence.read`. */
export function openLocator(locator: Locator): Result<EvidenceFile, EvidenceError> {
  if (locator.kind === 'bytes') return ok(bytesFile(locator.bytes));
  const opened = openHostFile(locator.hostPath, null);
  if (!opened.ok) return fail({ ...opened.error, path: locator.hostPath });
  const { descriptor, stats } = opened.value;
  let open = true;
  return ok({
    size: Number(stats.size),
    read: (position, buffer, offset, length) => readFully(descriptor, buffer, offset, position, length),
    close() {
      // Once only: the number may belong to another file by then.
      if (open) closeHostFile(descriptor);
      open = false;
    },
  });
}

function bytesFile(bytes: Uint8Array): EvidenceFile {
  return {
    size: bytes.length,
    read(position, buffer, offset, length) {
      const part = bytes.subarray(position, position + length);
      buffer.set(part, offset);
      return part.length;
    },
    close: () => undefined,
  };
}
