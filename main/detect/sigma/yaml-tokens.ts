import type { CST } from 'yaml';
import { MAX_YAML_DEPTH, MAX_YAML_NODES } from '../../../shared/limits.ts';

/**
 * A sentence about tokens that nest too deep or are too many, or null. Walks without recursion: the composer
 * recurses, and a file of brackets makes it run out of stack inside a regular expression, which ends the process.
 */
export function findTokenProblem(tokens: readonly CST.Token[]): string | null {
  let count = 0;
  const open = tokens.map((token) => ({ token, depth: 0 }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    count += 1;
    if (count > MAX_YAML_NODES) return `The YAML holds more than ${MAX_YAML_NODES} values.`;
    if (next.depth > MAX_YAML_DEPTH) return `The YAML nests deeper than ${MAX_YAML_DEPTH} levels.`;
    for (const child of children(next.token)) open.push({ token: child, depth: next.depth + 1 });
  }
  return null;
}

function children(token: CST.Token): readonly CST.Token[] {
  if (token.type === 'document') return token.value === undefined ? [] : [token.value];
  if (!('items' in token)) return [];
  return token.items.flatMap((item) =>
    [item.key, item.value].filter((child) => child !== null && child !== undefined),
  );
}
