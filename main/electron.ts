import { join } from 'node:path';
import { app, type BrowserWindow, session } from 'electron';
import { NOTICE_CHANNEL } from '../shared/ipc/wire.ts';
import { visibleText } from '../shared/text.ts';
import { answer } from './app/answer.ts';
import { setupAppProtocol, setupAppScheme } from './app/app-protocol.ts';
import { setupChoose } from './app/choose.ts';
import { parseCommandLine } from './app/command-line.ts';
import { RECOVERY_FOLDER, setupDataFolder } from './app/data-folder.ts';
import { endJob } from './app/end-job.ts';
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
import { RecoveryFolders } from './app/recovery-folders.ts';
import { setupRequests } from './app/requests.ts';
import { JobRunner, jobProblem } from './app/run-job.ts';
import { setupSandbox } from './app/sandbox.ts';
import { Scanning } from './app/scanning.ts';
import { setupSingleInstance } from './app/single-instance.ts';
import { openWindow } from './app/window.ts';
import { EXIT, type ExitCode } from './triage/exit-code.ts';

/** The window's main process. Each line sets up one capability; what it is and why stands in its file in `app/`. */

let window: BrowserWindow | null = null;
const options = parseCommandLine(process.argv.slice(1), app.isPackaged);

const dataFolder = setupDataFolder(options.dataFolder);
setupQuietChromium(options.gpu);
setupSandbox();
setupAppScheme();
setupNoNavigation();

const mistake = options.mistake ?? (options.job === null ? null : jobProblem(options.job, process.cwd()));
if (mistake !== null) end(EXIT.usage, mistake);

if (setupSingleInstance(() => window?.focus())) void app.whenReady().then(start).catch(fail);
else if (options.job === null) app.quit();
else end(EXIT.nothing, `another window uses ${dataFolder}; close it, or name another folder with --data-dir`);

function start(): void {
  setupNoPermissions(session.defaultSession);
  setupNoNetwork(session.defaultSession);
  setupAppProtocol(session.defaultSession, join(__dirname, '../renderer'));
  setupMenu();

  const recovery = join(dataFolder, RECOVERY_FOLDER);
  const scanning = new Scanning();
  const recovered = new RecoveredCases(recovery, new RecoveryFolders(app.getPath('userData')));
  const engine = setupEngine(__dirname, recovered, (notice, value) => {
    scanning.hear(notice);
    if (notice === 'scan:done' || notice === 'scan:failed') recovered.left(notice === 'scan:done');
    window?.webContents.send(NOTICE_CHANNEL, notice, value);
    job?.hear(notice, value);
  });
  const parts = {
    engine,
    handles: new Handles(),
    recovered,
    scanning,
    recent: new RecentCases(app.getPath('userData')),
    choose: setupChoose(() => window, options.dialogAnswers),
    printPdf: setupPrintPdf(),
  };
  const job = options.job === null ? null : new JobRunner(parts, options.job, process.cwd());
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
    if (job !== null) void endJob(job.run(opening), options.job?.quit ?? false, recovered);
  });
  window.on('closed', () => {
    window = null;
    // Who waits for what the job was to make must not take this for success.
    if (options.job?.quit === true && job?.ended === false) app.exit(EXIT.cancelled);
  });
  app.on('window-all-closed', () => app.quit());
  app.once('will-quit', (event) => {
    event.preventDefault();
    void engine.close().finally(() => app.quit());
  });
}

/** Ends before there is a window. */
function end(code: ExitCode, reason: string): void {
  process.stderr.write(`daemonscope: ${visibleText(reason)}\n`);
  app.exit(code);
  process.exit(code);
}

/** A program that cannot set itself up says why and ends, rather than staying without a window. */
function fail(error: unknown): void {
  process.stderr.write(`daemonscope: ${error instanceof Error ? error.stack : String(error)}\n`);
  app.exit(1);
}
