import { MAX_DIAGNOSTICS_PER_FILE, MAX_ENVIRONMENT_VARIABLES } from '../../../shared/limits.ts';
import { EnvironmentFileReader } from './environment-reader.ts';
import { isVariableName } from './environment-value.ts';
import { decodeLossy, decodeUtf8, isDamaged } from './unit-text.ts';

export interface EnvironmentFileVariable {
  readonly name: string;
  readonly value: string;
  /** Line on which the assignment begins, from 1. */
  readonly line: number;
}

export type EnvironmentFileProblemCode =
  | 'invalid-utf8'
  | 'invalid-name'
  | 'open-quote'
  | 'nul-byte'
  | 'limit-reached';

export interface EnvironmentFileProblem {
  readonly line: number;
  readonly code: EnvironmentFileProblemCode;
  readonly what: string;
}

export interface EnvironmentFile {
  /** In file order. systemd takes the last of a name, and drops all of them when it refuses the file. */
  readonly variables: readonly EnvironmentFileVariable[];
  readonly problems: readonly EnvironmentFileProblem[];
  /** True when systemd refuses the file as a whole (a line that is not UTF-8): the service then does not start, unless `-`. */
  readonly refused: boolean;
}

/**
 * Reads a file that EnvironmentFile= names (systemd.exec(5); parse_env_file_internal, src/basic/env-file.c): lines `NAME=value`,
 * comments with `#` or `;`, single and double quotes over several lines, a backslash that takes the next character or line end.
 * Never throws.
 */
export function parseEnvironmentFile(bytes: Uint8Array): EnvironmentFile {
  const problems: EnvironmentFileProblem[] = [];
  const nul = bytes.indexOf(0);
  const used = nul === -1 ? bytes : bytes.subarray(0, nul);
  const valid = decodeUtf8(used);
  const reader = new EnvironmentFileReader(valid ?? decodeLossy(used));
  const variables: EnvironmentFileVariable[] = [];
  let refused = false;
  for (const { name, value, line } of reader.assignments()) {
    if (variables.length >= MAX_ENVIRONMENT_VARIABLES) {
      problems.push({
        line,
        code: 'limit-reached',
        what: `only ${MAX_ENVIRONMENT_VARIABLES} variables were read`,
      });
      break;
    }
    if (valid === null && (isDamaged(name) || isDamaged(value))) {
      if (!refused) problems.push({ line, code: 'invalid-utf8', what: 'the line is not UTF-8' });
      refused = true;
    }
    if (isVariableName(name)) variables.push({ name, value, line });
    else if (problems.length < MAX_DIAGNOSTICS_PER_FILE) {
      problems.push({ line, code: 'invalid-name', what: `no name of a variable: ${name.slice(0, 200)}` });
    }
  }
  if (reader.openQuoteAt !== null) {
    problems.push({ line: reader.openQuoteAt, code: 'open-quote', what: 'a quote that nothing closes' });
  }
  if (nul !== -1)
    problems.push({ line: reader.line, code: 'nul-byte', what: 'systemd refuses a file with NUL bytes' });
  return { variables, problems, refused: refused || nul !== -1 };
}
