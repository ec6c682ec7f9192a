import { MAX_ARGUMENTS } from '../../../shared/limits.ts';
import { isSpace } from './program-end.ts';

export interface Argument {
  readonly text: string;
  /** Offsets in the text that was split: first character (a quote, if any) and the one behind the last. */
  readonly start: number;
  readonly end: number;
}

/**
 * Splits as CommandLineToArgvW does ("Parsing C command-line arguments", Microsoft Learn), except that a backslash
 * before a quote stays: paths matter here, and `"C:\dir\"` is a common slip. Linear.
 */
export function splitArguments(text: string): Argument[] {
  const result: Argument[] = [];
  let index = 0;
  while (index < text.length && result.length < MAX_ARGUMENTS) {
    while (index < text.length && isSpace(text.charCodeAt(index))) index += 1;
    if (index >= text.length) break;
    const start = index;
    let quoted = false;
    let value = '';
    let from = index;
    for (; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      if (code === 0x22) {
        value += text.slice(from, index);
        from = index + 1;
        quoted = !quoted;
      } else if (!quoted && isSpace(code)) {
        break;
      }
    }
    result.push({ text: value + text.slice(from, index), start, end: index });
  }
  return result;
}

/** What a svchost command line says: `svchost.exe -k GROUP [-p] [-s NAME]`, in any order and case. */
export interface SvchostArguments {
  readonly group: string | null;
  readonly service: string | null;
}

export function svchostArguments(text: string): SvchostArguments {
  const args = splitArguments(text);
  let group: string | null = null;
  let service: string | null = null;
  for (let index = 0; index < args.length; index += 1) {
    const option = args[index]?.text.toLowerCase();
    const value = args[index + 1]?.text;
    if (value === undefined) continue;
    if (option === '-k') group ??= value;
    else if (option === '-s') service ??= value;
    else continue;
    index += 1;
  }
  return { group, service };
}
