import type { Payload } from '../../../shared/model/service-record.ts';

/** Code that stands in a command, in settings or in a script, as a payload without a file. `language`: `sh`, `python`… */
export function codePayload(
  role: 'inline-code' | 'script-code',
  from: string,
  raw: string,
  language: string,
): Payload {
  return {
    role,
    from,
    raw,
    path: '',
    arguments: language,
    evidencePath: null,
    state: 'not-in-evidence',
    exists: null,
    sha256: null,
  };
}
