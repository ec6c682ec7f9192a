import { readFileSync } from 'node:fs';
import { type BrowserWindow, dialog, type OpenDialogOptions } from 'electron';
import type { CHOICES } from '../../shared/ipc/contract.ts';

export type Choice = (typeof CHOICES)[number];
/** Asks the user for a path; null when they cancel. */
export type Choose = (what: Choice) => Promise<string | null>;

const CASE_FILES = [
  { name: 'Daemonscope case', extensions: ['daemonscope'] },
  { name: 'All files', extensions: ['*'] },
];

const OPEN: Readonly<Record<Exclude<Choice, 'save-case'>, OpenDialogOptions>> = {
  folder: {
    title: 'Open a mounted volume or a collected folder',
    buttonLabel: 'Open',
    // A link is evidence too: choose what was pointed at, not where it leads.
    properties: ['openDirectory', 'noResolveAliases', 'showHiddenFiles', 'dontAddToRecent'],
  },
  case: { title: 'Open a case', filters: CASE_FILES, properties: ['openFile', 'dontAddToRecent'] },
  baseline: {
    title: 'Choose a baseline: a case of a state known to be good',
    filters: CASE_FILES,
    properties: ['openFile', 'dontAddToRecent'],
  },
  'output-folder': {
    title: 'Choose where the report goes',
    buttonLabel: 'Write here',
    properties: ['openDirectory', 'createDirectory', 'dontAddToRecent'],
  },
};

/** Dialogs of the system; with `answers`, a file of `{ what: path or null }` that tests write, they answer by themselves. */
export function setupChoose(window: () => BrowserWindow | null, answers: string | null): Choose {
  if (answers !== null) {
    return async (what) =>
      (JSON.parse(readFileSync(answers, 'utf8')) as Record<string, string | null>)[what] ?? null;
  }
  return async (what) => {
    const parent = window();
    if (parent === null) return null;
    if (what === 'save-case') {
      const { filePath } = await dialog.showSaveDialog(parent, {
        title: 'Save the case',
        defaultPath: 'case.daemonscope',
        filters: CASE_FILES,
        properties: ['createDirectory', 'showOverwriteConfirmation', 'dontAddToRecent'],
      });
      return filePath === undefined || filePath === '' ? null : filePath;
    }
    const { filePaths } = await dialog.showOpenDialog(parent, OPEN[what]);
    return filePaths[0] ?? null;
  };
}
