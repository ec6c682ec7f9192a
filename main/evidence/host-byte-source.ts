import { ByteSourceError } from '../formats/byte-source.ts';
import { closeHostFile, type OpenFile } from './host-file.ts';
import { readFully } from './host-read.ts';
import { failureReason } from './host-stat.ts';
import type { OpenSource } from './open-source.ts';

/** An open file of the host; its size is the one it had when it was looked up, however it grows. */
export class HostByteSource implements OpenSource {
  readonly size: number;
  readonly #descriptor: number;
  #open = true;

  constructor({ descriptor }: OpenFile, size: number) {
    this.#descriptor = descriptor;
    this.size = size;
  }

  read(offset: number, into: Uint8Array): number {
    if (!this.#open) throw new ByteSourceError('the file is closed');
    const length = Math.max(0, Math.min(into.length, this.size - offset));
    try {
      return readFully(this.#descriptor, into, 0, offset, length);
    } catch (error) {
      throw new ByteSourceError(failureReason(error));
    }
  }

  close(): void {
    if (this.#open) closeHostFile(this.#descriptor);
    this.#open = false;
  }
}
