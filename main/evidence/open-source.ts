import type { ByteSource } from '../formats/byte-source.ts';

/** An open file of the evidence. */
export interface OpenSource extends ByteSource {
  close(): void;
}
