import type { EvidenceStat } from './evidence.ts';

/** A node of evidence in memory: bytes or text (UTF-8) for a file, or an object that says more. */
export type MemoryNode =
  | Uint8Array
  | string
  | ({ readonly content: Uint8Array | string } & MemoryStat)
  | ({ readonly directory: true; readonly unreadable?: string } & MemoryStat)
  /** A file that is there and cannot be read, as without permission; the text is the reason. */
  | ({ readonly unreadable: string } & MemoryStat)
  | ({ readonly link: string } & MemoryStat)
  | { readonly special: 'fifo' | 'socket' | 'device' };

export type MemoryStat = Partial<Omit<EvidenceStat, 'size'>>;
