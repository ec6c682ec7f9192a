/** One list: versioned data with its sources. Entries are Sigma values, matched whole and without regard to case. */
export interface DetectionList {
  readonly title: string;
  /** Semantic version; a change of entries changes it. */
  readonly version: string;
  readonly description: string;
  readonly sources: readonly string[];
  readonly entries: readonly string[];
}

const modules = import.meta.glob<string>('./*.yml', { eager: true, import: 'default' });

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((one) => typeof one === 'string' && one.length >= 2);

/** The document as a list. What is no list is a bug in the program, so this throws. */
export function parseList(name: string, document: unknown): DetectionList {
  const list = (typeof document === 'object' && document !== null ? document : {}) as Record<string, unknown>;
  const { title, version, description, sources, entries, ...rest } = list;
  const problem =
    typeof title !== 'string' || title === ''
      ? 'title'
      : typeof version !== 'string' || !/^\d+\.\d+\.\d+$/.test(version)
        ? 'version'
        : typeof description !== 'string' || description === ''
          ? 'description'
          : !isTexts(sources)
            ? 'sources'
            : !isTexts(entries)
              ? 'entries'
              : Object.keys(rest)[0];
  if (problem !== undefined) throw new Error(`list ${name}: ${problem} is not as it should be`);
  return { title, version, description, sources, entries } as DetectionList;
}

let lists: Map<string, DetectionList> | undefined;

/** Every list by its placeholder name, `defensive_services` of `defensive-services.yml`. */
export function detectionLists(): ReadonlyMap<string, DetectionList> {
  lists ??= new Map(
    Object.keys(modules)
      .sort()
      .map((path) => {
        const name = path.replace(/^\.\/|\.yml$/g, '').replaceAll('-', '_');
        return [name, parseList(name, JSON.parse(modules[path] ?? 'null'))] as const;
      }),
  );
  return lists;
}

/** Values for `%name%` in a rule; undefined when there is no such list. Dashes and underscores are alike. */
export function placeholderValues(name: string): readonly string[] | undefined {
  return detectionLists().get(name.toLowerCase().replaceAll('-', '_'))?.entries;
}

/** Names of all lists, sorted. */
export function listNames(): readonly string[] {
  return [...detectionLists().keys()];
}
