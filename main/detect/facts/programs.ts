import { splitCommand, tokens } from './command-line.ts';
import { extensionOf, fileName } from './windows-path.ts';

const PROGRAM_EXTENSION =
  /^\.(?:exe|com|bat|cmd|dll|scr|pif|cpl|ocx|sys|ps1|psm1|vbs|vbe|js|jse|wsf|hta|msi|jar|py|pyw|pl|rb|sh|ax|msc|sct)$/;
/** Programs whose arguments name what runs next. */
const HOSTS = new Set(
  `cmd powershell powershell_ise pwsh wscript cscript mshta rundll32 regsvr32 msiexec bash sh wsl python pythonw python3 py
  pyw node java javaw perl ruby php forfiles pcalua conhost start schtasks wmic nssm srvany srvany-ng cscript dotnet
  installutil msbuild regasm regsvcs cmstp odbcconf control busybox timeout scriptrunner`.split(/\s+/),
);
/** Words of cmd.exe and PowerShell at the place of a program that are none. */
const BUILT_IN = new Set(
  `echo set call if for del erase copy move rd rmdir md mkdir type cd chdir exit rem pause ren rename goto title ver vol
  pushd popd assoc ftype cls path prompt not exist in do else start iex invoke-expression`.split(/\s+/),
);
const SEPARATOR = /^(?:&&|\|\||[&|;])$/;
/** Programs of one command; attackers chain a handful. */
const MAX_PROGRAMS = 32;

/** `c:\windows\system32\CMD` and `%COMSPEC%` are `cmd.exe`. */
export function programName(token: string): string {
  const text = token.replace(/^[@("'+-]+|[)"',;]+$/g, '').replaceAll('^', '');
  if (/^%comspec%$/i.test(text)) return 'cmd.exe';
  const name = fileName(text).toLowerCase().trim();
  if (name === '') return '';
  return PROGRAM_EXTENSION.test(extensionOf(name)) ? name : `${name}.exe`;
}

function isHostProgram(name: string): boolean {
  return HOSTS.has(name.replace(/\.exe$/, ''));
}

/** Names of further programs in what follows the first one of a command. */
function programsOfArguments(text: string, host: boolean): string[] {
  const found: string[] = [];
  let atStart = false;
  for (const token of tokens(text)) {
    if (SEPARATOR.test(token)) {
      atStart = true;
      continue;
    }
    if (/\s/.test(token) && host) {
      // A quoted command inside the command: `cmd /c "powershell -enc …"`.
      found.push(...commandPrograms(token));
      atStart = false;
      continue;
    }
    const bare = token.replace(/,.*$/s, '');
    if (PROGRAM_EXTENSION.test(extensionOf(bare.replace(/[)"';]+$/, ''))) && !/^https?:/i.test(bare)) {
      found.push(programName(bare));
      atStart = false;
    } else if (host && isBareProgram(bare, atStart)) {
      found.push(programName(bare));
      atStart = isHostProgram(programName(bare));
    } else if (/^[-/](?:c|k|r|b|min|max|wait|q|s|v|a|u|d|low|normal|high)$/i.test(token)) {
      // `cmd /q /c`, `start /b /min`: what follows is a program.
      atStart = true;
    } else if (!BUILT_IN.has(bare.toLowerCase())) atStart = atStart && token.startsWith('/');
    else if (/^(?:start|call)$/i.test(bare)) atStart = true;
    else atStart = false;
  }
  return found;
}

/** A word without extension is a program where one must stand, or where it is the name of an interpreter. */
function isBareProgram(token: string, atStart: boolean): boolean {
  if (/^%comspec%$/i.test(token)) return true;
  if (!/^[\w.:\\%()~-]{2,260}$/.test(token) || /^[-/]/.test(token)) return false;
  const name = programName(token).replace(/\.exe$/, '');
  if (BUILT_IN.has(name) || !/^[a-z][\w-]*$/.test(name)) return false;
  return atStart || /^(?:cmd|powershell|pwsh|wscript|cscript|mshta|rundll32|regsvr32)$/.test(name);
}

/** Every program that a command names, the first one first. Base names in lower case with extension. */
export function commandPrograms(command: string): string[] {
  const { program, arguments: rest } = splitCommand(command);
  const first = programName(program);
  const names = [first, ...programsOfArguments(rest, isHostProgram(first))];
  return [...new Set(names.filter((name) => name !== ''))].slice(0, MAX_PROGRAMS);
}

/** What the first program would run in turn; empty unless it is an interpreter, a loader or a wrapper. */
export function hostedPrograms(command: string): string[] {
  const { program, arguments: rest } = splitCommand(command);
  const first = programName(program);
  if (!isHostProgram(first)) return [];
  return [...new Set(programsOfArguments(rest, true))].filter((name) => name !== '').slice(0, MAX_PROGRAMS);
}
