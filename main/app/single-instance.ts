import { app } from 'electron';

/** One program per data folder: a second one would overwrite the first one's recovery file. False when another runs. */
export function setupSingleInstance(onSecond: () => void): boolean {
  if (!app.requestSingleInstanceLock()) return false;
  app.on('second-instance', onSecond);
  return true;
}
