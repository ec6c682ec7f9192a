/** What the window does by itself once it is there: the user may watch, and stop it. */
export interface Job {
  /** Scan this folder; `live` for this machine; null for the case file that is opened. */
  readonly scan: string | 'live' | null;
  readonly hash: boolean;
  /** Write a report into a new folder below this one; null for none. */
  readonly report: string | null;
  readonly formats: readonly string[];
  /** End then, with the exit code of the command line. */
  readonly quit: boolean;
}

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
  /** What to do at once; null for nothing. */
  readonly job: Job | null;
  /** Why what was asked for makes no sense, one sentence; null when it does. */
  readonly mistake: string | null;
  /** File of answers that stand in for the system's dialogs; heeded in a checkout only, never in a package. */
  readonly dialogAnswers: string | null;
}

export function parseCommandLine(args: readonly string[], packaged: boolean): CommandLine {
  const caseFile = caseFileOf(args);
  const { job, mistake } = jobOf(args, caseFile);
  return {
    job,
    mistake,
    dataFolder: optionValue(args, '--data-dir'),
    caseFile,
    gpu: args.includes('--gpu'),
    quitWhenReady: args.includes('--quit-when-ready'),
    dialogAnswers: packaged ? null : optionValue(args, '--test-choose'),
  };
}

const VALUED = ['--data-dir', '--test-choose', '--scan', '--report', '--format'];
const FORMATS = 'html,jsonl,csv,case';

/** The last argument that names one and is not the value of an option. */
function caseFileOf(args: readonly string[]): string | null {
  const isFile = (arg: string, at: number): boolean =>
    !arg.startsWith('-') && arg.endsWith('.daemonscope') && !VALUED.includes(args[at - 1] ?? '');
  return args.findLast(isFile) ?? null;
}

function jobOf(args: readonly string[], caseFile: string | null): Pick<CommandLine, 'job' | 'mistake'> {
  const wrong = (mistake: string) => ({ job: null, mistake });
  const has = (name: string): boolean => args.some((arg) => arg === name || arg.startsWith(`${name}=`));
  const folder = optionValue(args, '--scan');
  const report = optionValue(args, '--report');
  const format = optionValue(args, '--format');
  const live = args.includes('--live');
  const quit = args.includes('--quit-when-done');
  if (has('--scan') && folder === null) return wrong('--scan needs a folder');
  if (has('--report') && report === null) return wrong('--report needs a folder');
  if (live && folder !== null) return wrong('--live and --scan exclude each other');
  const scan = live ? 'live' : folder;
  if (scan !== null && caseFile !== null) return wrong('a case is opened or a scan is made, not both');
  if (report !== null && scan === null && caseFile === null)
    return wrong('--report needs --scan, --live or a case file');
  if (report === null && (has('--format') || quit))
    return wrong('--format and --quit-when-done need --report');
  if (scan === null && report === null) return { job: null, mistake: null };
  const formats = (format ?? FORMATS).split(',').filter((one) => one !== '');
  return { job: { scan, hash: !args.includes('--no-hash'), report, formats, quit }, mistake: null };
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
