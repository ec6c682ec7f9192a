import { ParseError } from '../../formats/parse-error.ts';
import { decodePlist } from '../../formats/plist/decode-plist.ts';
import type { PlistValue } from '../../formats/plist/plist-value.ts';
import type { StartupFile, StartupReader } from '../linux/startup-reader.ts';

/** The property list in a file; undefined when it cannot be read or decoded, which is then a diagnostic. */
export function startupPlist(file: StartupFile, reader: StartupReader): PlistValue | undefined {
  const bytes = reader.bytes(file);
  if (bytes === null) return undefined;
  try {
    const { value, problems } = decodePlist(bytes);
    for (const { code, message } of problems.slice(0, 1))
      reader.report('plist-problem', file.path, `${code}: ${message}`);
    return value;
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    reader.report('plist-malformed', file.path, error.message);
    return undefined;
  }
}
