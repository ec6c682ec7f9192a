import type * as Yaml from 'yaml';

/**
 * A sentence about keys that YAML 1.2 does not allow or that would be lost, or null. The library's own search for
 * duplicates compares every pair of keys, which a file of many keys turns into minutes.
 */
export function findKeyProblem(yaml: typeof Yaml, document: Yaml.Document): string | null {
  let problem: string | null = null;
  yaml.visit(document, {
    Map(_key, map) {
      const seen = new Set<string>();
      for (const { key } of map.items) {
        if (!yaml.isScalar(key) || (typeof key.value !== 'string' && typeof key.value !== 'number')) {
          problem = 'A key of a map is not plain text.';
          return yaml.visit.BREAK;
        }
        const name = String(key.value);
        if (name === '<<') {
          problem = 'Merge keys (<<) are not part of YAML 1.2.';
          return yaml.visit.BREAK;
        }
        if (seen.has(name)) {
          problem = `The key "${name}" is written twice in one map.`;
          return yaml.visit.BREAK;
        }
        seen.add(name);
      }
      return undefined;
    },
  });
  return problem;
}
