import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { app, dialog } from 'electron';
import { dataFolder } from './data-place.ts';

/** Where the engine keeps a growing case until it is saved. */
export const RECOVERY_FOLDER = 'recovery';

/**
 * Everything that the program or Chromium writes goes to one folder beside the program, or to the one that the user names: the
 * system's default place lies on the suspect's drive. Must run before `ready`. Ends the program when the folder cannot be written.
 */
export function setupDataFolder(asked: string | null): string {
  const folder = dataFolder(
    asked,
    {
      executable: app.getPath('exe'),
      platform: process.platform,
      appImage: process.env['APPIMAGE'],
      checkout: app.isPackaged ? null : app.getAppPath(),
    },
    homedir(),
  );
  const names = {
    userData: 'settings',
    sessionData: 'session',
    logs: 'logs',
    crashDumps: 'crashes',
  } as const;
  try {
    for (const name of [...Object.values(names), RECOVERY_FOLDER]) makeFolder(join(folder, name));
    accessSync(folder, constants.W_OK);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const text = `${folder} cannot be written (${reason}).\n\nStart the program with --data-dir=FOLDER to name a folder for its settings and recovery files. Nothing was written elsewhere.`;
    process.stderr.write(`daemonscope: ${text}\n`);
    if (process.env['DISPLAY'] !== undefined || process.platform !== 'linux') {
      dialog.showErrorBox('Daemonscope cannot start', text);
    }
    app.exit(2);
    process.exit(2);
  }
  for (const [name, place] of Object.entries(names) as [keyof typeof names, string][]) {
    app.setPath(name, join(folder, place));
  }
  return folder;
}

/** Makes a folder and those above it, one at a time: Node's `recursive` never returns where a system has no place for one. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  if (dirname(path) !== path) makeFolder(dirname(path));
  mkdirSync(path);
}
