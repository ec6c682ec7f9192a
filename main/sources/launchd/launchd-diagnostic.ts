import type { Diagnostic } from '../../../shared/model/diagnostic.ts';

export const LAUNCHD_SOURCE = 'launchd-jobs';

/** A diagnostic of this source; `offset` counts bytes from the start of the file. */
export function launchdDiagnostic(
  severity: Diagnostic['severity'],
  code: string,
  path: string,
  what: string,
  offset: number | null = null,
): Diagnostic {
  return { type: 'diagnostic', severity, code, source: LAUNCHD_SOURCE, path, offset, what };
}
