import { app } from 'electron';
import { forbiddenSwitch } from './command-line.ts';

/** Every renderer runs in Chromium's sandbox, whatever a window's own settings say. Must run before `ready`. */
export function setupSandbox(): void {
  // Chromium does not start as root on Linux with its sandbox; whoever says --no-sandbox there has to get what they say.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  if (!app.isPackaged) return;
  const refused = forbiddenSwitch((name) => app.commandLine.hasSwitch(name));
  if (refused !== null) {
    process.stderr.write(`daemonscope: --${refused} is not allowed\n`);
    app.exit(2);
    process.exit(2);
  }
}
