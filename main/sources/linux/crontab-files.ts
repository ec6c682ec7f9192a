import type { StartupFile, StartupReader } from './startup-reader.ts';

/** A crontab and whose it is. */
export interface CrontabFile {
  readonly file: StartupFile;
  /** Account of a user's table; null for a table whose entries name theirs. */
  readonly user: string | null;
}

/** Tables of users, named after them: Debian, SUSE, Red Hat (and Arch), Alpine, dcron of Slackware. */
const USER_FOLDERS = [
  '/var/spool/cron/crontabs',
  '/var/spool/cron/tabs',
  '/var/spool/cron',
  '/var/spool/fcron',
  '/etc/crontabs',
];
const SYSTEM_FOLDERS = ['/etc/cron.d', '/usr/lib/cron.d', '/etc/crontab.d'];
/** Not read by any cron: leftovers of editors and package managers, cron's own files. */
const NO_TABLE =
  /^\.|~$|\.(?:dpkg-\w+|rpmnew|rpmsave|rpmorig|ucf-\w+|swp|bak|orig|allow|deny|update)$|^cron\.(?:allow|deny|update)$|,|^#/;

/** Every crontab of a root. */
export function* crontabFiles(reader: StartupReader): Generator<CrontabFile> {
  const table = reader.single('/etc/crontab');
  if (table !== null) yield { file: table, user: null };
  for (const { files } of reader.foldersOf(SYSTEM_FOLDERS)) {
    for (const file of files) if (isTable(file)) yield { file, user: null };
  }
  for (const { files } of reader.foldersOf(USER_FOLDERS)) {
    for (const file of files) if (isTable(file)) yield { file, user: file.name };
  }
}

function isTable(file: StartupFile): boolean {
  return file.problem !== 'a folder' && !NO_TABLE.test(file.name);
}
