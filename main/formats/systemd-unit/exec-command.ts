import { MAX_EXEC_WORDS } from '../../../shared/limits.ts';
import { checkExecPath, type ExecPathKind, hasSpecifiers, simplifyPath } from './exec-path.ts';
import { type ExecPrefixes, readExecPrefixes } from './exec-prefixes.ts';
import { isWhitespace } from './unit-text.ts';
import { type UsedVariable, usedVariables } from './variables.ts';
import { nextWord, skipWhitespace } from './words.ts';

/** One command of an Exec line. Text is unquoted and unescaped; specifiers and variables are still in it. */
export interface ExecCommand extends ExecPrefixes {
  /** The program, simplified when absolute. With `viaShell` the first word of the shell's command line. */
  readonly path: string;
  readonly pathKind: ExecPathKind;
  /** argv as the program gets it, argv[0] first. With `viaShell` the words that the shell gets as one line. */
  readonly argv: readonly string[];
  /** Environment variables in argv; empty with the prefix `:`. */
  readonly variables: readonly UsedVariable[];
}

export type ExecProblemCode =
  | 'unbalanced-quotes'
  | 'unknown-escape'
  | 'invalid-program'
  | 'no-argv0'
  | 'limit-reached';

export interface ExecProblem {
  readonly code: ExecProblemCode;
  readonly what: string;
}

export interface ExecLine {
  /** What systemd would run of this line, in order. */
  readonly commands: readonly ExecCommand[];
  /** The command that systemd does not take, as far as it could be read; what follows it in the line is not looked at. */
  readonly rejected: ExecCommand | null;
  readonly problems: readonly ExecProblem[];
  /** True when the line is a reason for systemd not to load the unit ("bad unit file setting"). */
  readonly refused: boolean;
}

/**
 * Reads the value of an Exec… setting (systemd.service(5), "Command Lines"; config_parse_exec, src/core/load-fragment.c).
 * Several commands are separated by a `;` that is a word of its own and not quoted; `\;` is a semicolon as an argument.
 */
export function parseExecLine(value: string): ExecLine {
  const commands: ExecCommand[] = [];
  const problems: ExecProblem[] = [];
  let words = 0;
  let at = 0;
  const refuse = (problem: ExecProblem, command: ExecCommand | null): ExecLine => ({
    commands,
    rejected: command,
    problems: [...problems, problem],
    refused: !(command?.ignoreFailure ?? false),
  });
  while (at < value.length) {
    const first = nextWord(value, at);
    if (first.kind === 'end') break;
    // Before a first word is read systemd does not know of a `-`.
    if (first.kind === 'unbalanced') return refuse(unbalanced(value, at), null);
    if (first.word.unknownEscapes) problems.push(unknownEscape(first.word.text));
    at = first.word.next;
    if (first.word.text === ';') continue;
    const { prefixes, rest } = readExecPrefixes(first.word.text);
    const checked = checkProgram(rest, prefixes);
    const argv = prefixes.separateArgv0 && !prefixes.viaShell ? [] : [rest];
    const made = (): ExecCommand => ({
      ...prefixes,
      path: checked.kind === 'absolute' && !prefixes.viaShell ? simplifyPath(rest) : rest,
      pathKind: checked.kind,
      argv,
      variables: prefixes.literalVariables ? [] : usedVariables(argv),
    });
    if (checked.problem !== null) return refuse({ code: 'invalid-program', what: checked.problem }, made());
    while (at < value.length) {
      const semicolon = semicolonAt(value, at);
      if (semicolon === 'separator') {
        at = skipWhitespace(value, at + 1);
        break;
      }
      if (semicolon === 'argument') {
        argv.push(';');
        at = skipWhitespace(value, at + 2);
        continue;
      }
      const next = nextWord(value, at);
      if (next.kind === 'end') break;
      if (next.kind === 'unbalanced') return refuse(unbalanced(value, at), made());
      if (next.word.unknownEscapes) problems.push(unknownEscape(next.word.text));
      argv.push(next.word.text);
      at = next.word.next;
      words += 1;
      if (words >= MAX_EXEC_WORDS) {
        problems.push({ code: 'limit-reached', what: `only the first ${MAX_EXEC_WORDS} words were read` });
        return { commands: [...commands, made()], rejected: null, problems, refused: false };
      }
    }
    if (argv.length === 0) return refuse({ code: 'no-argv0', what: 'no word for argv[0]' }, made());
    commands.push(made());
  }
  return { commands, rejected: null, problems, refused: false };
}

/** A shell looks for its own program; specifiers are expanded before systemd checks the path. */
function checkProgram(path: string, { viaShell }: ExecPrefixes): ReturnType<typeof checkExecPath> {
  if (viaShell && path !== '') return { kind: 'file-name', problem: null };
  return hasSpecifiers(path) ? { kind: 'specifier', problem: null } : checkExecPath(path);
}

function semicolonAt(value: string, at: number): 'separator' | 'argument' | null {
  const escaped = value.charAt(at) === '\\';
  const semicolon = escaped ? at + 1 : at;
  if (value.charAt(semicolon) !== ';') return null;
  const after = semicolon + 1;
  if (after < value.length && !isWhitespace(value.charCodeAt(after))) return null;
  return escaped ? 'argument' : 'separator';
}

function unbalanced(value: string, at: number): ExecProblem {
  return { code: 'unbalanced-quotes', what: `an open quote in ${value.slice(at, at + 200)}` };
}

function unknownEscape(word: string): ExecProblem {
  return { code: 'unknown-escape', what: `an escape that systemd does not know in ${word.slice(0, 200)}` };
}
