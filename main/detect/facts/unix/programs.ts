import type { FileReference, Payload } from '../../../../shared/model/service-record.ts';
import { analyseCommand, baseName } from '../../../../shared/unix/command-analysis.ts';
import { shellWords } from '../../../../shared/unix/shell-words.ts';

/** Roles of files that run; the others are read or loaded. */
const RUNS: ReadonlySet<Payload['role']> = new Set([
  'image',
  'failure-command',
  'wrapped-program',
  'hosted-program',
  'exec-condition',
  'exec-start-pre',
  'exec-start',
  'exec-start-post',
  'exec-reload',
  'exec-stop',
  'exec-stop-post',
  'script',
]);

/** Does this payload run, rather than be read or loaded? Inline code runs, but is no file. */
export function isProgram(payload: Payload): boolean {
  return RUNS.has(payload.role) && payload.path !== '';
}

/** Words of a command as written; a command that is there as words already (ProgramArguments) needs no splitting. */
export type UnixCommand = string | readonly string[];

const words = (command: UnixCommand): readonly string[] =>
  typeof command === 'string' ? shellWords(command) : command;

const lowerName = (path: string): string => baseName(path).replace(/^-/, '').toLowerCase();

/**
 * Base names in lower case of every program that the commands would run: wrappers, what they wrap, scripts, and programs inside
 * `sh -c` code. `payloads` and `image` add what the source resolved, with variables and links followed.
 */
export function programNames(
  commands: readonly UnixCommand[],
  payloads: readonly Payload[] = [],
  image: FileReference | null = null,
): string[] {
  const names = new Set<string>();
  for (const command of commands) {
    const { programs, scripts } = analyseCommand(words(command));
    for (const path of programs) names.add(lowerName(path));
    for (const path of scripts) names.add(lowerName(path));
  }
  for (const payload of payloads) if (isProgram(payload)) names.add(lowerName(payload.path));
  if (image !== null) names.add(lowerName(image.path));
  names.delete('');
  return [...names];
}

/** Code that stands in the commands themselves (`sh -c '…'`), with what the source found so; each once. */
export function inlineCode(commands: readonly UnixCommand[], payloads: readonly Payload[] = []): string[] {
  const found = new Set<string>();
  for (const payload of payloads) if (payload.role === 'inline-code') found.add(payload.raw);
  for (const command of commands) {
    for (const { code } of analyseCommand(words(command)).inlineCode) found.add(code);
  }
  return [...found];
}

/** Resolved paths of the image and every payload that is a file, each once. */
export function payloadPaths(payloads: readonly Payload[], image: FileReference | null = null): string[] {
  const paths = new Set(image === null || image.path === '' ? [] : [image.path]);
  for (const { path } of payloads) if (path !== '') paths.add(path);
  return [...paths];
}
