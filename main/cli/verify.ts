import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { visibleText } from '../../shared/text.ts';
import { MANIFEST_NAME, type ManifestFile } from '../export/manifest.ts';
import { parseManifest, verifyManifest } from '../export/verify-manifest.ts';
import { EXIT, type ExitCode, UsageError } from './exit-code.ts';
import { writeStdout } from './write-stdout.ts';

/** `daemonscope verify DIR`: are the files of a result what its manifest says? Exit 1 when they are not. */
export function verify(args: readonly string[]): ExitCode {
  const [folder, ...rest] = args;
  if (folder === undefined || rest.length > 0) throw new UsageError('verify takes one folder');
  let text: string;
  try {
    text = readFileSync(join(folder, MANIFEST_NAME), 'utf8');
  } catch {
    throw new UsageError(`${folder} holds no ${MANIFEST_NAME}`);
  }
  const manifest = parseManifest(text);
  if (!manifest.ok) {
    writeStdout([`${MANIFEST_NAME}: ${manifest.error}\n`]);
    return EXIT.findings;
  }
  const problems = verifyManifest(manifest.value, filesOf(folder));
  for (const problem of problems) writeStdout([`${visibleText(problem.name)} ${problem.what}\n`]);
  writeStdout([
    problems.length === 0
      ? `${manifest.value.files.length} files are what the manifest says; manifest.json SHA-256 ${sha256OfText(text)}\n`
      : `${problems.length} problem${problems.length === 1 ? '' : 's'}\n`,
  ]);
  return problems.length === 0 ? EXIT.done : EXIT.findings;
}

function filesOf(folder: string): ManifestFile[] {
  return readdirSync(folder, { withFileTypes: true }).map((entry) =>
    entry.isFile()
      ? hashFile(join(folder, entry.name), entry.name)
      : { name: entry.name, size: 0, sha256: '' },
  );
}

function hashFile(path: string, name: string): ManifestFile {
  const file = openSync(path, 'r');
  try {
    const hash = createHash('sha256');
    const block = Buffer.alloc(1 << 20);
    for (let read = readSync(file, block); read > 0; read = readSync(file, block))
      hash.update(block.subarray(0, read));
    return { name, size: fstatSync(file).size, sha256: hash.digest('hex') };
  } finally {
    closeSync(file);
  }
}

function sha256OfText(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
