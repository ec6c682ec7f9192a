import { fieldText, type JournalFields } from './field-text.ts';

/** Temporary folders that everybody may write, and homes. */
const ODD_FOLDER = String.raw`/(?:tmp|var/tmp|dev/shm|run/user/\d{1,10}|home|root)/`;
/** A program in such a folder (`_EXE`, the link /proc/PID/exe as journald read it). */
export const ODD_PROGRAM = new RegExp(`^${ODD_FOLDER}`);
/** An interpreter with a script there (`_CMDLINE`, arguments joined by blanks); options that take code end the search. */
export const ODD_SCRIPT = new RegExp(
  String.raw`^(?:/\S{0,200}/)?(?:(?:ba|da|z|k|a)?sh|python[\d.]{0,5}|perl|ruby|php|node|lua)(?: -[A-Zabd-hj-z]{1,8}){0,4} (${ODD_FOLDER}\S{1,1000})`,
);

/** A process that logs under a service, and runs from a temporary folder or a home. */
export interface UnitProcess {
  readonly unit: string;
  /** Of a user's manager. */
  readonly ofUser: boolean;
  /** The program, or the script that an interpreter runs. */
  readonly executable: string;
}

/**
 * The process that wrote an entry, where it belongs to a service (systemd.journal-fields(7), "Trusted Journal Fields": what journald
 * itself adds, so that a client cannot forge it) and runs from such a folder; null for others. Sessions and scopes are no services. That a
 * file was deleted is not said: journald drops that mark of /proc.
 */
export function unitProcess(fields: JournalFields): UnitProcess | null {
  const executable = oddFile(fields);
  if (executable === null) return null;
  const userUnit = fieldText(fields, '_SYSTEMD_USER_UNIT');
  const unit = userUnit || fieldText(fields, '_SYSTEMD_UNIT');
  if (!unit.endsWith('.service') || /^user@\d+\.service$/.test(unit)) return null;
  return { unit, ofUser: userUnit !== '', executable };
}

function oddFile(fields: JournalFields): string | null {
  const program = fieldText(fields, '_EXE');
  if (ODD_PROGRAM.test(program)) return program;
  return ODD_SCRIPT.exec(fieldText(fields, '_CMDLINE').slice(0, 4_096))?.[1] ?? null;
}
