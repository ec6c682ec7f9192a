import { compareText } from '../../shared/text.ts';
import type { ExportFormat } from './export-format.ts';

const modules = import.meta.glob<{ readonly format?: ExportFormat }>('./*.ts', { eager: true });

/** Every format: each file of this folder that exports `format`, by id. */
export const EXPORT_FORMATS: readonly ExportFormat[] = Object.values(modules)
  .flatMap((module) => module.format ?? [])
  .sort((a, b) => compareText(a.id, b.id));

export function exportFormat(id: string): ExportFormat | undefined {
  return EXPORT_FORMATS.find((format) => format.id === id);
}
