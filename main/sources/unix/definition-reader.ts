import { fail, ok, type Result } from '../../../shared/result.ts';
import type { Evidence, EvidenceError } from '../../evidence/evidence.ts';
import { ByteSourceError } from '../../formats/byte-source.ts';
import { type DefinitionLimits, LARGE_DEFINITION } from './limits.ts';

export interface DefinitionBytes {
  readonly bytes: Uint8Array;
  /** Bytes of the file. */
  readonly size: number;
  /** Only the beginning was read. */
  readonly truncated: boolean;
}

/**
 * Reads files that define services: whole up to a limit, of larger ones the beginning, so that padding hides nothing that stands before
 * it. A source that meets many large files reads no more of them than another limit, and then the first MiB of each.
 */
export class DefinitionReader {
  readonly #evidence: Evidence;
  readonly #limits: DefinitionLimits;
  #left: number;

  constructor(evidence: Evidence, limits: DefinitionLimits) {
    this.#evidence = evidence;
    this.#limits = limits;
    this.#left = limits.all;
  }

  /** `path` as `lookup` gave it. */
  read(path: string): Result<DefinitionBytes, EvidenceError> {
    const limit = this.#left >= this.#limits.file ? this.#limits.file : LARGE_DEFINITION;
    const whole = this.#evidence.read(path, limit);
    if (whole.ok) {
      if (whole.value.length > LARGE_DEFINITION) this.#left -= whole.value.length;
      return ok({ bytes: whole.value, size: whole.value.length, truncated: false });
    }
    if (whole.error.code !== 'too-large') return whole;
    const opened = this.#evidence.open(path);
    if (!opened.ok) return opened;
    const file = opened.value;
    try {
      const into = new Uint8Array(Math.min(limit, file.size));
      const bytes = into.subarray(0, file.read(0, into));
      if (limit > LARGE_DEFINITION) this.#left -= bytes.length;
      return ok({ bytes, size: file.size, truncated: bytes.length < file.size });
    } catch (error) {
      if (!(error instanceof ByteSourceError)) throw error;
      return fail({ code: 'unreadable', path, reason: error.message });
    } finally {
      file.close();
    }
  }
}
