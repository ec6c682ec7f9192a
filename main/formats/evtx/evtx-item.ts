import type { EvtxRecord } from './evtx-record.ts';

/** What can be wrong with a log and does not stop the rest from being read. */
export type EvtxProblemCode =
  | 'file-header'
  | 'unreadable'
  | 'chunk-header'
  | 'chunk-checksum'
  | 'chunk-truncated'
  | 'record-head'
  | 'record-size'
  | 'record'
  | 'record-part'
  | 'slack';

export interface EvtxProblem {
  readonly kind: 'problem';
  readonly code: EvtxProblemCode;
  /** Bytes from the start of the file. */
  readonly offset: number;
  readonly what: string;
}

export type EvtxItem = { readonly kind: 'record'; readonly record: EvtxRecord } | EvtxProblem;
