import type { Payload } from '../../../shared/model/service-record.ts';

/**
 * Code that stands in a command, in settings or in a script, as a payload without a file. `said`: its language, `sh`, `python`…,
 * and of a script which lines those are: `sh, lines 2-4, 7` (shared/unix/code-lines.ts).
 */
export function codePayload(
  role: 'inline-code' | 'script-code',
  from: string,
  raw: string,
  said: string,
): Payload {
  return {
    role,
    from,
    raw,
    path: '',
    arguments: said,
    evidencePath: null,
    state: 'not-in-evidence',
    exists: null,
    sha256: null,
  };
}
