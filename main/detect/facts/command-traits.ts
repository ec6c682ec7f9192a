/** What a command line shows of hiding, fetching or cleaning up. Names as in the taxonomy. */
export type CommandTrait =
  | 'encoded-powershell'
  | 'base64-blob'
  | 'caret-obfuscation'
  | 'tick-obfuscation'
  | 'string-reassembly'
  | 'environment-slicing'
  | 'download'
  | 'in-memory-load'
  | 'pipe-echo'
  | 'output-redirect-share'
  | 'delete-self'
  | 'batch-from-share'
  | 'hidden-window'
  | 'invoke-expression'
  | 'rundll32-ordinal'
  | 'clipboard'
  | 'compress'
  | 'stdin-pipe'
  | 'script-url'
  | 'long-command';

/** The longest honest command of the corpus has 250 characters; loaders carry their code along. */
const LONG_COMMAND = 800;
/** Beginnings of Base64 of UTF-16 or ASCII PowerShell: `$`, `IE`, `ie`, ` `, `<`, `IEX`, `iex`, `MZ`. */
const BASE64_START =
  /(?:^|[\s"'=(])(?:JAB|SQBFAF|SQBFAE|aQBlAH|SQBuAH|aQBuAH|IAB|PAA|SUVY|aWV4|KABOAGUAdw|WwBSAGUA|TVqQ)[A-Za-z0-9+/]{16}/;
const BASE64_RUN = /[A-Za-z0-9+/]{50,}={0,2}/g;
const POWERSHELL = /\b(?:powershell|pwsh)\b/i;
/** Every shortening of -EncodedCommand that PowerShell takes, and its alias -ec; its dashes are three characters. */
const ENCODED_SWITCH =
  /[\s"'][-/\u2013\u2014\u2015](?:e|ec|en|enc|enco|encod|encode|encoded|encodedc\w{0,6})[\s:]+["']?[A-Za-z0-9+/=]{12}/i;
const URL = /\bhttps?:\/\//i;

type Test = (command: string) => boolean;
const all =
  (...tests: readonly RegExp[]): Test =>
  (command) =>
    tests.every((test) => test.test(command));
const any =
  (...tests: readonly RegExp[]): Test =>
  (command) =>
    tests.some((test) => test.test(command));

function count(command: string, pattern: RegExp): number {
  return command.match(pattern)?.length ?? 0;
}

function hasBase64Blob(command: string): boolean {
  // Paths and GUIDs have no run of fifty; a run in one case, or of hex digits alone, is a hash or an identifier.
  return (command.match(BASE64_RUN) ?? []).some(
    (run) =>
      /[a-z]/.test(run) &&
      /[A-Z]/.test(run) &&
      /[0-9+=]/.test(run) &&
      !/^[0-9a-f]+$/i.test(run) &&
      count(run, /\//g) < run.length / 8,
  );
}

/** smbexec writes a batch file, runs it and deletes it. */
function writesAndRunsBatch(command: string): boolean {
  const echo = command.indexOf('echo ');
  const redirect = command.indexOf('>', echo);
  const batch = command.lastIndexOf('.bat');
  const first = command.indexOf('.bat', redirect);
  return echo >= 0 && redirect > echo && first > redirect && batch > first;
}

/** Every pattern is linear: no nested repetition, bounded gaps. */
const TESTS: readonly (readonly [trait: CommandTrait, test: Test])[] = [
  [
    'encoded-powershell',
    (command) => (POWERSHELL.test(command) && ENCODED_SWITCH.test(command)) || BASE64_START.test(command),
  ],
  ['base64-blob', hasBase64Blob],
  ['caret-obfuscation', (command) => count(command, /[a-z]\^(?=[a-z])/gi) >= 3],
  ['tick-obfuscation', (command) => count(command, /[a-z]`(?=[a-z])/gi) >= 3],
  [
    'string-reassembly',
    (command) =>
      count(command, /['"]\s{0,4}\+\s{0,4}['"]/g) >= 3 ||
      /\{\d{1,2}\}\s{0,4}\{\d{1,2}\}[^|;&]{0,400}["']\s{0,4}-f\b/i.test(command) ||
      count(command, /\[char\]/gi) >= 3 ||
      count(command, /-b?xor\b/gi) >= 1 ||
      count(command, /[-.]c?replace\b/gi) >= 3 ||
      /-join\b|\[string\]::join/i.test(command) ||
      // `set x=pow&&set y=ershell&&call %x%%y%` (Invoke-Obfuscation, VAR+ launcher).
      /\bset\s[^&]{1,400}&&[^&]{0,400}(?:call|cmd|%\w{1,32}%)/i.test(command) ||
      /%\w{1,32}%%\w{1,32}%(?:%|\s|$)/.test(command),
  ],
  [
    'environment-slicing',
    any(
      /%\w{1,40}:~-?\d/,
      /\$env:\w{1,40}\s{0,4}\[/i,
      /\$(?:pshome|shellid|verbosepreference|psculture)\b[^|;]{0,40}\[/i,
      /!\w{1,40}:~-?\d/,
    ),
  ],
  [
    'download',
    any(
      /\bdownload(?:string|file|data)(?:async)?\b/i,
      /\b(?:invoke-webrequest|invoke-restmethod|start-bitstransfer|net\.webclient|msxml2\.(?:server)?xmlhttp|winhttprequest)\b/i,
      /\b(?:iwr|irm|wget|curl(?:\.exe)?)\s[^|;&]{0,200}https?:\/\//i,
      /\bbitsadmin(?:\.exe)?\b[^|;&]{0,80}\/(?:transfer|addfile)\b/i,
      /\bcertutil(?:\.exe)?\b[^|;&]{0,80}[-/](?:urlcache|verifyctl)\b/i,
      /\bmsiexec(?:\.exe)?\b[^|;&]{0,80}https?:\/\//i,
    ),
  ],
  [
    'in-memory-load',
    any(
      /\bfrombase64string\b/i,
      /\breflection\.assembly\b|\[assembly\]::load/i,
      /\b(?:virtualalloc|createthread|getdelegateforfunctionpointer|runtime\.interopservices\.marshal)\b/i,
      /\bio\.memorystream\b/i,
      /\bscriptblock\]::create/i,
    ),
  ],
  [
    'pipe-echo',
    any(
      /\becho\b[^|]{0,400}>\s{0,4}\\\\\.\\pipe\\/i,
      /\brundll32(?:\.exe)?\b[^&|]{0,300},\s{0,4}a\s{1,4}\/p:/i,
    ),
  ],
  [
    'output-redirect-share',
    any(
      />\s{0,4}["']?\\\\(?![.?]\\)[^\s\\]{1,255}\\/,
      /__output\b/i,
      /2\^?>\^?&1\s{0,4}\^?>\s{0,4}\S{1,260}\.bat/i,
    ),
  ],
  ['delete-self', any(/&\s{0,4}(?:del|erase|rd|rmdir)\b/i, /;\s{0,4}(?:remove-item|del|rm)\s/i)],
  [
    'batch-from-share',
    (command) =>
      /\\\\[^\s\\"']{1,255}\\[^\s"'<>|&]{1,255}\.(?:bat|cmd|vbs|vbe|js|ps1|hta|wsf)\b/i.test(command) ||
      writesAndRunsBatch(command.toLowerCase()),
  ],
  [
    'hidden-window',
    any(
      /[-/\u2013\u2014](?:w|wi|win|wind|windo|window|windows|windowst\w{0,4})[\s:]+["']?(?:hidden|hid|1\b)/i,
      /\bstart\b[^&|]{0,80}\s\/min\b/i,
    ),
  ],
  [
    'invoke-expression',
    any(/\biex\b/i, /\binvoke-expression\b/i, /\binvoke-command\b[^|]{0,80}-scriptblock/i),
  ],
  ['rundll32-ordinal', any(/\brundll32(?:\.exe)?\b[^&|]{0,300},\s{0,4}#\s{0,2}-?\d/i)],
  [
    'clipboard',
    any(
      /\|\s{0,4}(?:\S{0,64}\\)?clip(?:\.exe)?\b/i,
      /\bget-clipboard\b/i,
      /\bwindows\.(?:forms\.)?clipboard\b/i,
      /\bclipboard\]?::/i,
    ),
  ],
  ['compress', any(/\b(?:gzip|deflate)stream\b/i, /\bio\.compression\b/i)],
  [
    'stdin-pipe',
    any(
      /\|\s{0,4}(?:\S{0,128}\\)?(?:cmd|powershell|pwsh)(?:\.exe)?\b/i,
      /\b(?:powershell|pwsh)(?:\.exe)?\b[^|&]{0,300}\s-\s{0,4}(?:$|["&|<])/i,
      /\$\{?input\b|\$\w{0,24}executioncontext\b[^|]{0,80}invokecommand/i,
    ),
  ],
  [
    'script-url',
    any(/\b(?:javascript|vbscript):/i, /\bscrobj\.dll\b/i, /\bmshtml\b[^&|]{0,40}runhtmlapplication/i),
  ],
  ['long-command', (command) => command.length > LONG_COMMAND],
];

const MSHTA_URL = all(/\bmshta(?:\.exe)?\b/i, URL);
/** Commands are cut here before they are looked at; a registry value of a megabyte must not cost seconds. */
const MAX_LOOKED_AT = 16_384;

/** Every trait that any of the commands has, in the order of the list. */
export function commandTraits(commands: readonly string[]): CommandTrait[] {
  const found = new Set<CommandTrait>();
  for (const command of commands) {
    const text = command.slice(0, MAX_LOOKED_AT);
    const plain = /[\^`]/.test(text) ? text.replace(/[\^`]/g, '') : text;
    for (const [trait, test] of TESTS) {
      if (test(text) || (plain !== text && test(plain))) found.add(trait);
    }
    if (MSHTA_URL(plain)) found.add('script-url').add('download');
  }
  return TESTS.map(([trait]) => trait).filter((trait) => found.has(trait));
}
