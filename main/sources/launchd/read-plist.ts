import { MAX_PLIST_SIZE } from '../../../shared/limits.ts';
import type { Diagnostic } from '../../../shared/model/diagnostic.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import { ParseError } from '../../formats/parse-error.ts';
import { decodePlist, type Plist } from '../../formats/plist/decode-plist.ts';
import { launchdDiagnostic } from './launchd-diagnostic.ts';

/**
 * Reads and decodes one property list. What could not be read is null and an error, a gap of the examination; what could not be
 * decoded is null and a warning, for launchd cannot either; what was read in spite of a problem is one warning with the number of
 * problems. `path` as `lookup` gave it; diagnostics name `shown`.
 */
export function readPlist(
  evidence: Evidence,
  path: string,
  shown = path,
): { readonly plist: Plist | null; readonly diagnostics: readonly Diagnostic[] } {
  const bytes = evidence.read(path, MAX_PLIST_SIZE);
  if (!bytes.ok) {
    const { reason } = bytes.error;
    return { plist: null, diagnostics: [launchdDiagnostic('error', 'plist-unreadable', shown, reason)] };
  }
  try {
    const plist = decodePlist(bytes.value);
    const [first, ...more] = plist.problems;
    if (first === undefined) return { plist, diagnostics: [] };
    const others = more.length === 0 ? '' : ` (and ${more.length} more)`;
    const what = `${first.code}: ${first.message}${others}`;
    return { plist, diagnostics: [launchdDiagnostic('warning', 'plist-problem', shown, what, first.offset)] };
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    const { message, offset } = error;
    return {
      plist: null,
      diagnostics: [launchdDiagnostic('warning', 'plist-malformed', shown, message, offset)],
    };
  }
}
