/** What Windows would start, and the rest of the command line. */
export interface SplitCommand {
  readonly program: string;
  readonly arguments: string;
  readonly quoted: boolean;
}

const PROGRAM_END =
  /\.(?:exe|com|bat|cmd|sys|dll|scr|pif|ps1|vbs|vbe|js|jse|wsf|hta|msc|cpl|jar|py|ocx|drv)(?=$|[\s",&|<>])/i;

/**
 * Splits a command line at the end of its program. Without quotes the program is taken to end at the first known
 * extension, so that a path with spaces stays whole; without one, at the first space.
 */
export function splitCommand(command: string): SplitCommand {
  const text = command.trim();
  if (text.startsWith('"')) {
    const end = text.indexOf('"', 1);
    if (end > 0) return { program: text.slice(1, end), arguments: text.slice(end + 1).trim(), quoted: true };
    return { program: text.slice(1), arguments: '', quoted: true };
  }
  const found = PROGRAM_END.exec(text);
  const space = text.search(/\s/);
  // `cmd /c start C:\x.exe`: a bare word before the first space is the program, a path with a space is not.
  const first = space < 0 ? text : text.slice(0, space);
  const bare = /^[\w%()-]+$/.test(first);
  const end =
    found === null || (bare && space > 0) ? (space < 0 ? text.length : space) : found.index + found[0].length;
  return { program: text.slice(0, end), arguments: text.slice(end).trim(), quoted: false };
}

/** Unquoted, and the program's path has a space before its end: Windows tries every earlier piece first. */
export function isUnquotedWithSpaces(command: string): boolean {
  const { program, quoted } = splitCommand(command);
  return !quoted && /\s/.test(program.trim()) && program.includes('\\');
}

/** Value of a switch such as `-k` in a svchost command line. */
export function switchValue(command: string, name: string): string | null {
  const found = new RegExp(`(?:^|\\s)[-/]${name}\\s+("[^"]*"|\\S+)`, 'i').exec(command);
  return found?.[1]?.replaceAll('"', '') ?? null;
}

/** Tokens at white space and shell separators; quotes kept together and taken off. Separators are tokens themselves. */
export function tokens(command: string): string[] {
  const found = command.match(/"[^"]*"|'[^']*'|&&|\|\||[&|;<>]|[^\s"'&|;<>]+/g) ?? [];
  return found
    .map((token) => (/^["'].*["']$/s.test(token) ? token.slice(1, -1) : token))
    .filter((t) => t !== '');
}
