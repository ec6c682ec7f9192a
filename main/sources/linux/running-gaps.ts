import { visibleText } from '../../../shared/text.ts';
import type { HostProcess, ProcessList } from '../../evidence/live-processes.ts';
import type { ExecutableHashes } from './running-hashes.ts';

/** How many process ids or paths one sentence names. */
const NAMED = 8;

/** What of the running processes could not be looked at, one sentence a kind, with what it would take. */
export function processGaps(list: ProcessList, hashes: ExecutableHashes): string[] {
  const gaps: string[] = [];
  if (!list.showsAll) {
    gaps.push(
      "other users' processes are hidden from us (/proc without process 1, mount option hidepid): run as root to see them",
    );
  }
  if (list.truncated) gaps.push(`only the first ${list.processes.length} processes were looked at`);
  gaps.push(...unreadable(list, true), ...unreadable(list, false));
  const cut = list.processes.filter(({ commandLineTruncated }) => commandLineTruncated);
  if (cut.length > 0) gaps.push(`the command lines of ${pids(cut)} are longer than what is kept`);
  const failed = [...hashes.failed];
  for (const denied of [true, false]) {
    const some = failed.filter(([, error]) => error.denied === denied);
    if (some.length === 0) continue;
    const what = some.map(([path, { reason }]) => `${visibleText(path)} (${reason})`);
    const hint = denied && !list.asRoot ? '; run as root to hash them' : '';
    gaps.push(`running programs that were not hashed: ${listed(what)}${hint}`);
  }
  return gaps;
}

function unreadable({ processes, asRoot }: ProcessList, denied: boolean): string[] {
  const gaps: string[] = [];
  const parts = new Set(processes.flatMap((process) => process.unreadable.map(({ what }) => what)));
  for (const part of [...parts].sort()) {
    const some = processes.filter((process) =>
      process.unreadable.some((entry) => entry.what === part && entry.denied === denied),
    );
    if (some.length === 0) continue;
    const what = PARTS[part] ?? part;
    const reason = some[0]?.unreadable.find((entry) => entry.what === part)?.reason ?? '';
    const hint = denied && !asRoot ? '; run as root to see it' : '';
    gaps.push(
      `${what} of ${some.length === 1 ? 'one process' : `${some.length} processes`} could not be read (${reason}): ${pids(some)}${hint}`,
    );
  }
  return gaps;
}

const PARTS: Readonly<Record<string, string>> = {
  exe: 'the executable',
  cmdline: 'the command line',
  cgroup: 'the control group',
  status: 'the owner',
  stat: 'the start time and parent',
};

function pids(processes: readonly HostProcess[]): string {
  return listed(processes.map(({ pid, comm }) => `${pid} ${visibleText(comm)}`));
}

function listed(words: readonly string[]): string {
  const more = words.length - NAMED;
  return more > 0 ? `${words.slice(0, NAMED).join(', ')} and ${more} more` : words.join(', ');
}
