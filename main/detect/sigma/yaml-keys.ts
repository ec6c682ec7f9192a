import type * as Yaml from 'yaml';

export interface KeyProblem {
  readonly problem: string;
  /** Characters from the start of the file. */
  readonly offset: number;
}

/**
 * The first key that YAML 1.2 does not allow or that would be lost, or null. The library's own search for duplicates
 * compares every pair of keys, which a file of many keys turns into minutes.
 */
export function findKeyProblem(yaml: typeof Yaml, document: Yaml.Document): KeyProblem | null {
  let found: KeyProblem | null = null;
  yaml.visit(document, {
    Map(_key, map) {
      const seen = new Set<string>();
      for (const { key } of map.items) {
        const problem = judgeKey(yaml, key, seen);
        if (problem === null) continue;
        const range = yaml.isNode(key) ? key.range : map.range;
        found = { problem, offset: range?.[0] ?? 0 };
        return yaml.visit.BREAK;
      }
      return undefined;
    },
  });
  return found;
}

function judgeKey(yaml: typeof Yaml, key: unknown, seen: Set<string>): string | null {
  if (!yaml.isScalar(key) || (typeof key.value !== 'string' && typeof key.value !== 'number')) {
    return 'A key of a map is not plain text.';
  }
  const name = String(key.value);
  if (name === '<<') return 'Merge keys (<<) are not part of YAML 1.2.';
  if (seen.has(name)) return `The key "${name}" is written twice in one map.`;
  seen.add(name);
  return null;
}
