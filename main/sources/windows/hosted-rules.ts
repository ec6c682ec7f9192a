import type { Argument } from './arguments.ts';
import { batchCommands } from './batch-commands.ts';
import type { HostedText } from './hosted-text.ts';

type Rule = (args: readonly Argument[], text: string) => HostedText[];

/**
 * What well-known hosts do with their arguments, by base name without extension. Sources: the programs' own help and
 * Microsoft Learn ("cmd", "about_PowerShell_exe", "rundll32", "regsvr32", "msiexec", "forfiles", "wscript", "mshta").
 */
export const HOSTED_RULES: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['cmd', (_args, text) => batchCommands(afterCmdSwitch(text))],
  ['powershell', powershell],
  ['powershell_ise', firstFile],
  ['pwsh', powershell],
  ['rundll32', rundll32],
  ['regsvr32', regsvr32],
  ['wscript', scriptHost],
  ['cscript', scriptHost],
  ['mshta', firstFile],
  ['hh', firstFile],
  ['control', firstFile],
  ['explorer', firstFile],
  ['msiexec', msiexec],
  ['installutil', lastFile],
  ['regasm', lastFile],
  ['regsvcs', lastFile],
  ['msbuild', firstFile],
  ['dotnet', (args, text) => firstFile(args[0]?.text === 'exec' ? args.slice(1) : args, text)],
  ['java', java],
  ['javaw', java],
  ['python', interpreter],
  ['pythonw', interpreter],
  ['python2', interpreter],
  ['python3', interpreter],
  ['py', interpreter],
  ['node', interpreter],
  ['perl', interpreter],
  ['wperl', interpreter],
  ['ruby', interpreter],
  ['rubyw', interpreter],
  ['php', interpreter],
  ['php-cgi', interpreter],
  ['autoit3', firstFile],
  ['autohotkey', firstFile],
  ['conhost', afterOptions],
  ['forfiles', (args) => optionCommand(args, ['/c', '-c'])],
  ['pcalua', (args) => optionCommand(args, ['-a', '/a'])],
  ['runas', (args) => lastCommand(args)],
  ['start', (_args, text) => batchCommands(`start ${text}`)],
]);

/** The text behind `/c`, `/k` or `/r`; switches may be glued to each other and to the command (`/q/c"x"`). */
function afterCmdSwitch(text: string): string {
  let index = 0;
  while (index < text.length) {
    const character = text[index];
    if (character === ' ' || character === '\t') {
      index += 1;
      continue;
    }
    if (character !== '/' && character !== '-') return '';
    const letter = text[index + 1]?.toLowerCase();
    index += 2;
    if (letter === 'c' || letter === 'k' || letter === 'r') return text.slice(index);
    while (index < text.length && !'/ \t'.includes(text[index] ?? ' ')) index += 1;
  }
  return '';
}

const POWERSHELL_VALUES = [
  'ex',
  'ep',
  'w',
  'in',
  'o',
  'v',
  'ps',
  'config',
  'cus',
  'set',
  'wo',
  'wd',
  'if',
  'of',
];

function powershell(args: readonly Argument[], text: string): HostedText[] {
  for (let index = 0; index < args.length; index += 1) {
    const argument = args[index];
    if (argument === undefined) break;
    const first = argument.text[0];
    const option =
      first === '-' || first === '/' || first === '–' ? argument.text.slice(1).toLowerCase() : null;
    if (option === null) return inlineScript(text.slice(argument.start));
    // about_PowerShell_exe: any unambiguous beginning of a parameter's name will do.
    if (option !== '' && 'file'.startsWith(option)) return fileAt(args, index + 1, text);
    if (option !== '' && 'command'.startsWith(option)) {
      const next = args[index + 1];
      return next === undefined ? [] : inlineScript(text.slice(next.start));
    }
    if (option === 'ec' || (option.startsWith('e') && 'encodedcommand'.startsWith(option))) return [];
    if (POWERSHELL_VALUES.some((name) => option.startsWith(name))) index += 1;
  }
  return [];
}

/** `& 'C:\x.ps1' args`, `. C:\x.ps1`, `C:\x.exe`: only what is plainly a path; a script's own text is no program. */
function inlineScript(text: string): HostedText[] {
  const inner = INLINE_START.exec(text);
  if (inner === null) return [];
  const path = inner[1] ?? inner[2] ?? inner[3] ?? '';
  if (!PATH_LIKE.test(path)) return [];
  return [{ raw: path, is: 'file', rest: withoutQuotes(text.slice(inner[0].length)) }];
}

/** Without the quotes and spaces around it; a loop, since a pattern anchored at the end is quadratic on hostile text. */
function withoutQuotes(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && AROUND.has(text[start] ?? '')) start += 1;
  while (end > start && AROUND.has(text[end - 1] ?? '')) end -= 1;
  return text.slice(start, end);
}

const AROUND: ReadonlySet<string> = new Set(['"', "'", ' ', '\t']);

