import { MAX_REMEMBERED } from '../../../../shared/limits.ts';
import { memo } from '../../../../shared/memo.ts';
import { TAMPERING_PATTERNS, type TamperingTrait } from './tampering-patterns.ts';

/** What a Unix command line, or shell and script code in it, shows of hiding, fetching, connecting or cleaning up. */
export const UNIX_COMMAND_TRAITS = [
  'pipe-to-shell',
  'download',
  'base64',
  'hex-decode',
  'dev-tcp',
  'netcat',
  'fifo-shell',
  'reverse-shell',
  'socat',
  'openssl-connection',
  'interpreter-eval',
  'eval',
  'process-substitution',
  'background',
  'chmod-execute',
  'delete-self',
  'history-off',
  'preload',
  'ld-audit',
  'crontab-edit',
  'key-append',
  'user-add',
  'firewall-off',
  'log-clear',
  'url',
  'ip-address-url',
  'onion',
  'miner',
  'capture',
  'tunnel',
  'forward-on',
  'tmp-execute',
  'encoded-long',
  'obfuscated',
  'setuid',
  'kernel-module',
  'kernel-helper',
  'process-hidden',
  'openssl-decrypt',
  'key-placed',
  'at-job',
  'loader-run',
  'root-login',
  'tunnel-arguments',
] as const;
export type UnixCommandTrait = (typeof UNIX_COMMAND_TRAITS)[number];

type Test = (command: string) => boolean;
const holds = (test: Test | RegExp, command: string): boolean =>
  test instanceof RegExp ? test.test(command) : test(command);
const any =
  (...tests: readonly (Test | RegExp)[]): Test =>
  (command) =>
    tests.some((test) => holds(test, command));
const all =
  (...tests: readonly (Test | RegExp)[]): Test =>
  (command) =>
    tests.every((test) => holds(test, command));

/** Before a program's name: the beginning, white space, a quote, an operator or its folder. */
const AT = String.raw`(?:^|[\s;|&({\x60'"/!=])`;
/** Names of programs that run what they read, with their folder. */
const READER = String.raw`(?:\S{0,64}\/)?(?:(?:ba|da|z|k|a|mk)?sh|busybox\s+a?sh|python[\d.]{0,5}|perl|ruby|php|node|osascript|lua)\b`;
const FETCHER = 'curl|wget|fetch|aria2c|axel|lynx|ftpget|tftp';
const DECODER = 'base64|xxd|openssl|uudecode|gunzip|zcat|xzcat|gzip|rev';
/** What stands before an interpreter at the end of a pipe. */
const PIPE_PREFIX = String.raw`\|\s{0,8}(?:(?:sudo|env|nohup|exec|command|setsid)\s{1,8}|-\w{1,12}\s{1,8}|\w{1,32}=\S{0,64}\s{1,8}){0,4}`;
const program = (names: string): RegExp => new RegExp(`${AT}(?:${names})(?=\\s|$)`, 'i');

