import { lookup } from '../lookup.ts';
import { type ModuleLoad, moduleLoad } from './module-load.ts';
import { shellCommands } from './shell-words.ts';

/** Code that stands in a command line itself. */
export interface InlineCode {
  /** `sh`, `python`, `perl`, `ruby`, `php`, `node`, `osascript`, `awk`, `lua`, `tcl`. */
  readonly language: string;
  readonly code: string;
}

/** What a command would run. Names are as written, in the order in which they would run. */
export interface CommandAnalysis {
  readonly programs: readonly string[];
  /** Files that an interpreter in it is told to run. */
  readonly scripts: readonly string[];
  readonly inlineCode: readonly InlineCode[];
  /** What it loads into the kernel. */
  readonly modules: readonly ModuleLoad[];
}

/** Programs that run the rest of their arguments; the value tells how many further words they take before it. */
interface Wrapper {
  /** Options that take a word of their own. */
  readonly valued: readonly string[];
  /** Words before the command that are no options: `timeout 5 cmd`. */
  readonly operands: number;
  /** `NAME=value` words may stand before the command. */
  readonly assignments?: boolean;
}
const PLAIN: Wrapper = { valued: [], operands: 0 };
const WRAPPERS: Readonly<Record<string, Wrapper>> = {
  env: { valued: ['-u', '--unset', '-C', '--chdir', '-P', '-S'], operands: 0, assignments: true },
  nohup: PLAIN,
  setsid: PLAIN,
  exec: { valued: ['-a'], operands: 0 },
  command: PLAIN,
  nice: { valued: ['-n', '--adjustment'], operands: 0 },
  ionice: { valued: ['-c', '-n', '--class', '--classdata'], operands: 0 },
  chrt: { valued: ['-T', '-P', '-D'], operands: 1 },
  taskset: { valued: [], operands: 1 },
  stdbuf: { valued: ['-i', '-o', '-e'], operands: 0 },
  timeout: { valued: ['-s', '-k', '--signal', '--kill-after'], operands: 1 },
  time: PLAIN,
  sudo: {
    valued: [
      '-u',
      '-g',
      '-h',
      '-p',
      '-C',
      '-r',
      '-t',
      '-U',
      '-D',
      '-R',
      '--user',
      '--group',
      '--chdir',
      '--host',
    ],
    operands: 0,
    assignments: true,
  },
  doas: { valued: ['-u', '-C'], operands: 0 },
  runuser: { valued: ['-u', '-g', '-G'], operands: 0 },
  setpriv: { valued: ['--reuid', '--regid', '--groups', '--inh-caps', '--ambient-caps'], operands: 0 },
  chroot: { valued: ['--userspec', '--groups'], operands: 1 },
  unshare: { valued: ['-S', '-G', '-R', '--setuid', '--setgid', '--root', '--propagation'], operands: 0 },
  nsenter: { valued: ['-t', '-S', '-G', '--target', '--setuid', '--setgid'], operands: 0 },
  xargs: { valued: ['-I', '-n', '-P', '-a', '-d', '-L', '-E', '-s', '-i'], operands: 0 },
  parallel: { valued: ['-j', '-a', '-I', '-N', '--jobs'], operands: 0 },
  watch: { valued: ['-n', '--interval'], operands: 0 },
  proot: { valued: ['-r', '-R', '-S', '-b', '-w', '-q', '--rootfs'], operands: 0 },
  fakeroot: { valued: ['-i', '-s', '-l'], operands: 0 },
  torsocks: { valued: ['-a', '-P', '-u', '-p'], operands: 0 },
  proxychains: { valued: ['-f'], operands: 0 },
  proxychains4: { valued: ['-f'], operands: 0 },
  runcon: { valued: ['-u', '-r', '-t', '-l'], operands: 1 },
  cgexec: { valued: ['-g'], operands: 0 },
  numactl: { valued: ['-C', '-m', '-N', '-i', '-p'], operands: 0 },
  prlimit: PLAIN,
  unbuffer: PLAIN,
  sem: { valued: ['-j'], operands: 0 },
  capsh: PLAIN,
  script: PLAIN,
  flock: { valued: ['-w', '-E', '-c'], operands: 1 },
  strace: { valued: ['-o', '-e', '-p', '-s'], operands: 0 },
  busybox: PLAIN,
  toybox: PLAIN,
  daemonize: { valued: ['-a', '-c', '-e', '-o', '-p', '-l', '-u', '-E'], operands: 0 },
  daemon: { valued: ['-n', '-u', '-p', '-P'], operands: 0 },
  caffeinate: { valued: ['-t', '-w'], operands: 0 },
  arch: { valued: ['-arch'], operands: 0 },
  'dbus-run-session': PLAIN,
  'systemd-run': {
    valued: [
      '-p',
      '--property',
      '-u',
      '--unit',
      '-H',
      '-M',
      '-E',
      '--setenv',
      '--uid',
      '--gid',
      '--nice',
      '--slice',
    ],
    operands: 0,
  },
  'systemd-cat': { valued: ['-t', '-p'], operands: 0 },
  'systemd-inhibit': { valued: [], operands: 0 },
};

