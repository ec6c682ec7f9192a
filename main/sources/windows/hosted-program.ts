import { MAX_HOSTED, MAX_HOSTED_DEPTH } from '../../../shared/limits.ts';
import { splitArguments } from './arguments.ts';
import { type ResolvedCommand, resolveCommandLine } from './command-line.ts';
import { expandVariables, type WindowsEnvironment } from './environment.ts';
import { HOSTED_RULES } from './hosted-rules.ts';
import type { HostedText } from './hosted-text.ts';
import { baseName, resolvePath, type WindowsPath } from './windows-path.ts';

/** A program that another program of a command line would run. */
export interface HostedProgram {
  readonly raw: string;
  readonly target: WindowsPath;
  readonly arguments: string;
  /** 1: named by the command line itself. */
  readonly depth: number;
}

/** What the program of `command` would run in turn, outermost first. Pure text: no file is looked at. */
export function hostedPrograms(
  command: Pick<ResolvedCommand, 'target' | 'arguments'>,
  env: WindowsEnvironment,
): HostedProgram[] {
  const found: HostedProgram[] = [];
  collect(command.target, command.arguments, env, 1, found);
  return found;
}

function collect(
  target: WindowsPath,
  text: string,
  env: WindowsEnvironment,
  depth: number,
  found: HostedProgram[],
): void {
  const rule = text === '' || depth > MAX_HOSTED_DEPTH ? undefined : ruleFor(target);
  if (rule === undefined) return;
  for (const hosted of rule(splitArguments(text), text)) {
    if (found.length === MAX_HOSTED) return;
    const program = resolve(hosted, env, depth);
    if (program.target.kind === 'none') continue;
    found.push(program);
    collect(program.target, program.arguments, env, depth + 1, found);
  }
}

function ruleFor(target: WindowsPath) {
  const name = baseName(target.file);
  const stem = name.endsWith('.exe') || name.endsWith('.com') ? name.slice(0, -4) : name;
  return HOSTED_RULES.get(stem) ?? HOSTED_RULES.get(stem.replace(VERSIONED, ''));
}

/** `python3.11`, `autohotkey64`, `autoit3_x64`. */
const VERSIONED = /(?:[\d.]+|_x64|\d\d)$/;

function resolve(hosted: HostedText, env: WindowsEnvironment, depth: number): HostedProgram {
  if (hosted.is === 'command') {
    const command = resolveCommandLine(hosted.raw, 'service', env);
    return { raw: hosted.raw, target: command.target, arguments: command.arguments, depth };
  }
  const path = expandVariables(hosted.raw, env).trim();
  return { raw: hosted.raw, target: resolvePath(path, 'service', env), arguments: hosted.rest, depth };
}
