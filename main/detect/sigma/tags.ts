const TECHNIQUE = /^attack\.(t\d{4}(?:\.\d{3})?)$/i;

/** ATT&CK technique ids in tags such as `attack.t1543.003` (specification 2.1.0, appendix "Tags"), in upper case. */
export function techniquesOf(tags: readonly string[]): readonly string[] {
  const found = new Set<string>();
  for (const tag of tags) {
    const id = TECHNIQUE.exec(tag)?.[1];
    if (id !== undefined) found.add(id.toUpperCase());
  }
  return [...found];
}
