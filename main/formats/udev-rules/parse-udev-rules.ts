import { MAX_DIAGNOSTICS_PER_FILE, MAX_STARTUP_ENTRIES } from '../../../shared/limits.ts';
import { scriptText } from '../init-script/script-text.ts';
import { udevLines } from './udev-lines.ts';
import { parseUdevTokens, type UdevToken } from './udev-tokens.ts';

export interface UdevRule {
  /** Its first line, from 1. */
  readonly line: number;
  readonly tokens: readonly UdevToken[];
}

export interface UdevProblem {
  readonly line: number;
  readonly what: string;
}

export interface UdevRules {
  /** Rules with at least one token, in file order. */
  readonly rules: readonly UdevRule[];
  readonly problems: readonly UdevProblem[];
}

/**
 * Rules of a udev rules file (udev(7), "Rules Files"; src/udev/udev-rules.c, udev_rules_parse_file and rule_add_line). A line that
 * udev refuses is a problem and no rule. Never throws.
 */
export function parseUdevRules(bytes: Uint8Array): UdevRules {
  const rules: UdevRule[] = [];
  const problems: UdevProblem[] = [];
  let refused = 0;
  const report = (line: number, what: string): void => {
    refused += 1;
    if (problems.length < MAX_DIAGNOSTICS_PER_FILE) problems.push({ line, what });
  };
  for (const { line, text, problem } of udevLines(scriptText(bytes))) {
    const parsed = problem === null ? parseUdevTokens(text) : { tokens: [], problem };
    if (parsed.problem !== null) report(line, parsed.problem);
    else if (parsed.tokens.length > 0) rules.push({ line, tokens: parsed.tokens });
    if (rules.length + refused >= MAX_STARTUP_ENTRIES) {
      problems.push({ line, what: `only the first ${MAX_STARTUP_ENTRIES} lines were read` });
      break;
    }
  }
  return { rules, problems };
}