/** ld.so(8): `ld-linux-x86-64.so.2 [OPTIONS] PROGRAM [ARGUMENTS]`. */
const LOADER = /^ld(?:-linux[\w-]*|-musl-\w+|-[\d.]+|64)?\.so(?:\.\d+)?$/;
const DYNAMIC_LINKER: Wrapper = {
  valued: ['--library-path', '--preload', '--audit', '--argv0', '--inhibit-rpath', '--glibc-hwcaps-prepend'],
  operands: 0,
};
/** Wrappers whose `-c` brings shell code. */
const TAKES_CODE = new Set(['flock', 'runuser', 'capsh', 'script']);

const SHELLS = new Set([
  'sh',
  'bash',
  'dash',
  'ash',
  'zsh',
  'ksh',
  'ksh93',
  'mksh',
  'csh',
  'tcsh',
  'fish',
  'rbash',
]);
/** Options that bring code with them, by interpreter. */
const EVAL_OPTIONS: Readonly<Record<string, RegExp>> = {
  python: /^-[a-zA-Z]*c$/,
  perl: /^-[a-zA-Z0-9]*[eE]$/,
  ruby: /^-[a-zA-Z]*e$/,
  php: /^-[rRB]$/,
  node: /^(?:-e|-p|-pe|--eval|--print)$/,
  lua: /^-e$/,
  osascript: /^-e$/,
  pwsh: /^-(?:c|command|e|ec|enc|encodedcommand)$/i,
};
/** Options of interpreters that take a word of their own which is no script. */
const VALUED: Readonly<Record<string, readonly string[]>> = {
  python: ['-W', '-X', '-Q', '-m'],
  perl: ['-I', '-M', '-m', '-x'],
  ruby: ['-I', '-r', '-C', '-K'],
  php: ['-c', '-d', '-z', '-S', '-t'],
  node: ['-r', '--require', '--import', '--loader'],
  java: ['-cp', '-classpath', '--class-path', '--module-path', '-p'],
  osascript: ['-l'],
  lua: ['-l'],
};
const INTERPRETER =
  /^(?:(python|perl|ruby|php|node|nodejs|lua|luajit|tclsh|wish|awk|gawk|mawk|osascript|java|pwsh|expect|deno|bun)(?:[\d.]+)?)$/;
/** Wrapped commands within each other: `env nohup sh -c …` has three. */
const MAX_DEPTH = 8;
/** Programs of one command that are named. */
const MAX_PROGRAMS = 64;

/** Last component of a path, `sh` of `/bin/sh`. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** `python`, `sh`… when a program of this name reads code; null otherwise. Versions are cut off: `python3.11`. */
export function interpreterOf(program: string): string | null {
  const name = baseName(program).replace(/^-/, '').toLowerCase();
  if (SHELLS.has(name)) return 'sh';
  const found = INTERPRETER.exec(name)?.[1];
  if (found === undefined) return null;
  if (found === 'nodejs' || found === 'deno' || found === 'bun') return 'node';
  if (found === 'luajit') return 'lua';
  if (found === 'tclsh' || found === 'wish' || found === 'expect') return 'tcl';
  return found === 'gawk' || found === 'mawk' ? 'awk' : found;
}

