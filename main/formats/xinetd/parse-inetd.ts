import { MAX_STARTUP_ENTRIES } from '../../../shared/limits.ts';
import { plainLines, scriptText } from '../init-script/script-text.ts';

/** A line of inetd.conf(5): `telnet stream tcp nowait root /usr/sbin/tcpd in.telnetd`. */
export interface InetdEntry {
  readonly line: number;
  readonly service: string;
  readonly socketType: string;
  readonly protocol: string;
  readonly wait: string;
  /** Without group and login class. */
  readonly user: string;
  /** `internal`: inetd serves it itself. */
  readonly program: string;
  /** As the program sees them, its own name first. */
  readonly words: readonly string[];
}

export interface InetdFile {
  readonly entries: readonly InetdEntry[];
  readonly problems: readonly { readonly line: number; readonly what: string }[];
}

/** Reads an inetd.conf. Never throws. */
export function parseInetd(bytes: Uint8Array): InetdFile {
  const entries: InetdEntry[] = [];
  const problems: { line: number; what: string }[] = [];
  for (const { line, text } of plainLines(scriptText(bytes))) {
    const content = text.trim();
    if (content === '' || content.startsWith('#')) continue;
    if (entries.length >= MAX_STARTUP_ENTRIES) {
      problems.push({ line, what: `only the first ${MAX_STARTUP_ENTRIES} lines were read` });
      break;
    }
    const [service = '', socketType = '', protocol = '', wait = '', user = '', program, ...words] = content
      .split(/\s+/)
      .slice(0, 256);
    if (program === undefined) {
      if (problems.length < 20) problems.push({ line, what: 'fewer than six fields' });
      continue;
    }
    const account = user.split(/[.:/]/)[0] ?? user;
    entries.push({ line, service, socketType, protocol, wait, user: account, program, words });
  }
  return { entries, problems };
}
