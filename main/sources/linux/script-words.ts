import { baseName, interpreterOf } from '../../../shared/unix/command-analysis.ts';
import { shellWords } from '../../../shared/unix/shell-words.ts';

/** Builtins of the shell, and utilities whose call says nothing of what a script starts. */
const PLAIN = new Set(
  (
    '[ [[ : alias basename bg break builtin case cat cd chgrp chown cmp continue cp cut date declare df dir dirname ' +
    'dmesg echo egrep elif else esac exit expand export expr false fg fgrep fi find fold for getent getopt getopts grep groups ' +
    'hash head hostname id install jobs kill killall killproc let ln local log_action_begin_msg log_action_end_msg ' +
    'log_daemon_msg log_end_msg log_failure_msg log_progress_msg log_success_msg log_warning_msg logger logname ls md5sum ' +
    'mkdir mkfifo mktemp mountpoint mv nl od pathfind pgrep pidof pidofproc pkill popd printf ps pushd pwd read readlink ' +
    'readonly realpath restorecon return rm rmdir run-parts sed select seq set sha1sum sha256sum shift shopt sleep sort ' +
    'stat status status_of_proc stty sync tail tee test then times touch tput tr trap true tty type typeset ulimit umask ' +
    'unalias uname uniq unset until usleep wait wc which who whoami xargs'
  ).split(' '),
);
/** `find -exec`, `xargs` and `run-parts` run something, `tee` writes it; kept when they stand with a path of their own. */
const CARRIERS = new Set(['find', 'xargs', 'run-parts', 'tee']);

/** Programs that matter even where the evidence does not hold them: they fetch, decode, connect, hide, or change what starts. */
const TELLING = new Set(
  (
    'wget curl fetch ftp tftp lynx aria2c scp rsync nc ncat netcat nc.traditional nc.openbsd socat telnet ssh sshpass ' +
    'openssl base64 base32 xxd uudecode gpg chmod chattr setcap insmod modprobe rmmod kmod crontab at batch systemctl ' +
    'service initctl update-rc.d chkconfig rc-update iptables ip6tables nft ufw firewall-cmd setenforce auditctl sysctl ' +
    'useradd usermod adduser passwd chpasswd mount ld.so gcc cc make docker podman kubectl screen tmux nohup setsid ' +
    'sudo su env chroot unshare nsenter dd gunzip tar unzip busybox start-stop-daemon start_daemon ' +
    'ngrok cloudflared chisel frpc frps xmrig tcpdump'
  ).split(' '),
);

const SYSTEM_FOLDER = /^\/(?:usr\/)?s?bin\//;

export function isPlainUtility(program: string): boolean {
  const name = baseName(program);
  if (!PLAIN.has(name) || CARRIERS.has(name)) return false;
  return !program.includes('/') || SYSTEM_FOLDER.test(program);
}

/** awk that only filters text, as most scripts use it; its `system()`, pipes and sockets are another matter. */
export function isTextFilter(argv: readonly string[]): boolean {
  if (!/^[gm]?awk$/.test(baseName(argv[0] ?? '')) || argv.includes('-f')) return false;
  return !argv.some((word) => /system\s*\(|\/inet|\|\s*&?\s*["a-z]|getline/.test(word));
}

export function isTelling(program: string): boolean {
  return TELLING.has(program) || interpreterOf(program) !== null;
}

/** Functions of init script libraries that run their arguments: Red Hat's `daemon` and `action`, LSB's `start_daemon`, SUSE's `startproc`. */
const HELPERS = new Set(['daemon', 'startproc', 'start_daemon', 'action']);
const HELPER_VALUES = new Set(['--user', '--pidfile', '--check', '-p', '-u', '-l', '-n', '-t']);

/**
 * The command that such a function, or one of the shell's own prefixes (`exec`, `command`, `eval`), would run; other commands as they
 * are.
 */
export function withoutHelper(words: readonly string[]): readonly string[] {
  const argv = withoutPrefix(words);
  const name = argv[0] ?? '';
  if (!HELPERS.has(name)) return argv;
  let at = name === 'action' ? 2 : 1;
  for (; at < argv.length; at += 1) {
    const word = argv[at] ?? '';
    if (HELPER_VALUES.has(word)) at += 1;
    else if (!/^[-+]/.test(word)) break;
  }
  return argv.slice(at);
}

const PREFIXES = new Set(['exec', 'command', 'builtin', 'eval', 'time', '!']);

/** They are builtins of the shell: no file of that name runs. */
export function withoutPrefix(argv: readonly string[]): readonly string[] {
  let at = 0;
  while (PREFIXES.has(argv[at] ?? '')) {
    at += 1;
    while (argv[at]?.startsWith('-')) at += argv[at] === '-a' ? 2 : 1;
  }
  return argv.slice(at);
}

const PROGRAM_NAME =
  /^(?:.*_)?(?:daemon|exec|prog|program|bin|binary|cmd|command|app|server|executable|script|start)(?:_?(?:bin|exec|path|cmd|file|prog))?\d*$/i;

/** Words of a variable's value when its name and value say that it is the program of the script (`DAEMON=/usr/sbin/sshd`). */
export function programVariable(name: string, value: string): readonly string[] | null {
  if (!value.startsWith('/') || value.endsWith('/') || !PROGRAM_NAME.test(name)) return null;
  const words = /\s/.test(value) ? shellWords(value) : [value];
  return words.length === 0 ? null : words;
}
