import { Buffer } from 'node:buffer';

/** One line of passwd(5). */
export interface PasswdEntry {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly home: string;
  readonly shell: string;
}

/** One line of group(5). */
export interface GroupEntry {
  readonly name: string;
  readonly gid: number;
  readonly members: readonly string[];
}

/** Lines of one file that are read; large directories are not kept in files. */
const MAX_LINES = 100_000;

/** Entries of a passwd file (passwd(5): seven fields between colons). Lines without a name and two numbers are left out. */
export function parsePasswd(bytes: Uint8Array): PasswdEntry[] {
  const entries: PasswdEntry[] = [];
  for (const [name, , uid, gid, , home, shell] of fieldsOf(bytes)) {
    if (!name || !isId(uid) || !isId(gid)) continue;
    entries.push({ name, uid: Number(uid), gid: Number(gid), home: home ?? '', shell: shell ?? '' });
  }
  return entries;
}

/** Entries of a group file (group(5): four fields between colons). */
export function parseGroup(bytes: Uint8Array): GroupEntry[] {
  const entries: GroupEntry[] = [];
  for (const [name, , gid, members] of fieldsOf(bytes)) {
    if (!name || !isId(gid)) continue;
    entries.push({ name, gid: Number(gid), members: (members ?? '').split(',').filter((one) => one !== '') });
  }
  return entries;
}

function isId(text: string | undefined): text is string {
  return text !== undefined && /^-?\d{1,10}$/.test(text);
}

function fieldsOf(bytes: Uint8Array): string[][] {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .toString('utf8')
    .split('\n', MAX_LINES)
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.replace(/\r$/, '').split(':'));
}
