import { MAX_SCRIPT_LINE } from '../../../shared/limits.ts';
import { shellWords } from '../../../shared/unix/shell-words.ts';

export interface ShellAssignment {
  readonly name: string;
  /** Unquoted, not expanded. */
  readonly value: string;
  /** `: ${X:=v}`: only where it is not set yet. */
  readonly isDefault: boolean;
}

const ASSIGNMENT = /^\s*(?:(?:export|readonly|local|declare|typeset)\s+(?:-\w+\s+)*)?([A-Za-z_]\w*)=(.*)$/s;
const DEFAULT = /^\s*:\s+"?\$\{([A-Za-z_]\w*):?=([^}]*)\}/;

/** The variable that a line of a shell script sets first, `X=v`, `export X=v` or `: ${X:=v}`; null when it sets none. */
export function shellAssignment(line: string): ShellAssignment | null {
  const set = ASSIGNMENT.exec(line);
  const isDefault = set === null;
  const [, name, raw] = set ?? DEFAULT.exec(line) ?? [];
  if (name === undefined || raw === undefined) return null;
  // `X= command` sets nothing for good.
  if (/^[ \t]/.test(raw)) return { name, value: '', isDefault };
  // The whole word, with what is quoted in it; what follows a `;` is another command.
  return { name, value: shellWords(raw)[0] ?? '', isDefault };
}

const VARIABLE = /\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?::?[-=]([^{}$]*))?\})/g;

/** Replaces `$X`, `${X}` and `${X:-default}` by what is known; the rest stays as written. At most `MAX_SCRIPT_LINE` characters. */
export function expandShellVariables(text: string, variables: ReadonlyMap<string, string>): string {
  if (!text.includes('$')) return text;
  let room = MAX_SCRIPT_LINE;
  return text.replace(VARIABLE, (whole, bare?: string, braced?: string, fallback?: string) => {
    const value = variables.get(bare ?? braced ?? '') || fallback;
    if (value === undefined || value.length > room) return whole;
    room -= value.length;
    return value;
  });
}
