/** A line of modprobe.d(5) that runs a command in place of loading or removing a module. */
export interface ModprobeCommand {
  readonly action: 'install' | 'remove';
  /** Name of the module, or a pattern of names. */
  readonly module: string;
  /** Run by /bin/sh; `$CMDLINE_OPTS` stands for the parameters given. */
  readonly command: string;
  /** First line, from 1. */
  readonly line: number;
}

/** Lines of one file that are kept; files of distributions have some dozens. */
export const MAX_COMMANDS = 1_000;

/**
 * `install` and `remove` lines of a file of modprobe.d(5). A backslash at the end of a line continues it, `#` begins a comment line.
 * Never throws.
 */
export function parseModprobeCommands(text: string): readonly ModprobeCommand[] {
  const found: ModprobeCommand[] = [];
  const lines = text.split('\n');
  for (let at = 0; at < lines.length && found.length < MAX_COMMANDS; at += 1) {
    const line = at + 1;
    const parts = [lines[at] ?? ''];
    while ((parts.at(-1) ?? '').endsWith('\\') && at + 1 < lines.length) {
      parts.push((parts.pop() ?? '').slice(0, -1));
      at += 1;
      parts.push(lines[at] ?? '');
    }
    const [, action, module = '', command = ''] =
      /^[ \t]*(install|remove)[ \t]+(\S+)[ \t]+(\S.*?)[ \t]*$/.exec(parts.join('')) ?? [];
    if (action === 'install' || action === 'remove') found.push({ action, module, command, line });
  }
  return found;
}

/** Names in a file of modules-load.d(5), one a line, with their lines; `#` and `;` begin comments. Never throws. */
export function parseModulesLoad(
  text: string,
): readonly { readonly module: string; readonly line: number }[] {
  const found: { module: string; line: number }[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (found.length >= MAX_COMMANDS) break;
    // Debian's /etc/modules takes parameters after the name (modules(5)).
    const module = /^\s*([^\s#;]\S*)/.exec(line)?.[1];
    if (module !== undefined) found.push({ module, line: index + 1 });
  }
  return found;
}