const SHELL = /(?:^|[\s;|&('"/:=,[])(?:ba|da|z|k|a)?sh\b/;
const URL = /\b(?:https?|ftps?|wss?|tcp|tftp):\/\/([^\s/'"]{1,255})/gi;
const LOOPBACK = /^(?:[^@]{0,64}@)?(?:localhost|127\.|0\.0\.0\.0|\[::1?\])/i;
const IPV4 = /^(?:[^@]{0,64}@)?\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?$/;

/** Hosts of the URLs in a command that are not this host itself: health checks call that. */
function foreignHosts(command: string): string[] {
  return [...command.matchAll(URL)].map((found) => found[1] ?? '').filter((host) => !LOOPBACK.test(host));
}

/** `curl 203.0.113.7/x` needs no scheme. */
const BARE_ADDRESS = new RegExp(
  `${AT}(?:curl|wget)\\s(?:[^|;&]{0,200}\\s)?(?!127\\.|0\\.0\\.)\\d{1,3}(?:\\.\\d{1,3}){3}(?::\\d{1,5})?(?:[/\\s'"|;&)]|$)`,
);
const FETCHES = program(FETCHER);
const LIBRARY_FETCH =
  /\b(?:urllib\d?\b|urlopen|urlretrieve|requests\.(?:get|post)|http\.client|LWP::|HTTP::Tiny|Net::HTTP|open-uri|NSURL|file_get_contents\(\s{0,4}['"]https?:)/;

function downloads(command: string): boolean {
  if (BARE_ADDRESS.test(command)) return true;
  if (!FETCHES.test(command) && !LIBRARY_FETCH.test(command)) return false;
  return foreignHosts(command).length > 0;
}

const BASE64_RUN = /[A-Za-z0-9+/]{80,}={0,2}/g;

function hasEncodedRun(command: string): boolean {
  // Hashes have one case, paths many slashes.
  return (command.match(BASE64_RUN) ?? []).some(
    (run) =>
      /[a-z]/.test(run) &&
      /[A-Z]/.test(run) &&
      /\d/.test(run) &&
      (run.match(/\//g)?.length ?? 0) < run.length / 8,
  );
}

const NETCAT = program(String.raw`(?:nc|ncat|netcat)(?:\.(?:traditional|openbsd))?`);

const PORT_CHECK =
  /(?:^|[\s;|&({`'"/!=])(?:nc|ncat|netcat)(?:\.(?:traditional|openbsd))?(?:\s{1,8}-\w{1,8}(?:\s{1,4}\d{1,5})?){0,4}\s{1,8}-\w{0,6}z/g;

/** A connection, and a shell that is joined to it, in any of the languages that are used for it. */
const REVERSE_SHELL = any(
  // `(echo > /dev/tcp/host/port) >/dev/null 2>&1` waits for a port; a shell takes its input from the connection.
  all(
    /\/dev\/(?:tcp|udp)\/(?!localhost|127\.|\[?::1)/,
    /[<>]&\s{0,4}\/dev\/(?:tcp|udp)|0[<>]&|<&\s{0,4}\d|[12]?>&\s{0,4}[3-9]|\bsh\s+-i\b/,
  ),
  all(NETCAT, /\s-{1,2}\w{0,8}(?:[ec]|exec|sh-exec)\s{1,8}["']?\S{0,64}(?:sh|cmd)\b/),
  all(/\bmk(?:fifo|nod)\b/, SHELL, any(NETCAT, /\bopenssl\s+s_client\b|\btelnet\b|\/dev\/tcp\//)),
  all(/\bsocat\b/i, /\b(?:exec|system):/i, /\b(?:tcp|udp|openssl|ssl|sctp)\d?(?:-connect|-listen)?:/i),
  all(/\bopenssl\s+s_client\b/, /\|\s{0,8}\S{0,64}(?:ba|da|z|k)?sh\b/),
  all(/\bsocket\b/, /\bconnect\b/, /\b(?:subprocess|pty\.spawn|dup2|os\.system|popen)\b/),
  all(/\bSocket\b/, /\b(?:connect|IO::Socket)\b/, /\bexec\b|STDIN\s{0,4},\s{0,4}["']?[<>]&|\bsystem\b/),
  all(/\bTCPSocket\b/, /\b(?:exec|spawn|popen|system)\b|`|-rsocket\b/),
  all(/\bfsockopen\b/, /\b(?:shell_exec|exec|proc_open|popen|passthru|system)\b|`/),
  all(/\bnet\.(?:connect|Socket|createConnection)\b/, /\bchild_process\b|\bspawn\b/),
  all(/\/inet\/(?:tcp|udp)\/\d/, /\bgetline\b|\|&/),
  all(/\btelnet\s/, /\|\s{0,8}\S{0,64}(?:ba|da)?sh\b/),
  /\bzmodload\s+zsh\/net\/tcp\b/,
);

/** Every pattern is linear: no nested repetition, bounded gaps. */
const TESTS: Readonly<Record<Exclude<UnixCommandTrait, TamperingTrait>, Test>> = {
  'pipe-to-shell': any(
    new RegExp(`${AT}(?:${FETCHER}|${DECODER})\\s[^;\\n]{0,600}?${PIPE_PREFIX}${READER}`, 'i'),
    // What a download says is run where it stands in the place of a command; as a value or an argument it is not.
    new RegExp(
      `(?:<\\(|(?:(?:^|[;&|]\\s{0,8})["']?|\\b(?:eval|exec|source)\\s{1,8}["']?|\\s-\\w{0,4}c\\s{1,8}["']{0,2})(?:\\$\\(|\\x60))\\s{0,8}(?:sudo\\s+)?(?:\\S{0,64}\\/)?(?:${FETCHER})\\s`,
      'i',
    ),
    new RegExp(
      `\\b(?:eval|-c)\\s{1,8}["']?(?:\\$\\(|\\x60)[^)\\x60]{0,600}\\b(?:${DECODER})\\b[^)\\x60]{0,80}(?:-d|-D|--decode|-r)\\b`,
      'i',
    ),
  ),
  download: downloads,
  base64: any(
    /\bbase64\b[^|;&]{0,120}\s-{1,2}(?:d|D|di|decode)\b/,
    /\bopenssl\s[^|;&]{0,80}base64\b[^|;&]{0,80}\s-(?:d|A\s+-d)\b|\bopenssl\s[^|;&]{0,40}\s-d\s[^|;&]{0,40}base64\b/,
    /\b(?:b64decode|decode_base64|decodebytes|MIME::Base64|base64_decode|decode64)\b/,
    /['"]base64['"]\s{0,4}\)/,
  ),
  'hex-decode': any(
    /\bxxd\b[^|;&]{0,40}\s-\w{0,4}r/,
    /\b(?:unhexlify|fromhex)\b|\bpack\s{0,4}\(?\s{0,4}['"]H/,
    /(?:\\x[0-9a-f]{2}){4}/i,
    /(?:\\[0-3][0-7]{2}){6}/,
  ),
  'dev-tcp': any(/\/dev\/(?:tcp|udp)\//),
  // `nc -z` asks whether a port answers, and sends nothing.
  netcat: (command) => NETCAT.test(command.replace(PORT_CHECK, ' ')),
  'fifo-shell': all(/\bmk(?:fifo|nod)\b/, SHELL),
  'reverse-shell': REVERSE_SHELL,
  socat: any(program('socat')),
  'openssl-connection': any(/\bopenssl\s+s_client\b/),
  'interpreter-eval': any(
    new RegExp(`${AT}python[\\d.]{0,5}\\s{1,8}(?:-\\w{1,8}\\s{1,8}){0,6}-[a-zA-Z]{0,8}c(?=[\\s'"])`),
    new RegExp(`${AT}perl[\\d.]{0,6}\\s{1,8}(?:-\\S{1,40}\\s{1,8}){0,6}-[a-zA-Z0-9]{0,8}[eE](?=[\\s'"])`),
    new RegExp(`${AT}(?:ruby|lua|luajit)[\\d.]{0,5}\\s{1,8}(?:-\\S{1,40}\\s{1,8}){0,6}-\\w{0,8}e(?=[\\s'"])`),
    new RegExp(`${AT}php[\\d.]{0,4}\\s{1,8}(?:-\\S{1,40}\\s{1,8}){0,6}-[rRB](?=[\\s'"])`),
    new RegExp(
      `${AT}(?:node|nodejs|deno|bun)\\s{1,8}(?:-\\S{1,40}\\s{1,8}){0,6}(?:-e|-p|-pe|--eval|--print|eval)(?=[\\s'"])`,
    ),
  ),
  eval: any(
    /(?:^|[\s;|&({`'"])eval\s{1,8}["'$`(]/,
    /\b(?:exec|eval)\s{0,4}\(\s{0,4}(?:zlib|base64|__import__|bytes|codecs|marshal|compile|urllib|requests|gzip|bz2|lzma|decode|gzinflate|str_rot13|Buffer)/,
  ),
  'process-substitution': any(/[<>]\(/),
  background: any(/(?:^|[\s;|&({'"/])(?:(?:nohup|setsid)(?=\s)|disown\b)/),
  'chmod-execute': any(
    /\bchmod\s{1,8}(?:-\w{1,8}\s{1,8}){0,2}(?:[ugoa]{0,4}\+[rwst]{0,4}x|[ugoa]{0,4}=[rwst]{0,4}x|[0-7]?(?:[1357][0-7]{2}|[0-7][1357][0-7]|[0-7]{2}[1357])\b)/,
    /\bos\.chmod\b/,
    /\binstall\s[^|;&]{0,80}-m\s{0,4}[0-7]?[1357][0-7]{2}\b/,
  ),
  'delete-self': any(
    /\b(?:rm|unlink)\b[^;|&]{0,200}(?:\$\{?0\b|\$\{?BASH_SOURCE|\.(?:service|timer|socket|path|plist)\b|\/systemd\/(?:system|user)\/)/,
    /\bos\.(?:remove|unlink)\(\s{0,4}(?:__file__|sys\.argv)|\bunlink\s{0,4}\(?\$0/,
    /\bshred\b[^;|&]{0,120}\s-{1,2}(?:\w{0,6}u|remove)/,
  ),
  'history-off': any(
    /\bHIST(?:FILE|SIZE|FILESIZE)=(?:\/dev\/null|0)|\bunset\s{1,8}(?:-\w\s)?HIST/,
    /\bset\s{1,8}\+o\s{1,8}history\b|\bhistory\s{1,8}-c\b/,
  ),
  preload: any(/\bLD_PRELOAD=|\/ld\.so\.preload\b|\bDYLD_INSERT_LIBRARIES\b/),
  'ld-audit': any(/\bLD_AUDIT=/),
  'crontab-edit': any(
    /\|\s{0,8}\S{0,32}crontab\b/,
    /(?:^|[\s;|&({'"]|bin\/)crontab\s{1,8}(?:-u\s{1,8}\S{1,32}\s{1,8})?(?:-(?:\s|$)|\/\S)/,
    /(?:>{1,2}|\btee\b(?:\s{1,8}-a)?)\s{0,8}["']?\/(?:etc\/cron|var\/spool\/cron|var\/at\/tabs|usr\/lib\/cron\/tabs)/,
    /\b(?:cp|mv|ln|install)\b[^;|&]{0,200}\s["']?\/(?:etc\/cron|var\/spool\/cron|var\/at\/tabs|usr\/lib\/cron\/tabs)[^\s;|&'"]{0,120}\s{0,8}(?:[;|&'"]|$)/,
  ),
  'key-append': any(
    /(?:>{1,2}|\btee\b[^;|&]{0,40})\s{0,8}["']?\S{0,120}authorized_keys/,
    /authorized_keys\b[\s\S]{0,80}\b(?:write|append)\b/,
  ),
  'user-add': any(
    /(?:^|[\s;|&({'"/])(?:useradd|adduser|newusers|chpasswd)\s/,
    /\busermod\s{1,8}-\w{0,4}[aG]/,
    />{1,2}\s{0,8}["']?\/etc\/(?:passwd|shadow|sudoers)/,
    /\bdscl\s{1,8}\.\s{1,8}-create\s{1,8}\/Users\/|\bsysadminctl\s{1,8}-addUser\b/,
  ),
  'firewall-off': any(
    /\bip6?tables\s{1,8}(?:-t\s{1,8}\w{1,16}\s{1,8})?(?:-F|--flush|-X|-P\s{1,8}(?:INPUT|FORWARD|OUTPUT)\s{1,8}ACCEPT)\b/,
    /\bnft\s{1,8}flush\b|\bufw\s{1,8}(?:--force\s{1,8})?(?:disable|reset)\b|\bsetenforce\s{1,8}(?:0|permissive)\b/i,
    /\b(?:systemctl|service)\b[^;|&]{0,60}\b(?:stop|disable|mask)\b[^;|&]{0,60}\b(?:firewalld|ufw|nftables|iptables|apparmor)\b/,
    /\bpfctl\s{1,8}-d\b|\bsocketfilterfw\b[^;|&]{0,40}--setglobalstate\s{1,8}off\b/,
  ),
  'log-clear': any(
    /(?:\b(?:rm|shred|truncate|unlink)\b[^;|&]{0,120}\s|[^2&]>\s{0,4}|^>\s{0,4})["']?\/(?:private\/)?var\/(?:log\/(?:\S{0,40}(?:syslog|messages|auth|secure|wtmp|btmp|lastlog|audit|journal|cron)|\*|["']?(?:$|\s))|run\/utmp|audit)/,
    /\bjournalctl\b[^;|&]{0,60}--vacuum-(?:time|size|files)[=\s]{1,2}[01](?:[a-zA-Z]{0,7})\b/,
    /\blog\s{1,8}erase\b/,
  ),
  url: (command) => foreignHosts(command).length > 0,
  'ip-address-url': (command) =>
    BARE_ADDRESS.test(command) || foreignHosts(command).some((host) => IPV4.test(host)),
  onion: any(/\.(?:onion|i2p)\b|\btor2web\b/i),
  miner: any(
    /\bstratum\d?\+(?:tcp|ssl|tls|udp):\/\//i,
    /--donate-level|--nicehash|--randomx-|--cpu-max-threads-hint|\bcryptonight\b|--algo[=\s](?:rx|cn|randomx|kawpow|ethash|argon2)/i,
    /\b(?:minexmr|supportxmr|moneroocean|nanopool|hashvault|c3pool|2miners|unmineable|ethermine|xmrpool|f2pool|minergate)\.\w/i,
    program('xmrig|xmr-stak(?:-cpu)?|minerd|cpuminer|ccminer|ethminer|nbminer|lolminer|t-rex'),
  ),
  capture: any(
    program(
      'tcpdump|tshark|dumpcap|ettercap|bettercap|arpspoof|dnsspoof|dsniff|mitmproxy|mitmdump|mitmweb|sslstrip|sslsplit|ngrep|mitm6|ntlmrelayx(?:\\.py)?|responder(?:\\.py)?|dnschef(?:\\.py)?|yersinia|evilginx2?|tcpflow',
    ),
  ),
  tunnel: any(
    new RegExp(`${AT}(?:ssh|autossh)\\s[^;|&]{0,300}?\\s?-[a-zA-Z0-9]{0,12}[RDw](?:\\s|\\d|\\[|\\*)`),
    program(
      'autossh|sshuttle|ngrok|cloudflared|chisel|frpc|frps|ligolo(?:-ng|-agent)?|rathole|bore|iodine|iodined|dnscat2?|revsocks|pagekite|gost|npc|nps',
    ),
  ),
  'forward-on': any(
    /\bnet[./]ipv[46][./](?:ip_forward|conf[./]\w{1,16}[./]forwarding)\s{0,4}=\s{0,4}["']?1/,
    /\b(?:echo|printf)\s{1,8}["']?1["']?[^;|&]{0,8}>{1,2}\s{0,8}\/proc\/sys\/net\/ipv[46]\/(?:ip_forward|conf\/\w{1,16}\/forwarding)/,
    /\|\s{0,8}(?:sudo\s{1,8})?tee\s{1,8}\/proc\/sys\/net\/ipv[46]\/ip_forward/,
    /\bnet\.inet6?\.ip6?\.forwarding\s{0,4}=\s{0,4}1/,
  ),
  'tmp-execute': any(
    /(?:^|[;|&(`]\s{0,8}|(?:^|[\s;|&('"/])(?:(?:ba|da|z|k|a)?sh|python[\d.]{0,5}|perl|exec|nohup|setsid|sudo|source|\.)\s{1,8}(?:-\w{1,12}\s{1,8}){0,4})["']?(?:\/private)?\/(?:tmp|var\/tmp|dev\/shm|run\/user\/\d{1,10})\//,
  ),
  'encoded-long': hasEncodedRun,
};

function has(trait: UnixCommandTrait, command: string): boolean {
  if (trait in TAMPERING_PATTERNS) {
    return TAMPERING_PATTERNS[trait as TamperingTrait].some((pattern) => pattern.test(command));
  }
  return TESTS[trait as Exclude<UnixCommandTrait, TamperingTrait>](command);
}

/** Commands of a service are asked about twice, and services share them. */
const traitsOf = memo(
  (command) => UNIX_COMMAND_TRAITS.filter((trait) => has(trait, command)),
  MAX_REMEMBERED,
);

/** Commands are cut here before they are looked at; a unit of a megabyte must not cost seconds. */
const MAX_LOOKED_AT = 16_384;

/**
 * Every trait that any of the commands has, in the order of the list. Give whole command lines and, beside them, the inline code
 * with its quotes taken off: patterns look for what a command begins with.
 */
export function unixCommandTraits(commands: readonly string[]): UnixCommandTrait[] {
  const found = new Set<UnixCommandTrait>();
  for (const command of commands) {
    for (const trait of traitsOf(command.slice(0, MAX_LOOKED_AT))) found.add(trait);
  }
  return UNIX_COMMAND_TRAITS.filter((trait) => found.has(trait));
}
