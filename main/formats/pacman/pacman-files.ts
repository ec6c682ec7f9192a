const NEWLINE = '\n';

export interface PacmanFiles {
  /** Bytes of the lines under `%FILES%`: paths without their first `/`, folders with one at the end. */
  readonly start: number;
  readonly end: number;
  /** `%BACKUP%`: path without its first `/`, and the MD5 of the file as the package brought it. */
  readonly backup: ReadonlyMap<string, string>;
}

/**
 * `files` of one package in pacman's local database (libalpm, lib/libalpm/be_local.c): sections of a `%NAME%` line, lines, and a blank
 * line. UTF-8. Never throws.
 */
export function readPacmanFiles(bytes: Uint8Array): PacmanFiles {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const [start, end] = section(buffer, 'FILES');
  const [backupStart, backupEnd] = section(buffer, 'BACKUP');
  const backup = new Map<string, string>();
  for (const line of buffer.toString('utf8', backupStart, backupEnd).split(NEWLINE)) {
    const found = /^(.+)\t([0-9a-f]{32})$/i.exec(line);
    if (found?.[1] !== undefined && found[2] !== undefined) backup.set(found[1], found[2].toLowerCase());
  }
  return { start, end, backup };
}

/** The seconds of `%INSTALLDATE%` in a package's `desc`, or null. */
export function pacmanInstallDate(bytes: Uint8Array): number | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const [start, end] = section(buffer, 'INSTALLDATE');
  const text = buffer.toString('latin1', start, end).trim();
  return /^\d{1,11}$/.test(text) ? Number(text) : null;
}

/** Start and end of a section's lines. */
function section(buffer: Buffer, name: string): [number, number] {
  const heading = `%${name}%\n`;
  let at = buffer.indexOf(heading);
  while (at > 0 && buffer[at - 1] !== 0x0a) at = buffer.indexOf(heading, at + 1);
  if (at < 0) return [0, 0];
  const start = at + heading.length;
  if (buffer[start] === 0x0a) return [start, start];
  const blank = buffer.indexOf('\n\n', start);
  return [start, blank < 0 ? buffer.length : blank];
}
