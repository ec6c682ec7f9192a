import { createHash } from 'node:crypto';

/** The digests that the pipeline would have computed of this content. */
export function digestsOf(content: string | Uint8Array): { md5: string; sha1: string; sha256: string } {
  const hex = (algorithm: string) => createHash(algorithm).update(content).digest('hex');
  return { md5: hex('md5'), sha1: hex('sha1'), sha256: hex('sha256') };
}
