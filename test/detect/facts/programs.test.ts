import { describe, expect, test } from 'vitest';
import { isUnquotedWithSpaces, splitCommand, switchValue } from '../../../main/detect/facts/command-line.ts';
import { commandPrograms, hostedPrograms } from '../../../main/detect/facts/programs.ts';

test.each([
  ['"C:\\a b\\c.exe" -x "y z"', 'C:\\a b\\c.exe', '-x "y z"'],
  ['C:\\a b\\c.exe -x', 'C:\\a b\\c.exe', '-x'],
  ['%SystemRoot%\\system32\\svchost -k rpcss', '%SystemRoot%\\system32\\svchost', '-k rpcss'],
  ['cmd /c start C:\\x.exe', 'cmd', '/c start C:\\x.exe'],
  ['%COMSPEC% /c x.bat', '%COMSPEC%', '/c x.bat'],
  ['\\SystemRoot\\System32\\drivers\\afd.sys', '\\SystemRoot\\System32\\drivers\\afd.sys', ''],
  ['', '', ''],
])('%s starts %s', (command, program, rest) => {
  expect(splitCommand(command)).toMatchObject({ program, arguments: rest });
});

test.each([
  ['C:\\Program Files\\A B\\c.exe -x', true],
  ['"C:\\Program Files\\A B\\c.exe" -x', false],
  ['C:\\Tools\\c.exe -x y', false],
  ['cmd /c C:\\x.exe', false],
])('%s unquoted with spaces: %s', (command, expected) => {
  expect(isUnquotedWithSpaces(command)).toBe(expected);
});

test('the group of a svchost command', () => {
  expect(switchValue('svchost.exe -k netsvcs -p -s BITS', 'k')).toBe('netsvcs');
  expect(switchValue('svchost.exe -p -s BITS', 'k')).toBeNull();
});

describe('programs of a command', () => {
  test.each([
    ['%SystemRoot%\\system32\\svchost -k rpcss', ['svchost.exe'], []],
    ['%COMSPEC% /b /c start /b /min powershell.exe -nop', ['cmd.exe', 'powershell.exe'], ['powershell.exe']],
    ['cmd /c echo x > \\\\.\\pipe\\y', ['cmd.exe'], []],
    ['cmd.exe /q /c "powershell -enc AAAA"', ['cmd.exe', 'powershell.exe'], ['powershell.exe']],
    [
      'cmd /c net stop vss & vssadmin delete shadows',
      ['cmd.exe', 'net.exe', 'vssadmin.exe'],
      ['net.exe', 'vssadmin.exe'],
    ],
    ['rundll32.exe C:\\Temp\\evil.dll,Start', ['rundll32.exe', 'evil.dll'], ['evil.dll']],
    ['wscript.exe //b C:\\x\\a.vbs', ['wscript.exe', 'a.vbs'], ['a.vbs']],
    ['C:\\tools\\nssm.exe C:\\x\\rclone.exe serve', ['nssm.exe', 'rclone.exe'], ['rclone.exe']],
    ['"C:\\P F\\java.exe" -jar C:\\x\\y.jar', ['java.exe', 'y.jar'], ['y.jar']],
    ['"C:\\P F\\agent.exe" --log "C:\\x\\agent.log" --name prod', ['agent.exe'], []],
    ['C:\\Windows\\system32\\dllhost.exe /Processid:{02D4B3F1}', ['dllhost.exe'], []],
    ['powershell -Command Get-Process', ['powershell.exe'], []],
    ['msiexec /V', ['msiexec.exe'], []],
    ['%SystemRoot%\\System32\\drivers\\afd.sys', ['afd.sys'], []],
    ['', [], []],
  ])('%s', (command, programs, hosted) => {
    expect(commandPrograms(command)).toEqual(programs);
    expect(hostedPrograms(command)).toEqual(hosted);
  });
});
