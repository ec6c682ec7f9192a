import { MAX_REJECTED_ELEMENTS } from '../../../shared/limits.ts';
import type { ChangedBytes } from './changed-bytes.ts';
import type { HiveDiagnosticCode, HiveDiagnostics } from './diagnostics.ts';

/** The bytes of a hive after replay, and what every decoder of a structure in them needs to know. */
export class HiveImage {
  readonly bytes: Buffer;
  readonly view: DataView;
  /**
   * The file as 32-bit words: `words[at >> 2]` is the signed number at offset `at`, a multiple of four as the offsets of
   * all fields of cells are. Until V8 has optimised a function, this takes half the time of a DataView. (Little-endian
   * hosts only: Node runs on hardly any other.)
   */
  readonly words: Int32Array;
  readonly length: number;
  /** File offset where the hive bins end; what follows is padding or what is left of a hive that was larger. */
  readonly binsEnd: number;
  /** Minor version of the format; 3 to 6. `db` records exist from 4 on. */
  readonly minorVersion: number;
  readonly changed: ChangedBytes | null;
  readonly #diagnostics: HiveDiagnostics;
  readonly #buffer: ArrayBufferLike;
  readonly #start: number;
  /** Elements of lists that turned out to be wrong. */
  #rejected = 0;

  constructor(
    bytes: Uint8Array,
    minorVersion: number,
    binsEnd: number,
    changed: ChangedBytes | null,
    diagnostics: HiveDiagnostics,
  ) {
    const { buffer, byteOffset, byteLength } = aligned(bytes);
    this.bytes = Buffer.from(buffer, byteOffset, byteLength);
    this.view = new DataView(buffer, byteOffset, byteLength);
    this.words = new Int32Array(buffer, byteOffset, byteLength >> 2);
    this.length = byteLength;
    this.#buffer = buffer;
    this.#start = byteOffset;
    this.minorVersion = minorVersion;
    this.binsEnd = Math.min(binsEnd, bytes.byteLength);
    this.changed = changed;
    this.#diagnostics = diagnostics;
  }

  report(code: HiveDiagnosticCode, offset: number, structure: string, what: string): void {
    this.#diagnostics.add(code, offset, structure, what);
  }

  /**
   * Counts elements of lists that are wrong. Thousands of keys can share one list of wrong elements, so lists are cut
   * short once there were too many: `isExhausted`. `owner`: file offset of the key or list, for the diagnostic.
   */
  reject(owner: number, elements = 1): void {
    this.#rejected += elements;
    if (this.isExhausted) {
      this.report(
        'limit-reached',
        owner,
        'list',
        'too many wrong elements in this hive, lists are cut short',
      );
    }
  }

  get isExhausted(): boolean {
    return this.#rejected > MAX_REJECTED_ELEMENTS;
  }

  /** True when bytes of [start, end) came from a transaction log. */
  fromLog(start: number, end: number): boolean {
    return this.changed?.touches(start, Math.min(end, this.length)) ?? false;
  }

  /** A view of bytes that the caller has checked to be there. */
  slice(start: number, length: number): Uint8Array {
    return new Uint8Array(this.#buffer, this.#start + start, length);
  }
}

/** Words can only be read from a place that is a multiple of four: bytes that begin elsewhere in a buffer are copied. */
function aligned(bytes: Uint8Array): Uint8Array {
  return bytes.byteOffset % 4 === 0 ? bytes : new Uint8Array(bytes);
}
