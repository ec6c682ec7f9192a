import type { ByteSource } from '../byte-source.ts';
import { ParseError } from '../parse-error.ts';
import { BlockSource, isZero } from './block-source.ts';
import { CHUNK_SIZE, isChunk } from './chunk-header.ts';
import { ChunkReader } from './chunk-reader.ts';
import type { EvtxItem } from './evtx-item.ts';
import type { EvtxIdentity } from './evtx-record.ts';
import { EvtxSession } from './evtx-session.ts';
import { type EvtxSummary, Tally } from './evtx-summary.ts';
import { FILE_HEADER_SIZE, readFileHeader } from './file-header.ts';
import { MAX_UNREADABLE_CHUNKS } from './limits.ts';

export type { EvtxItem } from './evtx-item.ts';
export type { EvtxFields, EvtxIdentity, EvtxRecord } from './evtx-record.ts';
export { EvtxSession } from './evtx-session.ts';
export type { EvtxSummary } from './evtx-summary.ts';

export interface EvtxOptions {
  /**
   * Which events to decode. The answer is remembered for each template and identity, so it may depend on nothing else.
   * A record whose template does not lay provider, event id and channel open, or that has none, is decoded before it is
   * asked about; null then means that the record does not say. Where the answer is no, it is asked again with the channel left
   * open (null): no to that too skips the event id in every channel.
   */
  readonly wanted?: (identity: EvtxIdentity) => boolean;
  /** Is a record of this event id wanted of any provider and in any channel? Where not, neither is looked at. */
  readonly wantedId?: (eventId: number) => boolean;
  /** Names of System's fields that `fields` leaves out; what the record says of them beside its fields stays. */
  readonly omit?: ReadonlySet<string>;
  /**
   * A record is valid only until the next item is asked for, and decodes its values when they are asked for (default false). Most
   * records are looked at for a field or two.
   */
  readonly transient?: boolean;
  /** What earlier files of the same run taught; see `EvtxSession`. */
  readonly session?: EvtxSession;
  /** Name by which the session can open this file again (default none). */
  readonly file?: string;
  /** Also search slack and damaged chunks for records (default true). */
  readonly recover?: boolean;
}

/**
 * Reads a Windows event log (EVTX; libevtx, "Windows XML Event Log (EVTX)") and gives its records in file order, which in
 * a log that has wrapped is not the order of time. Chunks are read as long as the file goes on, whatever the header
 * counts: a log that was not closed has more than its header knows. Damage is a `problem` with its offset in the file
 * and never ends the reading; records stay valid while they are held.
 *
 * Throws ParseError when it is no EVTX file at all and no chunk can be found.
 */
export function* readEvtx(source: ByteSource, options: EvtxOptions = {}): Generator<EvtxItem, EvtxSummary> {
  const blocks = new BlockSource(source);
  const tally = new Tally();
  const session = options.session ?? new EvtxSession();
  session.startFile(options.file ?? '');
  const reader = new ChunkReader(
    { wanted: options.wanted, wantedId: options.wantedId },
    options.recover ?? true,
    options.omit ?? null,
    session,
    options.transient ?? false,
  );

  const start = blocks.read(0);
  const header = readFileHeader(start?.subarray(0, FILE_HEADER_SIZE) ?? new Uint8Array(0));
  let offset = header?.blockSize ?? blocks.findChunk();
  if (offset < 0) throw new ParseError('EVTX file', 0, 'has neither a file header nor a chunk');
  if (header === null) {
    yield {
      kind: 'problem',
      code: 'file-header',
      offset: 0,
      what: `has no EVTX file header; the first chunk was found at 0x${offset.toString(16)}`,
    };
  }
  tally.dirty = header?.dirty ?? false;
  tally.full = header?.full ?? false;

  const known = options.file === undefined ? null : session.known;
  let unreadable = 0;
  try {
    while (offset < blocks.size) {
      const block = blocks.read(offset);
      if (block === null) {
        tally.chunksDamaged += 1;
        unreadable += 1;
        yield { kind: 'problem', code: 'unreadable', offset, what: 'the chunk cannot be read' };
        if (unreadable >= MAX_UNREADABLE_CHUNKS) break;
        offset += CHUNK_SIZE;
        continue;
      }
      if (block.length === 0) break;
      unreadable = 0;
      if (isZero(block)) {
        offset += block.length;
        continue;
      }
      const own = blocks.untilNextChunk(block, offset);
      if (isChunk(own)) {
        const copied = known?.find(own) ?? null;
        if (copied !== null) {
          tally.join(copied.tally);
          session.templates.recall(copied.templates);
          tally.again += copied.tally.records - copied.tally.skipped;
        } else {
          yield* reader.chunk(own, offset);
          tally.join(reader.tally);
          if (known !== null && reader.isOrdinary) {
            const { tally: came } = reader;
            known.remember(own, { file: session.file, offset, tally: came, templates: reader.templates() });
          }
        }
      } else if (!isZero(own)) {
        // What lies before a chunk that was moved may be empty though the block is not.
        yield* reader.damagedBlock(own, offset);
        tally.join(reader.tally);
      }
      offset += own.length;
    }
  } finally {
    known?.close();
  }
  return tally.finish();
}