const INLINE_START =
  /^["\s]*(?:[&.]\s*)?(?:\{\s*)?(?:[&.]\s*)?(?:'([^']{1,1024})'|\\?"([^"]{1,1024}?)\\?"|([^\s'"{}();|&]{1,1024}))/;
const PATH_LIKE = /^(?:[A-Za-z]:[\\/]|\\\\|\.{1,2}[\\/]|%)|\.(?:ps1|psm1|exe|bat|cmd|com|dll|vbs|js)$/i;

/** Exports whose argument is a command line of its own. */
const RUNDLL_COMMANDS = ['shellexec_rundll', 'openurl', 'fileprotocolhandler', 'routethecall', 'registerocx'];

function rundll32(args: readonly Argument[], text: string): HostedText[] {
  const at = args[0]?.text.toLowerCase() === '/d' ? 1 : 0;
  const argument = args[at];
  if (argument === undefined || /^(?:javascript|vbscript|https?):/i.test(argument.text)) return [];
  const comma = argument.text.lastIndexOf(',');
  const path = (comma === -1 ? argument.text : argument.text.slice(0, comma)).trim();
  const entry = comma === -1 ? (args[at + 1]?.text ?? '') : argument.text.slice(comma + 1);
  const tail = text.slice(argument.end).trim();
  const rest = comma === -1 ? tail : `${entry} ${tail}`.trim();
  const found: HostedText[] = path === '' ? [] : [{ raw: path, is: 'file', rest }];
  const name = entry.toLowerCase();
  const command = comma === -1 ? tail.slice(entry.length).trim() : tail;
  if (RUNDLL_COMMANDS.some((known) => name.startsWith(known)) && command !== '') {
    found.push({ raw: command, is: 'command', rest: '' });
  }
  return found;
}

function regsvr32(args: readonly Argument[]): HostedText[] {
  const found: HostedText[] = [];
  for (const { text } of args) {
    if (!/^[-/]/.test(text)) found.push({ raw: text, is: 'file', rest: '' });
    else if (/^[-/]i:/i.test(text) && text.length > 3 && !SCHEME.test(text.slice(3))) {
      found.push({ raw: text.slice(3), is: 'file', rest: '' });
    }
  }
  return found;
}

function scriptHost(args: readonly Argument[], text: string): HostedText[] {
  return fileAt(
    args,
    args.findIndex((argument) => !argument.text.startsWith('/')),
    text,
  );
}

/** `/i x.msi`, `/ix.msi`, `/package x`, `/a x`, `/p x.msp`, `/y x.dll`; a product code `{…}` is no file. */
function msiexec(args: readonly Argument[], text: string): HostedText[] {
  for (let index = 0; index < args.length; index += 1) {
    const option = /^[-/](package|uninstall|update|i|a|x|p|fa?|j[um]?|y|z)(.*)$/is.exec(
      args[index]?.text ?? '',
    );
    if (option === null) continue;
    const glued = option[2] ?? '';
    if (glued === '' && args[index + 1]?.text.startsWith('{') === false) return fileAt(args, index + 1, text);
    if (glued.includes('.') || glued.includes('\\')) return [{ raw: glued, is: 'file', rest: '' }];
  }
  return [];
}

function java(args: readonly Argument[], text: string): HostedText[] {
  const jar = args.findIndex((argument) => argument.text === '-jar');
  return jar === -1 ? [] : fileAt(args, jar + 1, text);
}

/** The first argument that is no option; `-c`, `-e`, `-m` and `-r` take code or a module instead of a file. */
function interpreter(args: readonly Argument[], text: string): HostedText[] {
  for (let index = 0; index < args.length; index += 1) {
    const argument = args[index]?.text ?? '';
    if (['-c', '-e', '-m', '-E', '-p', '--eval'].includes(argument)) return [];
    if (argument === '-f' || !argument.startsWith('-'))
      return fileAt(args, argument === '-f' ? index + 1 : index, text);
    if (['-W', '-X', '-r', '--require', '-I', '-d'].includes(argument)) index += 1;
  }
  return [];
}

function firstFile(args: readonly Argument[], text: string): HostedText[] {
  return fileAt(
    args,
    args.findIndex((argument) => !/^[-/]/.test(argument.text)),
    text,
  );
}

function lastFile(args: readonly Argument[]): HostedText[] {
  const last = args.findLast((argument) => !/^[-/]/.test(argument.text));
  return last === undefined ? [] : [{ raw: last.text, is: 'file', rest: '' }];
}

function lastCommand(args: readonly Argument[]): HostedText[] {
  const last = args.at(-1)?.text ?? '';
  return last === '' || /^[-/]/.test(last) ? [] : [{ raw: last, is: 'command', rest: '' }];
}

function afterOptions(args: readonly Argument[], text: string): HostedText[] {
  for (let index = 0; index < args.length; index += 1) {
    const argument = args[index];
    if (argument === undefined) break;
    if (/^--(?:width|height|signal|server)$/i.test(argument.text)) index += 1;
    else if (!/^(?:--|0x)/i.test(argument.text)) {
      return [{ raw: text.slice(argument.start), is: 'command', rest: '' }];
    }
  }
  return [];
}

function optionCommand(args: readonly Argument[], options: readonly string[]): HostedText[] {
  const at = args.findIndex((argument) => options.includes(argument.text.toLowerCase()));
  const value = at === -1 ? '' : (args[at + 1]?.text ?? '');
  return value === '' ? [] : [{ raw: value, is: 'command', rest: '' }];
}

function fileAt(args: readonly Argument[], index: number, text: string): HostedText[] {
  const argument = index < 0 ? undefined : args[index];
  if (argument === undefined || argument.text === '' || SCHEME.test(argument.text)) return [];
  return [{ raw: argument.text, is: 'file', rest: text.slice(argument.end).trim() }];
}

/** URLs and inline script: nothing that a file of the root could be. */
const SCHEME = /^(?:[a-z][a-z0-9+.-]{2,20}:\/\/|javascript:|vbscript:|about:|shell:|::)/i;
