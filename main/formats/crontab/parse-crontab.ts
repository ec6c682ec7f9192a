import { MAX_DIAGNOSTICS_PER_FILE, MAX_STARTUP_ENTRIES } from '../../../shared/limits.ts';
import { plainLines, scriptText } from '../init-script/script-text.ts';

export interface CrontabEntry {
  /** From 1. */
  readonly line: number;
  /** `@reboot`, or the five fields as written. */
  readonly schedule: string;
  /** Of the system's tables; null in a user's. */
  readonly user: string | null;
  /** What the shell is given: up to the first `%`, `\%` resolved (crontab(5)). */
  readonly command: string;
  /** Text after the first `%`, which the command reads from its standard input. */
  readonly input: string | null;
  /** The command as it stands in the line. */
  readonly raw: string;
}

export interface CrontabVariable {
  readonly line: number;
  readonly name: string;
  readonly value: string;
}

export interface Crontab {
  readonly entries: readonly CrontabEntry[];
  readonly variables: readonly CrontabVariable[];
  readonly problems: readonly { readonly line: number; readonly what: string }[];
}

const VARIABLE = /^(?:"([^"]*)"|'([^']*)'|([^\s="'@*]+))[ \t]*=[ \t]*(.*?)[ \t]*$/;
const SCHEDULE = /^(@[A-Za-z_]+(?:[ \t]+\d+)?|[^\s@]\S*(?:[ \t]+\S+){4})[ \t]+(.*)$/s;
const FIELDS = /^(?:@[A-Za-z_]+(?:\s+\d+)?|[\d*?A-Za-z,/~H()#LW.-]+(?:\s+[\d*?A-Za-z,/~H()#LW.-]+){4})$/;

/**
 * Reads a crontab (crontab(5)). `hasUser`: /etc/crontab and /etc/cron.d, whose entries name the account before the command. `-` before
 * the schedule (no log, cronie and SUSE) is taken off. Never throws: a line that is no entry is a problem.
 */
export function parseCrontab(bytes: Uint8Array, hasUser: boolean): Crontab {
  const entries: CrontabEntry[] = [];
  const variables: CrontabVariable[] = [];
  const problems: { line: number; what: string }[] = [];
  const report = (line: number, what: string): void => {
    if (problems.length < MAX_DIAGNOSTICS_PER_FILE) problems.push({ line, what });
  };
  for (const { line, text, cut } of plainLines(scriptText(bytes))) {
    const content = text.trim();
    if (content === '' || content.startsWith('#')) continue;
    if (entries.length + variables.length >= MAX_STARTUP_ENTRIES) {
      report(line, `only the first ${MAX_STARTUP_ENTRIES} lines were read`);
      break;
    }
    if (cut) report(line, 'the line is too long, its end was not read');
    const variable = VARIABLE.exec(content);
    if (variable !== null) {
      const [, double, single, bare, value = ''] = variable;
      variables.push({ line, name: double ?? single ?? bare ?? '', value: unquoted(value) });
      continue;
    }
    const entry = crontabEntry(line, content.replace(/^-(?=\S)/, ''), hasUser);
    if (entry === null) report(line, 'neither a variable nor a schedule with a command');
    else entries.push(entry);
  }
  return { entries, variables, problems };
}

function crontabEntry(line: number, content: string, hasUser: boolean): CrontabEntry | null {
  const [, schedule, rest] = SCHEDULE.exec(content) ?? [];
  if (schedule === undefined || rest === undefined || !FIELDS.test(schedule)) return null;
  // Debian's and BSD's `-n -q` before the command belong to the line, not to the account.
  const [, named, after] = hasUser ? (/^(\S+)[ \t]+(.*)$/s.exec(rest) ?? []) : ['', null, rest];
  if (named === undefined || after === undefined || after === '') return null;
  return {
    line,
    schedule: schedule.replaceAll(/[ \t]+/g, ' '),
    user: named,
    raw: after,
    ...atPercent(after),
  };
}

function atPercent(text: string): { command: string; input: string | null } {
  const at = text.search(/(?<!\\)%/);
  const resolve = (part: string): string => part.replaceAll('\\%', '%');
  if (at === -1) return { command: resolve(text), input: null };
  const input = text.slice(at + 1).replaceAll(/(?<!\\)%/g, '\n');
  return { command: resolve(text.slice(0, at)).trimEnd(), input: resolve(input) };
}

function unquoted(value: string): string {
  return /^(["']).*\1$/s.test(value) && value.length > 1 ? value.slice(1, -1) : value;
}
