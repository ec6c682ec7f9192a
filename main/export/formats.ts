import type { ExportFormat } from './export-format.ts';

const loaders = import.meta.glob<ExportFormat>('./formats/*.ts', { import: 'format' });

/** Every format by id, which is the name of its file in `formats/`; a run loads only those that it writes. */
export const FORMAT_IDS: readonly string[] = Object.keys(loaders)
  .map((path) => path.replace(/^.*\/|\.ts$/g, ''))
  .sort();

export async function exportFormat(id: string): Promise<ExportFormat | undefined> {
  return loaders[`./formats/${id}.ts`]?.();
}

/** All of them, by id. */
export async function exportFormats(): Promise<readonly ExportFormat[]> {
  const formats = await Promise.all(FORMAT_IDS.map(exportFormat));
  return formats.filter((format) => format !== undefined);
}
