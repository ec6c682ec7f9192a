import { MAX_ENVIRONMENT_VARIABLES } from '../../../shared/limits.ts';
import { expandSpecifiers, type SpecifierContext } from './specifiers.ts';
import { nextWord } from './words.ts';

export interface EnvironmentVariable {
  readonly name: string;
  readonly value: string;
}

/**
 * The variables of one Environment= value (systemd.exec(5); config_parse_environ, src/core/load-fragment.c): words, each
 * `NAME=value`, specifiers expanded where a context is given. Words that are no assignment are listed in `invalid`; systemd ignores
 * them. `broken` when an open quote or an unknown escape ended the list: that word and those after it do not count.
 */
export function parseEnvironmentValue(
  value: string,
  context: SpecifierContext | null = null,
): { readonly variables: EnvironmentVariable[]; readonly invalid: string[]; readonly broken: boolean } {
  const variables: EnvironmentVariable[] = [];
  const invalid: string[] = [];
  const ownReplacement = value.includes('\ufffd');
  for (let at = 0; variables.length + invalid.length < MAX_ENVIRONMENT_VARIABLES; ) {
    const result = nextWord(value, at);
    if (result.kind === 'end') return { variables, invalid, broken: false };
    if (result.kind === 'unbalanced' || result.word.unknownEscapes)
      return { variables, invalid, broken: true };
    at = result.word.next;
    const word = context === null ? result.word.text : expandSpecifiers(result.word.text, context).text;
    const equals = word.indexOf('=');
    const name = word.slice(0, Math.max(0, equals));
    const damaged = !ownReplacement && word.includes('\ufffd');
    if (isVariableName(name) && !damaged) variables.push({ name, value: word.slice(equals + 1) });
    else invalid.push(word);
  }
  return { variables, invalid, broken: false };
}

/** env_name_is_valid (src/basic/env-util.c). Values may hold anything that is UTF-8. */
export function isVariableName(name: string): boolean {
  return /^[A-Za-z_][0-9A-Za-z_]*$/.test(name);
}
