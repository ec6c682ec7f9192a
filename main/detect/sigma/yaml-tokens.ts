import type { CST } from 'yaml';

/**
 * How deep the collections of a YAML token nest. Walks without recursion: the composer recurses, and a file of
 * brackets makes it run out of stack inside a regular expression, which ends the process.
 */
export function nestingDepth(token: CST.Token): number {
  let deepest = 0;
  const open: { readonly token: CST.Token; readonly depth: number }[] = [{ token, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    deepest = Math.max(deepest, next.depth);
    for (const child of children(next.token)) open.push({ token: child, depth: next.depth + 1 });
  }
  return deepest;
}

function children(token: CST.Token): readonly CST.Token[] {
  if (token.type === 'document') return token.value === undefined ? [] : [token.value];
  if (!('items' in token)) return [];
  return token.items.flatMap((item) =>
    [item.key, item.value].filter((child) => child !== null && child !== undefined),
  );
}
