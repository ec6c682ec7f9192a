/** What the user may say when starting the window. Switches of Chromium, which it reads by itself, are passed over. */
export interface CommandLine {
  /** Folder for settings, logs and what Chromium keeps; null for beside the program. */
  readonly dataFolder: string | null;
  /** A case file to open at once. */
  readonly caseFile: string | null;
  /** Draw with the graphics card, whose driver may write caches to the user's profile. */
  readonly gpu: boolean;
  /** Ends by itself when the window shows its page and the case is open: proves that a build starts. */
  readonly quitWhenReady: boolean;
  /** File of answers that stand in for the system's dialogs; heeded in a checkout only, never in a package. */
  readonly dialogAnswers: string | null;
}

export function parseCommandLine(args: readonly string[], packaged: boolean): CommandLine {
  return {
    dataFolder: optionValue(args, '--data-dir'),
    caseFile: args.findLast((arg) => !arg.startsWith('-') && arg.endsWith('.daemonscope')) ?? null,
    gpu: args.includes('--gpu'),
    quitWhenReady: args.includes('--quit-when-ready'),
    dialogAnswers: packaged ? null : optionValue(args, '--test-choose'),
  };
}

/** Value of `--name=value` or of `--name value`. */
function optionValue(args: readonly string[], name: string): string | null {
  const joined = args.findLast((arg) => arg.startsWith(`${name}=`));
  if (joined !== undefined) return joined.slice(name.length + 1) || null;
  const at = args.lastIndexOf(name);
  const next = at === -1 ? undefined : args[at + 1];
  return next === undefined || next.startsWith('-') ? null : next;
}

/** Switches with which another program could steer or read this one. */
const FORBIDDEN = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-allow-origins',
  'disable-web-security',
];

/** The first switch that a packaged program refuses to start with. */
export function forbiddenSwitch(hasSwitch: (name: string) => boolean): string | null {
  return FORBIDDEN.find((name) => hasSwitch(name)) ?? null;
}
