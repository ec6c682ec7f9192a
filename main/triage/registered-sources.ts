import type { Platform } from '../../shared/model/common.ts';
import type { ArtefactSource } from '../sources/source.ts';

const modules = import.meta.glob<{ source?: ArtefactSource }>('../sources/*.ts', { eager: true });

/** Every file in `main/sources/` that exports a `source`, ordered by id. */
export const SOURCES: readonly ArtefactSource[] = Object.values(modules)
  .flatMap((module) => (module.source === undefined ? [] : [module.source]))
  .sort((a, b) => (a.id < b.id ? -1 : 1));

/** A source of logs: its decoders are loaded when a root of its system is examined. */
export interface LogSource {
  readonly id: string;
  /** First word of its file's name. */
  readonly platform: Platform;
  load(): Promise<ArtefactSource>;
}

const logModules = import.meta.glob<{ source: ArtefactSource }>('../sources/logs/*.ts');

/** Every file in `main/sources/logs/`, ordered by id. */
export const LOG_SOURCES: readonly LogSource[] = Object.entries(logModules)
  .map(([path, load]) => {
    const id = path.replace(/^.*\/|\.ts$/g, '');
    return {
      id,
      platform: id.slice(0, id.indexOf('-')) as Platform,
      load: async () => (await load()).source,
    };
  })
  .sort((a, b) => (a.id < b.id ? -1 : 1));
