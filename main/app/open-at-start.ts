import { resolve } from 'node:path';
import { visibleText } from '../../shared/text.ts';
import { type Answering, answer } from './answer.ts';

/** What became of the case file that the program was started with. */
export interface OpenedAtStart {
  readonly ok: boolean;
  /** One sentence for the user. */
  readonly message: string;
}

/** Opens the case file of the command line, as if the user had chosen it; null without one. `file` may be relative to `folder`. */
export async function openAtStart(
  parts: Answering,
  file: string | null,
  folder: string,
): Promise<OpenedAtStart | null> {
  if (file === null) return null;
  const path = resolve(folder, file);
  const { handle } = parts.handles.add(path);
  const opened = await answer(parts, 'case:open', { handle });
  const label = visibleText(path);
  if (opened.ok) return { ok: true, message: `${label} is open.` };
  return { ok: false, message: `${label} was not opened: ${opened.error.message}` };
}
