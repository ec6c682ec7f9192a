/** What the first line of a script says. */
export interface Shebang {
  /** As written: `/bin/sh`, `/usr/bin/env`. */
  readonly interpreter: string;
  /** Interpreter and its words, for what the line runs: `['/usr/bin/env', 'python3']`. */
  readonly words: readonly string[];
}

/** The kernel reads no more of the line (BINPRM_BUF_SIZE, include/uapi/linux/binfmts.h). */
const MAX_SHEBANG = 256;

/** Interpreter line of a script (execve(2), "Interpreter scripts"); null when there is none. */
export function parseShebang(text: string): Shebang | null {
  if (!text.startsWith('#!')) return null;
  const line = text.slice(2, MAX_SHEBANG).split('\n', 1)[0] ?? '';
  const words = line.split(/[ \t\r]+/).filter((word) => word !== '');
  const interpreter = words[0];
  return interpreter === undefined ? null : { interpreter, words };
}
