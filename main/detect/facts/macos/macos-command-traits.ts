import { UNIX_COMMAND_TRAITS, type UnixCommandTrait, unixCommandTraits } from '../unix/command-traits.ts';

/** What commands show that only macOS has. */
export const MACOS_COMMAND_TRAITS = [
  'osascript-eval',
  'launchctl-load',
  'launchctl-setenv',
  'launchctl-unload',
  'defaults-write',
  'security-dump',
  'trust-add',
  'open-hidden',
  'gatekeeper-off',
  'backup-off',
  'proxy-set',
  'pf-redirect',
  'plist-write',
] as const;
export type MacosCommandTrait = UnixCommandTrait | (typeof MACOS_COMMAND_TRAITS)[number];

const AT = String.raw`(?:^|[\s;|&({\x60'"/])`;
const launchctl = (verbs: string): RegExp =>
  new RegExp(`${AT}launchctl\\s{1,8}(?:-\\w{1,4}\\s{1,8})?(?:${verbs})(?=\\s|$|["'])`);

/**
 * Verbs and options as their manual pages have them: launchctl(1), osascript(1), open(1), security(1), spctl(8), tmutil(8),
 * networksetup(8), pfctl(8). Every pattern is linear: no nested repetition, bounded gaps.
 */
const TESTS: Readonly<Record<(typeof MACOS_COMMAND_TRAITS)[number], readonly RegExp[]>> = {
  'osascript-eval': [
    new RegExp(`${AT}osascript\\s{1,8}(?:-[ils]\\s{1,8}(?:\\w{1,16}\\s{1,8})?){0,4}-e(?=[\\s'"])`),
    /\bdo shell script\b/i,
    /\bdoShellScript\b|\bNSAppleScript\b/,
    /\|\s{0,8}\S{0,64}osascript(?=\s|$)/,
  ],
  'launchctl-load': [launchctl('load|bootstrap|submit|asuser|bsexec|bstree|config')],
  'launchctl-setenv': [launchctl('setenv'), /(?:^|\n)\s{0,8}setenv\s{1,8}DYLD_/],
  'launchctl-unload': [launchctl('unload|bootout|disable|remove|stop|kill')],
  'defaults-write': [new RegExp(`${AT}defaults\\s{1,8}(?:-\\w{1,16}\\s{1,8})?write\\s`)],
  'security-dump': [
    /\bsecurity\s{1,8}(?:-\w\s{1,8})?(?:dump-keychain|export|find-(?:generic|internet)-password\b[^;|&]{0,200}\s-\w{0,4}[wg])/,
  ],
  'trust-add': [/\bsecurity\s{1,8}(?:-\w\s{1,8})?add-trusted-cert\b/],
  'open-hidden': [
    new RegExp(`${AT}open\\s{1,8}(?:\\S{1,80}\\s{1,8}){0,4}(?:-[a-zA-Z]{0,6}j[a-zA-Z]{0,6}|--hide)(?=\\s|$)`),
  ],
  'gatekeeper-off': [
    /\bspctl\s[^;|&]{0,40}--(?:master|global)-disable\b/,
    /\bxattr\s{1,8}(?:-\w{1,4}\s{1,8}){0,3}-\w{0,4}(?:c\w{0,3}\s|d\w{0,3}\s{1,8}com\.apple\.quarantine\b)/,
    /\bcsrutil\s{1,8}(?:disable|clear)\b/,
  ],
  'backup-off': [
    /\btmutil\s{1,8}(?:disable(?:local)?|delete\w{0,24}|addexclusion|removedestination|thinlocalsnapshots)\b/,
    /\bcom\.apple\.TimeMachine\b[^;|&]{0,40}\bAutoBackup\b[^;|&]{0,20}(?:false|NO|0)\b/,
  ],
  'proxy-set': [
    /\bnetworksetup\s[^;|&]{0,20}-set(?:web|secureweb|socksfirewall|ftp|streaming|gopher)proxy\w{0,8}\s|\bnetworksetup\s[^;|&]{0,20}-set(?:autoproxyurl|proxyautodiscovery|dnsservers)\b/,
  ],
  'pf-redirect': [
    /\bpfctl\s[^;|&]{0,80}-\w{0,6}[fF]\w{0,4}\s/,
    /\brdr\s{1,8}(?:pass\s{1,8})?(?:on|inet|proto)\b/,
  ],
  'plist-write': [
    /(?:>{1,2}|\btee\b|\b(?:cp|mv|install|ln)\b[^;|&\n]{0,200})\s{0,8}["']?\S{0,120}\/Library\/Launch(?:Agents|Daemons)\/?/,
    /\bPlistBuddy\b[^;|&]{0,200}\/Launch(?:Agents|Daemons)\//,
  ],
};

/** Commands are cut here before they are looked at. */
const MAX_LOOKED_AT = 16_384;

/** Every trait that any of the commands has, those of all Unix first. */
export function macosCommandTraits(commands: readonly string[]): MacosCommandTrait[] {
  const found = new Set<MacosCommandTrait>(unixCommandTraits(commands));
  for (const command of commands) {
    const text = command.slice(0, MAX_LOOKED_AT);
    for (const trait of MACOS_COMMAND_TRAITS) {
      if (!found.has(trait) && TESTS[trait].some((test) => test.test(text))) found.add(trait);
    }
  }
  return [...UNIX_COMMAND_TRAITS, ...MACOS_COMMAND_TRAITS].filter((trait) => found.has(trait));
}
