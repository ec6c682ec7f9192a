import { fail, ok, type Result } from '../../shared/result.ts';
import { compareText } from '../../shared/text.ts';
import { MANIFEST_NAME, type Manifest, type ManifestFile } from './manifest.ts';

export interface ManifestProblem {
  readonly kind: 'missing' | 'changed' | 'extra' | 'listed-twice';
  readonly name: string;
  /** In words, without the name. */
  readonly what: string;
}

/** The part of a manifest that verification rests on. */
export type ManifestList = Pick<Manifest, 'files'>;

/** A name without a folder: a list that leads out of its folder is not one of ours. */
const PLAIN_NAME = /^(?!\.{1,2}$)[^/\\:\0]+$/;
const SHA256 = /^[0-9a-f]{64}$/;

/** Reads the text of a manifest.json, which anyone may have edited. The error says what is wrong with it. */
export function parseManifest(text: string): Result<ManifestList> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return fail('it is not JSON');
  }
  if (!isObject(json) || json.type !== 'manifest') return fail('it is not a manifest of Daemonscope');
  const files = json.files;
  if (!Array.isArray(files)) return fail('it has no list of files');
  const bad = files.findIndex((file) => !isManifestFile(file));
  return bad < 0
    ? ok({ files })
    : fail(`file ${bad + 1} of its list lacks a plain name, a size or a SHA-256`);
}

/**
 * Compares what the manifest lists with what lies in its folder. `actual`: every file there with its size and
 * SHA-256 in lower case; the manifest itself may be among them. An empty list means that nothing is wrong.
 */
export function verifyManifest(
  { files }: ManifestList,
  actual: readonly ManifestFile[],
): readonly ManifestProblem[] {
  const problems: ManifestProblem[] = [];
  const present = new Map(actual.map((file) => [file.name, file]));
  const listed = new Set<string>();
  for (const file of files) {
    const { name } = file;
    if (listed.has(name)) problems.push({ kind: 'listed-twice', name, what: 'is listed more than once' });
    listed.add(name);
    const found = present.get(name);
    if (found === undefined) problems.push({ kind: 'missing', name, what: 'is listed but not there' });
    else if (found.size !== file.size || found.sha256 !== file.sha256) {
      problems.push({ kind: 'changed', name, what: difference(file, found) });
    }
  }
  for (const { name } of actual) {
    if (!listed.has(name) && name !== MANIFEST_NAME) {
      problems.push({ kind: 'extra', name, what: 'is there but not listed' });
    }
  }
  return problems.sort((a, b) => compareText(a.name, b.name) || compareText(a.kind, b.kind));
}

function difference(listed: ManifestFile, found: ManifestFile): string {
  if (listed.size !== found.size) return `has ${found.size} bytes, ${listed.size} are listed`;
  return `has SHA-256 ${found.sha256}, ${listed.sha256} is listed`;
}

function isManifestFile(value: unknown): value is ManifestFile {
  if (!isObject(value)) return false;
  const { name, size, sha256 } = value;
  return (
    typeof name === 'string' &&
    PLAIN_NAME.test(name) &&
    Number.isSafeInteger(size) &&
    typeof sha256 === 'string' &&
    SHA256.test(sha256)
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
