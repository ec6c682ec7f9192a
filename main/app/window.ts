import { join } from 'node:path';
import { app, BrowserWindow, dialog, nativeTheme } from 'electron';
import { PAGE } from './origin.ts';

export function openWindow(programFolder: string, onReady: () => void): BrowserWindow {
  const window = new BrowserWindow({
    title: 'Daemonscope',
    width: 1440,
    height: 900,
    minWidth: 800,
    minHeight: 560,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#14171c' : '#ffffff',
    webPreferences: {
      preload: join(programFolder, 'preload.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      enableWebSQL: false,
      safeDialogs: true,
      navigateOnDragDrop: false,
      devTools: !app.isPackaged,
    },
  });
  window.once('ready-to-show', () => {
    window.show();
    onReady();
  });
  window.webContents.on('will-prevent-unload', (event) => {
    const leave = dialog.showMessageBoxSync(window, {
      type: 'question',
      message: 'The case has changes that are not saved.',
      detail: 'They could not be kept for recovery either: closing the window loses them.',
      buttons: ['Stay', 'Close without saving'],
      defaultId: 0,
      cancelId: 0,
    });
    // Preventing the prevention closes the window.
    if (leave === 1) event.preventDefault();
  });
  void window.loadURL(PAGE);
  return window;
}
