import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** False where Debian's package `systemd` is not installed: tests that need it are then reported as skipped. */
export const systemdAvailable =
  existsSync('/usr/bin/systemd-analyze') && existsSync('/usr/bin/systemd-escape');

export const ENVIRONMENT_GENERATOR =
  '/usr/lib/systemd/user-environment-generators/30-systemd-environment-d-generator';

/** Writes files below a new folder, runs, removes the folder. */
export function withFolder<T>(
  files: Readonly<Record<string, string | Uint8Array>>,
  run: (folder: string) => T,
): T {
  const folder = mkdtempSync(join(tmpdir(), 'daemonscope-systemd-'));
  try {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    return run(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function output(
  program: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): string {
  const env = { PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8', ...environment };
  const run = spawnSync(program, args, {
    env,
    encoding: 'utf8',
    timeout: 50_000,
    maxBuffer: 64 * 1024 * 1024,
  });
  if (run.error !== undefined) throw run.error;
  return `${run.stdout}\n${run.stderr}`;
}

/** What systemd loads as a unit: `systemd-analyze verify` prints it when it logs at debug level. Fields by name, and messages. */
export function loadedUnit(
  searchPath: readonly string[],
  file: string,
): { readonly all: (field: string) => string[]; readonly messages: string[] } {
  const name = file.slice(file.lastIndexOf('/') + 1);
  const text = output('/usr/bin/systemd-analyze', ['verify', '--man=no', file], {
    SYSTEMD_UNIT_PATH: searchPath.join(':'),
    SYSTEMD_LOG_LEVEL: 'debug',
  });
  const lines = text.split('\n');
  const start = lines.findIndex((line) => line.endsWith(`-> Unit ${name}:`));
  const end = lines.findIndex((line, at) => at > start && line.includes('-> Unit '));
  const dump = start === -1 ? [] : lines.slice(start, end === -1 ? undefined : end);
  return {
    all: (field) =>
      dump
        .map((line) => line.trim())
        .filter((line) => line.startsWith(`${field}: `))
        .map((line) => line.slice(field.length + 2)),
    messages: lines.filter((line) => line.startsWith(`${file}:`)).map((line) => line.slice(file.length + 1)),
  };
}

/** Words as systemd prints them (shell_maybe_quote): plain, or in double quotes with backslashes. */
export function shellWords(text: string): string[] {
  return [...text.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)].map(([, quoted, plain]) =>
    quoted === undefined ? (plain ?? '') : quoted.replace(/\\(["\\`$])/g, '$1'),
  );
}
