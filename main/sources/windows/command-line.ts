import { MAX_UNQUOTED_CANDIDATES } from '../../../shared/limits.ts';
import { expandVariables, type WindowsEnvironment } from './environment.ts';
import { earlierCuts, isSpace, programEnd } from './program-end.ts';
import { type PathKind, type PathUse, resolvePath, type WindowsPath } from './windows-path.ts';

/** A command line taken apart as Windows does it. */
export interface ResolvedCommand {
  /** Absolute path of the program (or UNC, device path), with its stream; '' for an empty command. */
  readonly program: string;
  readonly quoted: boolean;
  /** What follows the program, variables expanded. */
  readonly arguments: string;
  /**
   * Unquoted path with spaces: every file that CreateProcess tries before the program, in its order, then the program
   * itself. Empty when there is nothing to confuse.
   */
  readonly candidates: readonly string[];
  readonly kind: PathKind;
  /** Alternate data stream that the program's path names. */
  readonly stream: string | null;
  readonly target: WindowsPath;
  /** The command with variables expanded, and where in it the program ends: for `laterReadings`. */
  readonly expanded: string;
  readonly end: number;
}

/**
 * Resolves a command line. Services (and failure commands) go through CreateProcess: quotes, cuts at spaces, `.exe`
 * appended to a name without extension (Microsoft Learn, CreateProcessW, lpCommandLine). A driver's ImagePath is a
 * path as a whole. REG_SZ and REG_EXPAND_SZ are treated alike: the service control manager expands both.
 */
export function resolveCommandLine(raw: string, use: PathUse, env: WindowsEnvironment): ResolvedCommand {
  const expanded = expandVariables(raw, env).trim();
  if (use === 'driver') return command(expanded, unquoted(expanded), expanded.length, true, use, env);
  if (!expanded.startsWith('"')) return withCandidates(expanded, programEnd(expanded), env);
  let start = 1;
  while (expanded[start] === '"') start += 1;
  const close = expanded.indexOf('"', start);
  if (close !== -1) return command(expanded, expanded.slice(start, close), close + 1, true, use, env);
  // No closing quote: Windows would take all the rest as one name, which cannot have been meant.
  const rest = expanded.slice(start);
  const end = programEnd(rest);
  return command(expanded, rest.slice(0, end), start + end, true, use, env);
}

/** The same unquoted command with its program ending at each later space: what Windows tries when a file is missing. */
export function laterReadings(first: ResolvedCommand, env: WindowsEnvironment): ResolvedCommand[] {
  if (first.quoted || first.end >= first.expanded.length) return [];
  const cuts = earlierCuts(first.expanded, first.expanded.length, MAX_UNQUOTED_CANDIDATES);
  cuts.push(first.expanded.length);
  return cuts.filter((cut) => cut > first.end).map((cut) => withCandidates(first.expanded, cut, env));
}

function withCandidates(text: string, end: number, env: WindowsEnvironment): ResolvedCommand {
  const resolved = command(text, text.slice(0, end), end, false, 'service', env);
  const cuts = resolved.kind === 'unknown' ? [] : earlierCuts(text, end, MAX_UNQUOTED_CANDIDATES);
  if (cuts.length === 0) return resolved;
  const candidates = cuts.map((cut) => resolvePath(withExtension(text.slice(0, cut)), 'service', env).path);
  return { ...resolved, candidates: [...candidates, resolved.program] };
}

function command(
  expanded: string,
  name: string,
  end: number,
  quoted: boolean,
  use: PathUse,
  env: WindowsEnvironment,
): ResolvedCommand {
  const trimmed = name.trim();
  const target = resolvePath(use === 'driver' ? trimmed : withExtension(trimmed), use, env);
  let rest = end;
  while (rest < expanded.length && isSpace(expanded.charCodeAt(rest))) rest += 1;
  return {
    program: target.path,
    quoted,
    arguments: expanded.slice(rest),
    candidates: [],
    kind: target.kind,
    stream: target.stream,
    target,
    expanded,
    end,
  };
}

/** CreateProcess appends `.exe` where the last component has no dot; a trailing dot means "no extension". */
function withExtension(name: string): string {
  if (name === '') return name;
  const last = Math.max(name.lastIndexOf('\\'), name.lastIndexOf('/'));
  return name.includes('.', last + 1) || last === name.length - 1 ? name : `${name}.exe`;
}

function unquoted(text: string): string {
  if (!text.startsWith('"')) return text;
  const close = text.indexOf('"', 1);
  return close === -1 ? text.slice(1) : text.slice(1, close);
}
