import type { ServiceRecord } from '../../../../shared/model/service-record.ts';
import { shellCommands, shellWords } from '../../../../shared/unix/shell-words.ts';
import { inlineCode, programNames } from '../unix/programs.ts';

/**
 * The words that are run. launchd.plist(5): Program is what runs, ProgramArguments its arguments with the name as the first; without
 * Program the first argument is the program. BundleProgram stands for Program.
 */
export function argvOf(record: ServiceRecord): readonly string[] {
  const { launchd } = record;
  if (launchd === undefined) return shellWords(record.command ?? '');
  const program = launchd.program ?? launchd.bundleProgram;
  return program === null ? launchd.programArguments : [program, ...launchd.programArguments.slice(1)];
}

const NEEDS_QUOTES = /[\s;|&<>()$`"'\\*?#]/;

function quoted(word: string): string {
  if (word === '') return "''";
  return NEEDS_QUOTES.test(word) ? `'${word.replaceAll("'", String.raw`'\''`)}'` : word;
}

/** Program and arguments as one line of shell; an entry that is no job shows its command as written. */
export function commandLine(record: ServiceRecord): string | undefined {
  if (record.launchd === undefined) return record.command ?? undefined;
  const argv = argvOf(record);
  return argv.length === 0 ? undefined : argv.map(quoted).join(' ');
}

/** Code in the command, and what the source read of a script that the system itself runs. */
export function inlineCodeOf(record: ServiceRecord): string[] {
  return inlineCode([argvOf(record)], record.payloads);
}

/** Program and arguments without quotes, so that patterns see what is said, then the code of its own. */
export function commandTexts(record: ServiceRecord, code: readonly string[]): string[] {
  const argv = argvOf(record);
  const plain = record.launchd === undefined ? (record.command ?? '') : argv.join(' ');
  return [...new Set([plain, ...code])].filter((text) => text !== '');
}

/** The same for readers: code that stands in the command line word for word is not said twice. */
export function shownCommands(texts: readonly string[]): string[] {
  const [first, ...code] = texts;
  return first === undefined ? [] : [first, ...code.filter((text) => !first.includes(text))];
}

/** One program with arguments: no interpreter, wrapper or code in them, so that there is nothing in it to look for. */
export function isPlain(record: ServiceRecord, code: readonly string[]): boolean {
  return record.payloads.length <= 1 && code.length === 0;
}

/** Base names in lower case of every program in the commands, those inside shell code and `do shell script` too. */
export function programsOf(record: ServiceRecord, inline: readonly string[]): string[] {
  const code = record.payloads.filter(
    ({ role, arguments: language }) => role === 'inline-code' && language === 'sh',
  );
  const nested = inline.flatMap(appleScriptShell);
  const commands = [...code.map(({ raw }) => raw), ...nested].flatMap(shellCommands);
  return programNames([argvOf(record), ...commands], record.payloads, record.image);
}

/** Code that AppleScript hands to the shell (`do shell script "…"`), with its escapes taken off. */
function appleScriptShell(code: string): string[] {
  return [...code.matchAll(/do shell script "((?:[^"\\]|\\.){1,4000})"/gi)].map((found) =>
    (found[1] ?? '').replace(/\\(.)/g, '$1'),
  );
}
