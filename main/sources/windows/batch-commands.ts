import { MAX_BATCH_COMMANDS, MAX_BATCH_LINE, MAX_BATCH_STEPS } from '../../../shared/limits.ts';
import { splitArguments } from './arguments.ts';
import type { HostedText } from './hosted-text.ts';

/** What cmd does itself (`help cmd`, `help`): no file is run for it. */
const BUILT_INS: ReadonlySet<string> = new Set(
  (
    'assoc break cd chdir cls color copy date del dir echo endlocal erase exit for ftype goto if md mkdir mklink ' +
    'move path pause popd prompt pushd rd rem ren rename rmdir set setlocal shift time title type ver verify vol do'
  ).split(' '),
);

/**
 * The programs in a batch line: cut at `&`, `|` and parentheses outside quotes, carets removed, `start`, `call` and
 * `@` stepped over, built-in commands left out.
 */
export function batchCommands(line: string): HostedText[] {
  const found: HostedText[] = [];
  for (const part of splitLine(withoutOuterQuotes(line.slice(0, MAX_BATCH_LINE).trim()))) {
    const command = programPart(part);
    if (command === '') continue;
    found.push({ raw: command, is: 'command', rest: '' });
    if (found.length === MAX_BATCH_COMMANDS) break;
  }
  return found;
}

/** `help cmd`: with more than two quotes or special characters the first and the last quote are stripped. */
function withoutOuterQuotes(line: string): string {
  if (!line.startsWith('"')) return line;
  const last = line.lastIndexOf('"');
  if (last === 0) return line.slice(1);
  const inner = line.slice(1, last);
  const plain =
    !inner.includes('"') && !/[&<>()@^|]/.test(inner) && inner.includes(' ') && PROGRAM.test(inner);
  return plain ? line : inner + line.slice(last + 1);
}

const PROGRAM = /\.(?:exe|com|bat|cmd|vbs|vbe|js|jse|wsf|wsh|msc)$/i;

function splitLine(line: string): string[] {
  const parts: string[] = [];
  let quoted = false;
  let part = '';
  for (let index = 0; index < line.length; index += 1) {
    const character = line[index] ?? '';
    if (character === '"') quoted = !quoted;
    if (!quoted && character === '^') {
      index += 1;
      part += line[index] ?? '';
    } else if (
      !quoted &&
      (character === '&' || character === '|' || character === '(' || character === ')')
    ) {
      parts.push(part);
      part = '';
    } else {
      part += character;
    }
  }
  parts.push(part);
  return parts;
}

/** The part from its program on, without redirections; '' when cmd runs it itself. */
function programPart(part: string): string {
  let text = part.trim().replace(/^[@\s]+/, '');
  for (let step = 0; step < MAX_BATCH_STEPS; step += 1) {
    const args = splitArguments(text);
    const first = args[0]?.text.toLowerCase() ?? '';
    if (first === 'start') text = afterStart(text);
    else if (first === 'call') text = text.slice(args[1]?.start ?? text.length);
    else return isBuiltIn(first) ? '' : withoutRedirection(text);
  }
  return '';
}

function isBuiltIn(word: string): boolean {
  if (word === '' || word.startsWith(':') || word.startsWith('>')) return true;
  const name = /^[a-z]+/.exec(word)?.[0] ?? '';
  if (!BUILT_INS.has(name)) return false;
  // `echo.`, `cd..` and `cd\dir` are built-ins as well, `time.exe` is not.
  const rest = word.slice(name.length);
  return rest === '' || (name === 'cd' && /^[.\\/]/.test(rest)) || /^[./]$/.test(rest);
}

/** `start ["title"] [/options] program`; a quoted first argument is the title. */
function afterStart(text: string): string {
  const args = splitArguments(text).slice(1);
  let index = args[0] !== undefined && text[args[0].start] === '"' ? 1 : 0;
  for (; index < args.length; index += 1) {
    const option = args[index]?.text.toLowerCase() ?? '';
    if (option === '/d' || option === '/node' || option === '/affinity') index += 1;
    else if (!option.startsWith('/')) break;
  }
  // `start "C:\x.exe"` opens only a window with that title, but it was meant as a program.
  return text.slice(args[index]?.start ?? args[0]?.start ?? text.length);
}

function withoutRedirection(text: string): string {
  let quoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (character === '"') quoted = !quoted;
    if (quoted || (character !== '>' && character !== '<')) continue;
    const handle = /[012]/.test(text[index - 1] ?? '') && /\s/.test(text[index - 2] ?? ' ');
    return text.slice(0, handle ? index - 1 : index).trim();
  }
  return text.trim();
}
