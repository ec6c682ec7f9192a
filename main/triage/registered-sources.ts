import type { ArtefactSource } from '../sources/source.ts';

const modules = import.meta.glob<{ source?: ArtefactSource }>('../sources/*.ts', { eager: true });

/** Every file in `main/sources/` that exports a `source`, ordered by id. */
export const SOURCES: readonly ArtefactSource[] = Object.values(modules)
  .flatMap((module) => (module.source === undefined ? [] : [module.source]))
  .sort((a, b) => (a.id < b.id ? -1 : 1));
