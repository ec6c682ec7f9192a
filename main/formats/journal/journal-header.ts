import { ParseError } from '../parse-error.ts';
import { latin1Text } from '../text-slice.ts';
import {
  COMPACT_LAYOUT,
  COMPATIBLE_SEALED,
  INCOMPATIBLE_COMPACT,
  INCOMPATIBLE_KEYED_HASH,
  INCOMPATIBLE_KNOWN,
  INCOMPATIBLE_LZ4,
  INCOMPATIBLE_XZ,
  INCOMPATIBLE_ZSTD,
  type Layout,
  REGULAR_LAYOUT,
  SIGNATURE,
  u64,
} from './journal-layout.ts';
import type { ReportProblem } from './problems.ts';
import type { WindowCache } from './window-cache.ts';

/** The least header, of systemd 38; later ones append. */
const MIN_HEADER = 208;
const STATES = ['offline', 'online', 'archived'] as const;

export interface JournalHeader {
  readonly state: 'online' | 'offline' | 'archived';
  readonly machineId: string;
  readonly seqnumId: string;
  readonly size: number;
  readonly entryArray: number;
  /** Entries as the header counts them. */
  readonly entries: number;
  readonly compressed: boolean;
  readonly keyedHash: boolean;
  readonly sealed: boolean;
  readonly layout: Layout;
}

/** Sixteen bytes as systemd writes ids. */
export function idText(bytes: Uint8Array, at: number): string {
  let text = '';
  for (let i = at; i < at + 16; i += 1) text += (bytes[i] as number).toString(16).padStart(2, '0');
  return text;
}

/**
 * Reads the header ("Header" of the specification) and reports what is strange in it. Throws `ParseError` only where the bytes are
 * no journal: shorter than any header, or another signature.
 */
export function readJournalHeader(file: WindowCache, report: ReportProblem): JournalHeader {
  const window = file.at(0, MIN_HEADER);
  if (window === null)
    throw new ParseError('journal header', 0, `needs ${MIN_HEADER} bytes, ${file.size} are there`);
  const { bytes, view } = window;
  if (latin1Text(bytes, 0, 8) !== SIGNATURE) throw new ParseError('journal header', 0, `has no ${SIGNATURE}`);

  const incompatible = view.getUint32(12, true);
  const unknown = (incompatible & ~INCOMPATIBLE_KNOWN) >>> 0;
  if (unknown !== 0) {
    report(
      'unknown-flags',
      12,
      `incompatible flags 0x${unknown.toString(16)} are unknown; what follows may be misread`,
    );
  }
  const stored = bytes[16] as number;
  const state = STATES[stored];
  if (state === undefined) report('header', 16, `state ${stored} is unknown; taken as online`);
  const headerSize = u64(view, 88);
  const sound = headerSize >= MIN_HEADER && headerSize <= file.size;
  if (!sound) report('header', 88, `header size ${headerSize} cannot be; taken as ${MIN_HEADER}`);
  const stated = headerSize + u64(view, 96);
  if (sound && stated > file.size) {
    report('truncated', file.size, `the header says ${stated} bytes, ${file.size} are there`);
  }
  const packed = INCOMPATIBLE_XZ | INCOMPATIBLE_LZ4 | INCOMPATIBLE_ZSTD;
  return {
    state: state ?? 'online',
    machineId: idText(bytes, 40),
    seqnumId: idText(bytes, 72),
    size: sound ? headerSize : MIN_HEADER,
    entryArray: u64(view, 176),
    entries: u64(view, 152),
    compressed: (incompatible & packed) !== 0,
    keyedHash: (incompatible & INCOMPATIBLE_KEYED_HASH) !== 0,
    sealed: (view.getUint32(8, true) & COMPATIBLE_SEALED) !== 0,
    layout: (incompatible & INCOMPATIBLE_COMPACT) !== 0 ? COMPACT_LAYOUT : REGULAR_LAYOUT,
  };
}
