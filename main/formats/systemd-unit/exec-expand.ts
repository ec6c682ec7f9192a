import { MAX_UNIT_EXPANDED } from '../../../shared/limits.ts';
import type { ExecCommand } from './exec-command.ts';
import { checkExecPath, simplifyPath } from './exec-path.ts';
import { expandSpecifiers, type SpecifierContext } from './specifiers.ts';
import { usedVariables } from './variables.ts';

export interface ExpandedCommand {
  readonly command: ExecCommand;
  /** Specifiers without a value; they stay in the command. */
  readonly unresolved: readonly string[];
  /** Specifiers that do not exist: systemd refuses the unit, or with `-` the command. */
  readonly unknown: readonly string[];
  /** True when `MAX_UNIT_EXPANDED` was reached, all words together: some specifiers stay in the command. */
  readonly cut: boolean;
}

/** Expands the specifiers of a command, word by word and after unquoting, as systemd does (config_parse_exec). */
export function expandExecCommand(command: ExecCommand, context: SpecifierContext): ExpandedCommand {
  const unresolved = new Set<string>();
  const unknown = new Set<string>();
  let room = MAX_UNIT_EXPANDED;
  let cut = false;
  const expand = (text: string): string => {
    const expanded = expandSpecifiers(text, context, Math.max(room, text.length));
    room -= expanded.text.length;
    cut ||= expanded.cut;
    for (const specifier of expanded.unresolved) unresolved.add(specifier);
    for (const specifier of expanded.unknown) unknown.add(specifier);
    return expanded.text;
  };
  const path = expand(command.path);
  const argv = command.argv.map(expand);
  const open = expandSpecifiers(command.path, context);
  const pending = open.unresolved.length + open.unknown.length > 0;
  const pathKind = command.viaShell ? command.pathKind : pending ? 'specifier' : checkExecPath(path).kind;
  return {
    command: {
      ...command,
      path: pathKind === 'absolute' ? simplifyPath(path) : path,
      pathKind,
      argv,
      variables: command.literalVariables ? [] : usedVariables(argv),
    },
    unresolved: [...unresolved],
    unknown: [...unknown],
    cut,
  };
}
