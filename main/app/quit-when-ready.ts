import { app } from 'electron';
import type { OpenedAtStart } from './open-at-start.ts';

/**
 * Says that the window has its first picture, and what became of the case that it was started with; then ends the program: with 1 when
 * the case could not be opened. How long it took is for the caller to measure: `process.getCreationTime()` is wrong by up to a second
 * on Linux, where the time of boot that it adds is known in whole seconds.
 */
export async function quitWhenReady(opening: Promise<OpenedAtStart | null>): Promise<void> {
  process.stdout.write('window ready\n');
  const opened = await opening;
  if (opened === null) {
    app.quit();
    return;
  }
  process.stdout.write(`${opened.message}\n`);
  app.exit(opened.ok ? 0 : 1);
}
