import { app } from 'electron';
import type { OpenedAtStart } from './open-at-start.ts';

/**
 * Says how long the window took, from the start of the process to its first picture, and what became of the case that it was started
 * with; then ends the program: with 1 when the case could not be opened.
 */
export async function quitWhenReady(opening: Promise<OpenedAtStart | null>): Promise<void> {
  const created = process.getCreationTime();
  if (created !== null) process.stdout.write(`window ready after ${Math.round(Date.now() - created)} ms\n`);
  const opened = await opening;
  if (opened === null) {
    app.quit();
    return;
  }
  process.stdout.write(`${opened.message}\n`);
  app.exit(opened.ok ? 0 : 1);
}
