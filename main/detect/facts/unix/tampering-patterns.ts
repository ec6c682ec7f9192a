/**
 * What commands show of disguise, and of changing the system so that it runs or hides something. Each pattern is linear: no nested
 * repetition, bounded gaps.
 */
export const TAMPERING_PATTERNS = {
  /** Words held apart by `${IFS}`, split by empty quotes, or cut out of variables: nobody writes so who wants to be read. */
  obfuscated: [
    /[\w/]\$(?:IFS\b|\{IFS[}%#:])\$?[\w/'"-]?/,
    /[a-z](?:''|"")[a-z]/i,
    /(?:\$\{\w{1,32}:\d{1,3}(?::\d{1,3})?\}){2}/,
    /\$@[a-z]|[a-z]\$@[a-z]/,
    // What printf or echo -e makes of bytes by their numbers; a shell reads it.
    /\b(?:printf|echo\s{1,4}-\w{0,2}e)\b[^;|&]{0,12}(?:\\{1,4}(?:x[0-9a-fA-F]{2}|0?[0-7]{3})){3}/,
  ],
  /** A program gets the rights of its owner or capabilities, whoever runs it. */
  setuid: [
    /\bchmod\s{1,8}(?:-\w{1,8}\s{1,8}){0,2}(?:[rwxXst,=ugoa+-]{0,16}[ug]{1,2}[+=][rwxXt]{0,4}s|\+s|0?[2467][0-7]{3})\b/,
    /\binstall\s[^|;&]{0,80}(?:-m\s{0,4}|--mode[= ])(?:0?[246][0-7]{3}|[ugoa]{0,3}[+=]\w{0,3}s)\b/,
    /\bsetcap\s{1,8}(?:-\w{1,4}\s{1,8}){0,3}["']?(?:cap_|all|=|\S{1,200}=\+?\w{0,3}[ep])/i,
    /\bos\.chmod\([^)]{0,200}0o?[246][0-7]{3}/,
  ],
  /** A module comes from a file, rather than from where the kernel's own lie. */
  'kernel-module': [
    /(?:^|[\s;|&({'"/])insmod\s{1,8}\S/,
    /\bmodprobe\s{1,8}(?:-\w{1,8}\s{1,8}){0,3}(?:(?:-d|--dirname)[= ]|\/)/,
    /\b(?:cp|mv|install|ln|curl|wget|dd)\b[^;|&]{0,200}\/lib\/modules\/[^;|&]{0,200}\.ko\b/,
  ],
  /** The kernel is told to run a program of its own accord: core(5), "Piping core dumps to a program"; proc(5). */
  'kernel-helper': [
    /(?:\bkernel[./]core_pattern\s{0,4}=|\|[^;]{0,200}(?:>|\btee\b)[^;|&]{0,40}\/proc\/sys\/kernel\/core_pattern)\s{0,4}["']?\|?/,
    />\s{0,4}["']?\/proc\/sys\/kernel\/(?:modprobe|hotplug|poweroff_cmd)\b|\bkernel[./](?:modprobe|hotplug)\s{0,4}=/,
    />\s{0,4}["']?\/sys\/kernel\/uevent_helper\b|>\s{0,4}["']?\/proc\/sys\/fs\/binfmt_misc\/register\b/,
    /\brelease_agent\b/,
  ],
  /** Something is mounted over a process of /proc, so that ps does not show it. */
  'process-hidden': [
    /\bmount\s[^;|&]{0,120}(?:--r?bind|-B|-o\s{0,4}["']?\S{0,40}bind)\b[^;|&]{0,200}\s["']?\/proc\/["']?(?:\d|\$|self|`)/,
    /\bmount\s[^;|&]{0,120}(?:-t\s{0,4}tmpfs|overlay)\b[^;|&]{0,200}\s["']?\/proc\/["']?(?:\d|\$)/,
  ],
  'openssl-decrypt': [
    /\bopenssl\s{1,8}(?:enc\b[^|;&]{0,200}\s-d\b|(?:aes|des|chacha|camellia|aria|bf|rc4)\S{0,24}\s[^|;&]{0,200}-d\b)/,
  ],
  /** A key is put where sshd looks for it, by another way than appending a line. */
  'key-placed': [
    /\b(?:cp|mv|install|ln|dd|rsync|curl|wget)\b[^;|&]{0,240}[\s=/'"]authorized_keys2?\b(?!\s{1,8}[^\s;|&-])/,
    /\bsed\s{1,8}-i[^;|&]{0,240}authorized_keys\b/,
  ],
  'at-job': [
    /(?:^|[\s;|&({'"/])at\s{1,8}[^;|&]{0,80}-f\s{0,8}\S|\|\s{0,8}(?:\S{0,32}\/)?at\s{1,8}(?:now|-[mMt]|\d)/,
  ],
  /** The dynamic linker runs the program, so that it needs no executable bit and shows under another name (ld.so(8)). */
  'loader-run': [
    /(?:^|[\s;|&({'"])(?:\/\S{0,64}\/)?ld(?:-linux\S{0,16}|-musl-\w{1,16}|-\d[\d.]{0,8})?\.so(?:\.\d)?\s{1,8}(?:--\S{1,64}\s{1,8}(?:[^\s-]\S{0,200}\s{1,8})?){0,4}["']?[./\w$]/,
  ],
  'root-login': [/\b(?:a|min|m)?getty\b[^;|&]{0,200}(?:--autologin[= ]|\s-a\s{0,4})root\b/],
  /** Arguments that only tunnel programs take, whatever the program is called. */
  'tunnel-arguments': [
    /\stunnel\s[^;|&]{0,160}--accept-server-license-terms\b/,
    /\sclient\s[^;|&]{0,200}\s(?:R:)(?:[\w.:*-]{1,80}:)?(?:\d{1,5}|socks)\b/,
    /\sserver\s[^;|&]{0,120}\s--reverse\b/,
    /\s-c\s{1,4}\S{0,120}frp[cs]?\w{0,16}\.(?:ini|toml|ya?ml|json)\b/,
    /\s-[LF][= ]{0,2}(?:socks[45]?|ss|relay|forward|http2?|ws|mws|tls|quic|rtcp|rudp)(?:\+\w{1,10})?:\/\//,
    /\stunnel\s[^;|&]{0,160}\brun\b[^;|&]{0,80}(?:--token[= ]|\s[0-9a-f]{8}-)/,
    /\s-connect\s{1,4}\S{1,80}:\d{1,5}\s[^;|&]{0,80}-ignore-cert\b|\s-selfcert\b/,
    /\slocal\s{1,4}\d{1,5}\s[^;|&]{0,60}--to\s/,
  ],
} as const satisfies Readonly<Record<string, readonly RegExp[]>>;

export type TamperingTrait = keyof typeof TAMPERING_PATTERNS;
