import type { Envelope, RequestOf } from '../../shared/ipc/contract.ts';
import { refuse } from './answer-checked.ts';
import type { EngineHost } from './engine-host.ts';

/** Makes a PDF of a report's HTML. */
export type PrintPdf = (html: string) => Promise<Uint8Array>;
type Paths = Readonly<Record<string, string>>;

export const PDF_NAME = 'report.pdf';

/**
 * The engine writes every format but PDF, which only Chromium can make: that one is printed from the report's HTML first, and handed
 * to the engine with the request, so that it stands in the manifest like every other file.
 */
export async function exportWithPdf(
  engine: Pick<EngineHost, 'ask'>,
  print: PrintPdf,
  request: RequestOf<'report:export'>,
  paths: Paths,
): Promise<Envelope<unknown>> {
  if (!request.formats.includes('pdf')) return engine.ask('report:export', request, paths);
  const { folder: _folder, ...preview } = request;
  const html = await engine.ask('report:preview', { ...preview, formats: ['html'] }, {});
  if (!html.ok) return html;
  let pdf: Uint8Array;
  try {
    pdf = await print((html.value as { html: string }).html);
  } catch (error) {
    return refuse('failed', `The PDF could not be made: ${error instanceof Error ? error.message : error}`);
  }
  return engine.ask('report:export', request, paths, undefined, [{ name: PDF_NAME, bytes: pdf }]);
}
