import { MAX_DIAGNOSTICS_PER_FILE, MAX_PACKAGE_BYTES } from '../../../shared/limits.ts';
import type { Diagnostic } from '../../../shared/model/diagnostic.ts';
import type { Evidence } from '../../evidence/evidence.ts';

/** Reads files of package databases and keeps what went wrong. */
export class PackageReporter {
  readonly diagnostics: Diagnostic[] = [];
  readonly #evidence: Evidence;
  readonly #counts = new Map<string, number>();
  #bytesLeft = MAX_PACKAGE_BYTES;

  constructor(evidence: Evidence) {
    this.#evidence = evidence;
  }

  report(
    severity: Diagnostic['severity'],
    code: string,
    path: string,
    what: string,
    offset: number | null = null,
  ) {
    // By code: a hostile database may have a problem in each of 100,000 files.
    const count = (this.#counts.get(code) ?? 0) + 1;
    this.#counts.set(code, count);
    if (count > MAX_DIAGNOSTICS_PER_FILE) return;
    const more = count === MAX_DIAGNOSTICS_PER_FILE ? '; further ones of this code are not listed' : '';
    this.diagnostics.push({
      type: 'diagnostic',
      severity,
      code,
      source: 'packages',
      path,
      offset,
      what: `${what}${more}`,
    });
  }

  problems(path: string, problems: readonly { readonly line: number; readonly what: string }[]): void {
    for (const { line, what } of problems) {
      this.report('warning', 'package-database-malformed', path, line > 0 ? `line ${line}: ${what}` : what);
    }
  }

  /** The file's bytes, or null; what is there and cannot be read is reported, what is missing is not. */
  read(path: string, limit: number): Uint8Array | null {
    const bytes = this.#evidence.read(path, Math.min(limit, this.#bytesLeft));
    if (bytes.ok) {
      this.#bytesLeft -= bytes.value.length;
      return bytes.value;
    }
    if (bytes.error.code !== 'missing') {
      this.report('error', 'package-database-unreadable', path, bytes.error.reason);
    }
    return null;
  }
}
