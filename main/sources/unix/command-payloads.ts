import type { Payload, PayloadRole } from '../../../shared/model/service-record.ts';
import { analyseCommand } from '../../../shared/unix/command-analysis.ts';
import { codePayload } from './code-payload.ts';
import type { FileFound, UnixFiles } from './file-lookup.ts';

export interface CommandOptions {
  readonly role: PayloadRole;
  /** Key that names the command: `ExecStart`, `ProgramArguments`. */
  readonly from: string;
  /** The command as written; the words joined when left out. */
  readonly raw?: string;
  /** Relative scripts are looked for here. */
  readonly workingDirectory?: string | null;
  /** Folders in which bare names are looked for. */
  readonly searchPath?: readonly string[];
}

/**
 * What a command (words, expanded as far as the evidence allows) would run: first the program itself under the role given, then
 * programs that it wraps and scripts (`hosted-program`), kernel modules that it loads (`kernel-module`), and code in the command line
 * (`inline-code`); last the code of scripts among them that do not lie in the system's folders (`script-code`). A file is named once.
 */
export function commandPayloads(
  argv: readonly string[],
  options: CommandOptions,
  files: UnixFiles,
): Payload[] {
  const [program, ...rest] = argv;
  if (program === undefined || program === '') return [];
  const { from, role } = options;
  const directory = options.workingDirectory ?? null;
  const raw = options.raw ?? argv.join(' ');
  const main = files.search(program, options.searchPath);
  const payloads = [payload(role, from, raw, main, rest.join(' '))];
  const started: { readonly file: FileFound; readonly named: boolean }[] = [{ file: main, named: false }];
  const known = new Set(payloads.map(({ path }) => path));
  const { programs, scripts, inlineCode, modules } = analyseCommand(argv);
  const add = (name: string, found: FileFound, as: PayloadRole = 'hosted-program'): void => {
    if (known.has(found.path) || (found.state !== 'found' && !found.path.startsWith('/'))) return;
    known.add(found.path);
    payloads.push(payload(as, from, name, found, ''));
    if (as === 'hosted-program') started.push({ file: found, named: scripts.includes(name) });
  };
  const place = (path: string): string =>
    path.startsWith('/') || directory === null ? path : `${directory}/${path}`;
  for (const name of programs.slice(1)) add(name, files.search(name, options.searchPath));
  for (const script of scripts) {
    add(script, files.find(place(script)));
  }
  for (const load of modules) {
    for (const name of load.modules) {
      const written = name.includes('/') || name.endsWith('.ko') ? place(name) : name;
      for (const found of files.modules(written, load)) add(name, found, 'kernel-module');
    }
  }
  for (const { language, code } of inlineCode)
    payloads.push(codePayload('inline-code', from, code, language));
  for (const { file, named } of started) {
    const script = files.code(file, named);
    if (script === null) continue;
    const said = [script.language, script.lines === '' ? '' : `lines ${script.lines}`];
    const code = codePayload(
      'script-code',
      file.path,
      script.code,
      said.filter((part) => part !== '').join(', '),
    );
    payloads.push(script.leftOut ? { ...code, state: 'unreadable' } : code);
  }
  return payloads;
}

function payload(role: PayloadRole, from: string, raw: string, found: FileFound, rest: string): Payload {
  const { path, evidencePath, state, exists } = found;
  return { role, from, raw, path, arguments: rest, evidencePath, state, exists, sha256: null };
}