/**
 * What the words of a command would run: the program, and what wrappers (`env`, `nohup`, `sudo`, `timeout`…) and interpreters in it
 * run in turn. Nothing is expanded. Bounded in depth and number.
 */
export function analyseCommand(argv: readonly string[]): CommandAnalysis {
  const analysis: Growing = { programs: [], scripts: [], inlineCode: [], modules: [] };
  follow(argv, analysis, 0);
  return analysis;
}

interface Growing {
  readonly programs: string[];
  readonly scripts: string[];
  readonly inlineCode: InlineCode[];
  readonly modules: ModuleLoad[];
}

function follow(argv: readonly string[], found: Growing, depth: number): void {
  const program = argv[0];
  if (program === undefined || program === '' || depth > MAX_DEPTH) return;
  if (found.programs.length >= MAX_PROGRAMS) return;
  found.programs.push(program);
  const name = baseName(program).replace(/^-/, '').toLowerCase();
  if (name === 'start-stop-daemon') follow(startStopDaemon(argv), found, depth + 1);
  else if (name === 'su') followSu(argv, found, depth);
  else if (name === 'find') followFind(argv, found, depth);
  else if (name === '.' || name === 'source') followSourced(argv, found);
  else if (name === 'at' || name === 'batch') followAt(argv, found);
  else if (name === 'ip') followNetworkNamespace(argv, found, depth);
  else if (name === 'screen' || name === 'tmux') followTerminal(name, argv, found, depth);
  else if (LOADER.test(name)) follow(afterOptions(argv, DYNAMIC_LINKER), found, depth + 1);
  else {
    const wrapper = lookup(WRAPPERS, name);
    const interpreter = interpreterOf(name);
    if (wrapper !== undefined) followWrapper(name, argv, wrapper, found, depth);
    else if (interpreter !== null) followInterpreter(interpreter, argv, found, depth);
    else {
      const load = moduleLoad(name, argv);
      if (load !== null) found.modules.push(load);
    }
  }
}

function followWrapper(
  name: string,
  argv: readonly string[],
  wrapper: Wrapper,
  found: Growing,
  depth: number,
): void {
  const split = argv.findIndex((word) => word === '-S' || word === '--split-string');
  const code = argv.indexOf('-c');
  if (name === 'env' && split > 0) {
    follow([...(argv[split + 1] ?? '').split(/\s+/), ...argv.slice(split + 2)], found, depth + 1);
  } else if (code > 0 && TAKES_CODE.has(name)) addCode('sh', argv[code + 1], found, depth);
  else follow(afterOptions(argv, wrapper), found, depth + 1);
}

function afterOptions(argv: readonly string[], wrapper: Wrapper): string[] {
  let at = 1;
  let operands = wrapper.operands;
  for (; at < argv.length; at += 1) {
    const word = argv[at] ?? '';
    if (word === '--') {
      at += 1;
      break;
    }
    if (word.startsWith('-') && word.length > 1) {
      if (wrapper.valued.includes(word)) at += 1;
    } else if (wrapper.assignments === true && /^[A-Za-z_]\w*=/.test(word)) continue;
    else if (operands > 0) operands -= 1;
    else break;
  }
  return argv.slice(at);
}

/** `start-stop-daemon --start --exec PROGRAM -- arguments` (start-stop-daemon(8)); `--startas` is what runs where both stand. */
function startStopDaemon(argv: readonly string[]): string[] {
  const optionValue = (...names: string[]): string | undefined => {
    for (const [at, word] of argv.entries()) {
      if (names.includes(word)) return argv[at + 1];
      const long = names.find((name) => name.startsWith('--') && word.startsWith(`${name}=`));
      if (long !== undefined) return word.slice(long.length + 1);
    }
    return undefined;
  };
  const program = optionValue('-a', '--startas') ?? optionValue('-x', '--exec');
  const dashes = argv.indexOf('--');
  return program === undefined ? [] : [program, ...(dashes === -1 ? [] : argv.slice(dashes + 1))];
}

function followSu(argv: readonly string[], found: Growing, depth: number): void {
  const code = argv.findIndex((word) => word === '-c' || word === '--command');
  if (code > 0) addCode('sh', argv[code + 1], found, depth);
}

