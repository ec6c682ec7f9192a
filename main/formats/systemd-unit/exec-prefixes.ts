/** What the characters before the program mean (systemd.service(5), "Command Lines", table of special executable prefixes). */
export interface ExecPrefixes {
  /** As written, `-@` for instance. */
  readonly prefixes: string;
  /** `-`: failure counts as success. */
  readonly ignoreFailure: boolean;
  /** `@`: the second word is argv[0]. With `|`: a login shell instead. */
  readonly separateArgv0: boolean;
  /** `:`: `$VAR` stays as it is. */
  readonly literalVariables: boolean;
  /** `+`: User=, Group=, CapabilityBoundingSet=, sandboxing do not apply. */
  readonly fullPrivileges: boolean;
  /** `!`: User=, Group=, SupplementaryGroups= do not apply. */
  readonly keepsCredentials: boolean;
  /** `!!`: like `!`, on kernels without ambient capabilities only; without any effect since systemd 257. */
  readonly ambientFallback: boolean;
  /** `|`, since systemd 258: the words are a command line for /bin/sh. */
  readonly viaShell: boolean;
}

/**
 * Reads the prefixes of a command's first word; each counts once, `+`, `!` and `!!` exclude each other, and what is not a prefix
 * ends them (config_parse_exec, src/core/load-fragment.c). A `|` is one only since systemd 258; before, it is the begin of a
 * program's name that does not load.
 */
export function readExecPrefixes(word: string): { readonly prefixes: ExecPrefixes; readonly rest: string } {
  const seen = new Set<string>();
  let bangs = 0;
  let at = 0;
  for (; at < word.length; at += 1) {
    const character = word.charAt(at);
    if (character === '!') {
      if (seen.has('+') || bangs === 2) break;
      bangs += 1;
    } else if ('-@:+|'.includes(character)) {
      if (seen.has(character) || (character === '+' && bangs > 0)) break;
      seen.add(character);
    } else break;
  }
  return {
    rest: word.slice(at),
    prefixes: {
      prefixes: word.slice(0, at),
      ignoreFailure: seen.has('-'),
      separateArgv0: seen.has('@'),
      literalVariables: seen.has(':'),
      fullPrivileges: seen.has('+'),
      keepsCredentials: bangs === 1,
      ambientFallback: bangs === 2,
      viaShell: seen.has('|'),
    },
  };
}
