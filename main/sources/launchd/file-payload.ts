import type { FileReference, Payload, PayloadRole } from '../../../shared/model/service-record.ts';
import type { FileFound } from '../unix/file-lookup.ts';

/** A payload of one file without arguments. */
export function filePayload(role: PayloadRole, from: string, raw: string, found: FileFound): Payload {
  const { path, evidencePath, state, exists } = found;
  return { role, from, raw, path, arguments: '', evidencePath, state, exists, sha256: null };
}

/** The payload that is the program, as the record's image. */
export function imageOf(payloads: readonly Payload[]): FileReference | null {
  const image = payloads.find(({ role }) => role === 'image');
  if (image === undefined) return null;
  const { path, evidencePath, state, exists, sha256 } = image;
  return { path, evidencePath, state, exists, sha256 };
}