/** `. FILE`, `source FILE`: the shell itself reads the file; no program of that name runs. */
function followSourced(argv: readonly string[], found: Growing): void {
  found.programs.pop();
  const [, file] = argv;
  if (file !== undefined) found.scripts.push(file);
}

/** `at -f FILE now` runs the file's lines later (at(1p)). */
function followAt(argv: readonly string[], found: Growing): void {
  for (const [at, word] of argv.entries()) {
    const file = /^-[a-zA-Z]*f$/.test(word) ? argv[at + 1] : /^-f(.+)/.exec(word)?.[1];
    if (at > 0 && file !== undefined) found.scripts.push(file);
  }
}

/** `ip netns exec NAME COMMAND`, `ip vrf exec NAME COMMAND` (ip-netns(8)). */
function followNetworkNamespace(argv: readonly string[], found: Growing, depth: number): void {
  const exec = argv.indexOf('exec');
  if (exec > 1 && /^(?:netns|vrf)$/.test(argv[exec - 1] ?? ''))
    follow(argv.slice(exec + 2), found, depth + 1);
}

/** `screen -dmS NAME COMMAND`; tmux gives one word to a shell, several it runs. */
function followTerminal(name: string, argv: readonly string[], found: Growing, depth: number): void {
  if (name === 'screen') {
    let at = 1;
    for (; (argv[at] ?? '').startsWith('-'); at += 1)
      if (/^-[a-zA-Z]*[SchpstTe]$/.test(argv[at] ?? '')) at += 1;
    follow(argv.slice(at), found, depth + 1);
    return;
  }
  const start = argv.findIndex((word) => /^(?:new|new-session|neww|new-window|run|run-shell)$/.test(word));
  if (start <= 0) return;
  const rest = afterOptions(argv.slice(start), {
    valued: ['-s', '-n', '-c', '-t', '-x', '-y', '-F', '-e'],
    operands: 0,
  });
  if (rest.length === 1) addCode('sh', rest[0], found, depth);
  else follow(rest, found, depth + 1);
}

function followFind(argv: readonly string[], found: Growing, depth: number): void {
  const exec = argv.findIndex((word) => /^-(?:exec|execdir|ok)$/.test(word));
  if (exec > 0) follow(argv.slice(exec + 1), found, depth + 1);
}

function followInterpreter(language: string, argv: readonly string[], found: Growing, depth: number): void {
  const evaluate = EVAL_OPTIONS[language];
  const valued = VALUED[language] ?? [];
  for (let at = 1; at < argv.length; at += 1) {
    const word = argv[at] ?? '';
    if (language === 'sh' ? /^[-+][a-zA-Z]*c$/.test(word) : evaluate?.test(word) === true) {
      // sh -c -x 'code': options may follow the c.
      let code = at + 1;
      while (language === 'sh' && /^[-+][a-z]+$/.test(argv[code] ?? '')) code += 1;
      addCode(language, argv[code], found, depth);
      if (language !== 'osascript' && language !== 'perl') return;
      at = code;
    } else if (word === '--') {
      if (argv[at + 1] !== undefined) found.scripts.push(argv[at + 1] ?? '');
      return;
    } else if (word.startsWith('-') && word.length > 1) {
      if (language === 'java' && word === '-jar') {
        if (argv[at + 1] !== undefined) found.scripts.push(argv[at + 1] ?? '');
        return;
      }
      if (language === 'awk' || language === 'tcl' || language === 'php') {
        if (word === '-f') {
          found.scripts.push(argv[at + 1] ?? '');
          return;
        }
      }
      if (language === 'sh' && /^[-+][a-zA-Z]*[oO]$/.test(word)) at += 1;
      else if (valued.includes(word)) at += 1;
      if (language === 'python' && word === '-m') return;
    } else if (language === 'java') {
      return;
    } else if (language === 'awk') {
      found.inlineCode.push({ language, code: word });
      return;
    } else {
      found.scripts.push(word);
      return;
    }
  }
}

function addCode(language: string, code: string | undefined, found: Growing, depth: number): void {
  if (code === undefined || code === '') return;
  found.inlineCode.push({ language, code });
  if (language !== 'sh') return;
  for (const command of shellCommands(code)) follow(command, found, depth + 1);
}
