import { z } from 'zod';

/** One list: versioned data with its sources. Entries are Sigma values, matched whole and without regard to case. */
const listSchema = z.strictObject({
  title: z.string().min(1),
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  description: z.string().min(1),
  sources: z.array(z.string().min(1)).min(1),
  entries: z.array(z.string().min(2)).min(1),
});
export type DetectionList = z.infer<typeof listSchema>;

const modules = import.meta.glob<unknown>('./*.yml', { eager: true, import: 'default' });

let lists: Map<string, DetectionList> | undefined;

/** Every list by its placeholder name, `defensive_services` of `defensive-services.yml`. A bad one is a bug: throws. */
export function detectionLists(): ReadonlyMap<string, DetectionList> {
  lists ??= new Map(
    Object.keys(modules)
      .sort()
      .map((path) => {
        const name = path.replace(/^\.\/|\.yml$/g, '').replaceAll('-', '_');
        const parsed = listSchema.safeParse(modules[path]);
        if (!parsed.success) throw new Error(`list ${path}: ${z.prettifyError(parsed.error)}`);
        return [name, parsed.data] as const;
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
