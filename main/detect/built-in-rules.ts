/** One built-in rule as data, with the path that it has below `rules/`. */
export interface RuleDocument {
  /** `windows/service_image_in_temp.yml` */
  readonly path: string;
  readonly document: unknown;
  /** It is a rule about several events. Told without parsing it. */
  readonly isCorrelation?: boolean;
}

class BuiltInRule implements RuleDocument {
  readonly path: string;
  readonly #json: string;

  constructor(path: string, json: string) {
    this.path = path;
    this.#json = json;
  }

  get document(): unknown {
    return JSON.parse(this.#json);
  }

  get isCorrelation(): boolean {
    return this.#json.includes('"correlation":');
  }

  /** For the digest over all rules. */
  toString(): string {
    return `${this.path}\n${this.#json}\n`;
  }
}

const modules = import.meta.glob<string>('./rules/**/*.yml', { eager: true, import: 'default' });

/** Every `.yml` below `main/detect/rules/`, ordered by path; each is parsed when it is asked for, and not kept. */
export const BUILT_IN_RULES: readonly RuleDocument[] = Object.keys(modules)
  .sort()
  .map((path) => new BuiltInRule(path.replace('./rules/', ''), modules[path] ?? 'null'));
