import { MAX_DIAGNOSTICS_PER_FILE } from '../../../shared/limits.ts';

/** What can be wrong with a hive or its logs and does not stop the rest from being read. */
export const HIVE_DIAGNOSTIC_CODES = [
  'base-block-signature',
  'base-block-checksum',
  'base-block-version',
  'hive-truncated',
  'hive-dirty',
  'bin-header',
  'root-cell',
  'cell-outside',
  'cell-size',
  'cell-free',
  'wrong-signature',
  'wrong-parent',
  'wrong-hash',
  'list-repeated',
  'list-nested',
  'list-size',
  'subkey-count',
  'subkeys-missing',
  'key-cycle',
  'key-name',
  'key-lost',
  'class-name',
  'value-list',
  'value-list-shared',
  'value-name',
  'value-data',
  'security-cell',
  'limit-reached',
  'log-base-block',
  'log-entry',
  'log-gap',
  'log-not-applicable',
] as const;

export type HiveDiagnosticCode = (typeof HIVE_DIAGNOSTIC_CODES)[number];

export interface HiveDiagnostic {
  readonly code: HiveDiagnosticCode;
  /** Bytes from the start of the hive file; for codes that begin with `log-`, from the start of that log. */
  readonly offset: number;
  readonly structure: string;
  readonly what: string;
}

/** Enough to tell repeats apart in any hive that is worth reading; beyond it repeats are counted like new ones. */
const MAX_REMEMBERED = 65_536;

/** Collects diagnostics: the same defect once, at most `MAX_DIAGNOSTICS_PER_FILE` kept, all counted. */
export class HiveDiagnostics {
  readonly kept: HiveDiagnostic[] = [];
  total = 0;
  readonly #seen = new Set<string>();

  add(code: HiveDiagnosticCode, offset: number, structure: string, what: string): void {
    // The structure tells two logs apart, whose offsets may be the same.
    const identity = `${code}@${offset} ${structure}`;
    if (this.#seen.has(identity)) return;
    if (this.#seen.size < MAX_REMEMBERED) this.#seen.add(identity);
    this.total += 1;
    if (this.kept.length < MAX_DIAGNOSTICS_PER_FILE) this.kept.push({ code, offset, structure, what });
  }
}
