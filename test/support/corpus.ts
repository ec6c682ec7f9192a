import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** Real artefacts with known truth, beside the project and never in it. */
export const CORPUS = join(import.meta.dirname, '..', '..', '..', 'shared', 'corpus');

/** False on a machine without the corpus: tests that need it are then reported as skipped. */
export const corpusAvailable = existsSync(join(CORPUS, 'MANIFEST.tsv'));

/** Bytes of a corpus file by its path in MANIFEST.tsv; `.gz` files are unpacked. */
export function corpusFile(path: string): Uint8Array {
  const raw = readFileSync(join(CORPUS, path));
  const bytes = path.endsWith('.gz') ? gunzipSync(raw) : raw;
  // A copy of its own: small buffers of Node share one pool, and a test that looks at `buffer` would see it all.
  return new Uint8Array(bytes);
}

/** What independent tools read from a file: `truth/<name>.json`. The caller states the shape it relies on. */
export function corpusTruth<T>(name: string): T {
  return JSON.parse(readFileSync(join(CORPUS, 'truth', `${name}.json`), 'utf8')) as T;
}
