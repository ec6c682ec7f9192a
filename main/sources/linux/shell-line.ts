import { MAX_SCRIPT_LINE, MAX_SCRIPT_PAYLOADS } from '../../../shared/limits.ts';
import type { Payload, PayloadRole } from '../../../shared/model/service-record.ts';
import { interpreterOf } from '../../../shared/unix/command-analysis.ts';
import { shellCommands } from '../../../shared/unix/shell-words.ts';
import { codePayload } from '../unix/code-payload.ts';
import { commandPayloads } from '../unix/command-payloads.ts';
import type { UnixFiles } from '../unix/file-lookup.ts';
import { isPlainUtility, withoutPrefix } from './script-words.ts';
import { startedUnit } from './started-unit.ts';

export interface ShellLine {
  /** The first is the program of the line, whatever it is; ordinary utilities after it are left out. */
  readonly payloads: readonly Payload[];
  readonly startsUnit: string | null;
}

export interface ShellLineOptions {
  readonly role: PayloadRole;
  readonly from: string;
  /** Folders of PATH, when the place sets it. */
  readonly searchPath?: readonly string[] | undefined;
}

/** What one line runs that is given to a shell: `cd /x && ./y | sh`. A relative program is looked for where `cd` went. */
export function shellLine(code: string, options: ShellLineOptions, files: UnixFiles): ShellLine {
  const { role, from, searchPath } = options;
  const raw = code.slice(0, MAX_SCRIPT_LINE);
  const payloads: Payload[] = [];
  const known = new Set<string>();
  let startsUnit: string | null = null;
  let workingDirectory: string | null = null;
  for (const written of shellCommands(raw)) {
    const argv = withoutPrefix(written);
    const [program = '', first] = argv;
    if (program === 'cd' && first?.startsWith('/') === true) workingDirectory = first;
    startsUnit ??= startedUnit(argv);
    const isFile = (program === '.' || program === 'source') && first !== undefined;
    if (!isFile && isPlainUtility(program)) continue;
    const relative: boolean = workingDirectory !== null && /^\.{0,2}[^/$][^/]*\//.test(program);
    const named = relative ? `${workingDirectory}/${program}` : program;
    const words = isFile ? [first] : [named, ...argv.slice(1)];
    const more = searchPath === undefined ? {} : { searchPath };
    for (const payload of commandPayloads(words, { role, from, raw, workingDirectory, ...more }, files)) {
      const key = `${payload.path}\0${payload.path === '' ? payload.raw : ''}`;
      if (known.has(key) || payloads.length >= MAX_SCRIPT_PAYLOADS) continue;
      known.add(key);
      payloads.push(payload);
    }
  }
  // A line of utilities alone is still shown by its first.
  if (payloads.length === 0) {
    const words = withoutPrefix(shellCommands(raw)[0] ?? []);
    payloads.push(...commandPayloads(words, { role, from, raw }, files));
  }
  return { payloads, startsUnit };
}

/** The payload for text that a command reads from its standard input, when that command reads code. */
export function inputCode(command: string, input: string | null, from: string): Payload[] {
  const language = interpreterOf(shellCommands(command)[0]?.[0] ?? '');
  if (input === null || language === null) return [];
  return [codePayload('inline-code', from, input, language)];
}
