import { join } from 'node:path';
import { app, type BrowserWindow, session } from 'electron';
import { NOTICE_CHANNEL } from '../shared/ipc/wire.ts';
import { answer } from './app/answer.ts';
import { setupAppProtocol, setupAppScheme } from './app/app-protocol.ts';
import { setupChoose } from './app/choose.ts';
import { parseCommandLine } from './app/command-line.ts';
import { RECOVERY_FOLDER, setupDataFolder } from './app/data-folder.ts';
import { setupEngine } from './app/engine.ts';
import { Handles } from './app/handles.ts';
import { setupMenu } from './app/menu.ts';
import { setupNoNavigation } from './app/no-navigation.ts';
import { setupNoNetwork } from './app/no-network.ts';
import { setupNoPermissions } from './app/no-permissions.ts';
import { openAtStart } from './app/open-at-start.ts';
import { setupPrintPdf } from './app/print-pdf.ts';
import { setupQuietChromium } from './app/quiet-chromium.ts';
import { quitWhenReady } from './app/quit-when-ready.ts';
import { RecentCases } from './app/recent-cases.ts';
import { RecoveredCases } from './app/recovered-cases.ts';
import { setupRequests } from './app/requests.ts';
import { setupSandbox } from './app/sandbox.ts';
import { setupSingleInstance } from './app/single-instance.ts';
import { openWindow } from './app/window.ts';

/** The window's main process. Each line sets up one capability; what it is and why stands in its file in `app/`. */

let window: BrowserWindow | null = null;
const options = parseCommandLine(process.argv.slice(1), app.isPackaged);

const dataFolder = setupDataFolder(options.dataFolder);
setupQuietChromium(options.gpu);
setupSandbox();
setupAppScheme();
setupNoNavigation();

if (setupSingleInstance(() => window?.focus())) void app.whenReady().then(start).catch(fail);
else app.quit();

function start(): void {
  setupNoPermissions(session.defaultSession);
  setupNoNetwork(session.defaultSession);
  setupAppProtocol(session.defaultSession, join(__dirname, '../renderer'));
  setupMenu();

  const recovery = join(dataFolder, RECOVERY_FOLDER);
  const recovered = new RecoveredCases(recovery);
  const engine = setupEngine(__dirname, recovery, recovered, (notice, value) => {
    window?.webContents.send(NOTICE_CHANNEL, notice, value);
  });
  const parts = {
    engine,
    handles: new Handles(),
    recovered,
    recent: new RecentCases(app.getPath('userData')),
    choose: setupChoose(() => window, options.dialogAnswers),
    printPdf: setupPrintPdf(),
  };
  const opening = openAtStart(parts, options.caseFile, process.cwd());
  setupRequests(
    () => window?.webContents ?? null,
    async (channel, request) => {
      // The page's first questions are about the case that it was started with.
      const opened = await opening;
      return answer(
        { ...parts, startProblem: opened?.ok === false ? opened.message : null },
        channel,
        request,
      );
    },
  );

  window = openWindow(__dirname, () => {
    engine.warm();
    if (options.quitWhenReady) void quitWhenReady(opening);
  });
  window.on('closed', () => {
    window = null;
  });
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', () => engine.close());
}

/** A program that cannot set itself up says why and ends, rather than staying without a window. */
function fail(error: unknown): void {
  process.stderr.write(`daemonscope: ${error instanceof Error ? error.stack : String(error)}\n`);
  app.exit(1);
}
