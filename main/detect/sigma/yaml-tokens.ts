import type * as Yaml from 'yaml';
import type { CST } from 'yaml';
import { MAX_YAML_DEPTH, MAX_YAML_LEXEMES } from '../../../shared/limits.ts';
import type { Result } from '../../../shared/result.ts';
import { fail, ok } from '../../../shared/result.ts';

/**
 * Reads YAML into tokens that are safe to compose. The composer recurses, and a file of brackets makes it run out of
 * stack inside a regular expression, which ends the process; so depth is checked before. The error is a sentence.
 */
export function readTokens(
  yaml: typeof Yaml,
  text: string,
  lines: Yaml.LineCounter,
): Result<readonly CST.Token[], string> {
  lines.addNewLine(0);
  const parser = new yaml.Parser(lines.addNewLine);
  const tokens: CST.Token[] = [];
  let lexemes = 0;
  for (const lexeme of new yaml.Lexer().lex(text)) {
    lexemes += 1;
    if (lexemes > MAX_YAML_LEXEMES) return fail(`The YAML holds more than ${MAX_YAML_LEXEMES} tokens.`);
    for (const token of parser.next(lexeme)) tokens.push(token);
  }
  for (const token of parser.end()) tokens.push(token);
  return isTooDeep(tokens) ? fail(`The YAML nests deeper than ${MAX_YAML_DEPTH} levels.`) : ok(tokens);
}

/** Walks without recursion. */
function isTooDeep(tokens: readonly CST.Token[]): boolean {
  const open = tokens.map((token) => ({ token, depth: 0 }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.depth > MAX_YAML_DEPTH) return true;
    for (const child of children(next.token)) open.push({ token: child, depth: next.depth + 1 });
  }
  return false;
}

function children(token: CST.Token): readonly CST.Token[] {
  if (token.type === 'document') return token.value === undefined ? [] : [token.value];
  if (!('items' in token)) return [];
  return token.items.flatMap((item) =>
    [item.key, item.value].filter((child) => child !== null && child !== undefined),
  );
}
