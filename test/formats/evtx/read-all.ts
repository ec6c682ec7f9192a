import { type ByteSource, bytesSource } from '../../../main/formats/byte-source.ts';
import {
  type EvtxItem,
  type EvtxOptions,
  type EvtxRecord,
  type EvtxSummary,
  readEvtx,
} from '../../../main/formats/evtx/read-evtx.ts';

export interface EvtxReading {
  readonly records: readonly EvtxRecord[];
  readonly problems: readonly Extract<EvtxItem, { kind: 'problem' }>[];
  readonly summary: EvtxSummary;
}

/** Everything that a file gives, the records held until its end. */
export function readAll(file: Uint8Array | ByteSource, options?: EvtxOptions): EvtxReading {
  const reading = readEvtx(file instanceof Uint8Array ? bytesSource(file) : file, options);
  const records: EvtxRecord[] = [];
  const problems: Extract<EvtxItem, { kind: 'problem' }>[] = [];
  for (;;) {
    const { done, value } = reading.next();
    if (done) return { records, problems, summary: value };
    if (value.kind === 'record') records.push(value.record);
    else problems.push(value);
  }
}
