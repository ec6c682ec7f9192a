import type { Payload } from '../../../shared/model/service-record.ts';
import { filePayload } from '../launchd/file-payload.ts';
import { scriptCommands } from '../linux/script-commands.ts';
import type { StartupFile, StartupReader } from '../linux/startup-reader.ts';
import { codePayload } from '../unix/code-payload.ts';

/** Characters of a script that a record shows; those that macOS ships have some thousand. */
const MAX_SHOWN = 16_384;

/**
 * A script that the system runs: the file, what its lines run, and the lines themselves as code, so that what they do can be judged.
 * A program that is no script has the file alone.
 */
export function scriptPayloads(file: StartupFile, reader: StartupReader): Payload[] {
  const script = filePayload('image', 'file', file.path, reader.files.find(file.path));
  const text = reader.text(file);
  const shebang = text === null ? null : /^#!\s*(\S+)(?:\s+(\S+))?/.exec(text);
  // A Mach-O or other binary file holds NUL early; the kernel runs a text without `#!` by the shell.
  if (text === null || text.slice(0, 512).includes('\0')) return [script];
  const commands = scriptCommands(text, { files: reader.files });
  if (commands.cut) reader.report('startup-limit', file.path, 'not all payloads of the script were kept');
  const code = shownCode('file', commands.lines.join('\n'), languageOf(shebang));
  return code === null ? [script] : [script, ...commands.payloads, code];
}

/** Code that stands in a file of settings or a script; null for none. `language`: `sh`, `python`… */
export function shownCode(from: string, code: string, language: string): Payload | null {
  const raw = code.slice(0, MAX_SHOWN);
  return raw.trim() === '' ? null : codePayload('inline-code', from, raw, language);
}

function languageOf(shebang: RegExpExecArray | null): string {
  const [, program = '/bin/sh', argument = ''] = shebang ?? [];
  const name = (/\/env$/.test(program) ? argument : program).replace(/^.*\//, '');
  return /^(?:ba|da|z|k|c|tc)?sh$/.test(name) ? 'sh' : name.replace(/[\d.]+$/, '');
}
