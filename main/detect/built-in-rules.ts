/** One built-in rule as data, with the path that it has below `rules/`. */
export interface RuleDocument {
  /** `windows/service_image_in_temp.yml` */
  readonly path: string;
  readonly document: unknown;
}

const modules = import.meta.glob<unknown>('./rules/**/*.yml', { eager: true, import: 'default' });

/** Every `.yml` below `main/detect/rules/`, ordered by path. */
export const BUILT_IN_RULES: readonly RuleDocument[] = Object.keys(modules)
  .sort()
  .map((path) => ({ path: path.replace('./rules/', ''), document: modules[path] }));
