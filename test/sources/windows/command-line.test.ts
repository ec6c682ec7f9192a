import { describe, expect, test } from 'vitest';
import { laterReadings, resolveCommandLine } from '../../../main/sources/windows/command-line.ts';
import { windowsEnvironment } from '../../../main/sources/windows/environment.ts';
import type { PathKind } from '../../../main/sources/windows/windows-path.ts';

const env = windowsEnvironment({
  variables: [
    ['ProgramData', '%SystemDrive%\\ProgramData'],
    ['LOOP', '%LOOP%x'],
  ],
});

type Row = readonly [command: string, program: string, rest?: string, kind?: PathKind];

const SERVICES: readonly Row[] = [
  // Variables
  [
    '%SystemRoot%\\system32\\svchost.exe -k netsvcs -p',
    'C:\\Windows\\system32\\svchost.exe',
    '-k netsvcs -p',
  ],
  ['%SYSTEMROOT%\\system32\\lsass.exe', 'C:\\Windows\\system32\\lsass.exe'],
  ['%windir%\\system32\\a.exe', 'C:\\Windows\\system32\\a.exe'],
  ['"%ProgramFiles%\\Windows Defender\\MsMpEng.exe"', 'C:\\Program Files\\Windows Defender\\MsMpEng.exe'],
  ['"%ProgramFiles(x86)%\\X\\x.exe" /svc', 'C:\\Program Files (x86)\\X\\x.exe', '/svc'],
  ['%ProgramData%\\a.exe', 'C:\\ProgramData\\a.exe'],
  ['%ALLUSERSPROFILE%\\a.exe', 'C:\\ProgramData\\a.exe'],
  ['%SystemDrive%\\a.exe', 'C:\\a.exe'],
  ['%PUBLIC%\\a.exe', 'C:\\Users\\Public\\a.exe'],
  ['%TEMP%\\a.exe', 'C:\\Windows\\Temp\\a.exe'],
  ['%tmp%\\a.exe', 'C:\\Windows\\Temp\\a.exe'],
  ['%CommonProgramFiles%\\a.exe', 'C:\\Program Files\\Common Files\\a.exe'],
  ['%COMSPEC% /c start C:\\x.exe', 'C:\\Windows\\system32\\cmd.exe', '/c start C:\\x.exe'],
  ['%APPDATA%\\a.exe -x', '%APPDATA%\\a.exe', '-x', 'unknown'],
  ['%NoSuch%', '%NoSuch%.exe', '', 'unknown'],
  ['%', 'C:\\Windows\\System32\\%.exe', '', 'search'],
  ['C:\\100%%SystemRoot%.exe', 'C:\\100%C:\\Windows.exe'],
  // Prefixes
  ['\\SystemRoot\\System32\\a.exe', 'C:\\Windows\\System32\\a.exe'],
  ['\\systemroot\\a.exe', 'C:\\Windows\\a.exe'],
  ['\\??\\C:\\x\\a.exe', 'C:\\x\\a.exe'],
  ['\\\\?\\C:\\x\\a.exe -k', 'C:\\x\\a.exe', '-k'],
  ['\\\\.\\C:\\x\\a.exe', 'C:\\x\\a.exe'],
  ['\\DosDevices\\C:\\x\\a.exe', 'C:\\x\\a.exe'],
  ['\\GLOBAL??\\C:\\x\\a.exe', 'C:\\x\\a.exe'],
  ['\\\\?\\UNC\\server\\share\\a.exe', '\\\\server\\share\\a.exe', '', 'unc'],
  ['\\\\?\\GLOBALROOT\\SystemRoot\\System32\\a.exe', 'C:\\Windows\\System32\\a.exe'],
  [
    '\\\\?\\GLOBALROOT\\Device\\HarddiskVolumeShadowCopy2\\x.exe',
    '\\Device\\HarddiskVolumeShadowCopy2\\x.exe',
    '',
    'device',
  ],
  ['\\??\\GLOBALROOT\\Device\\HarddiskVolume1\\x.exe', '\\Device\\HarddiskVolume1\\x.exe', '', 'device'],
  ['\\Device\\HarddiskVolume3\\Windows\\a.exe', '\\Device\\HarddiskVolume3\\Windows\\a.exe', '', 'device'],
  ['\\Device\\BootDevice\\Windows\\a.exe', 'C:\\Windows\\a.exe'],
  ['\\Device\\Mup\\server\\share\\a.exe', '\\\\server\\share\\a.exe', '', 'unc'],
  ['\\\\?\\Volume{0a1b}\\a.exe', '\\\\?\\Volume{0a1b}\\a.exe', '', 'device'],
  // Relative
  ['System32\\svchost.exe -k x', 'C:\\Windows\\System32\\svchost.exe', '-k x'],
  ['system32/a.exe', 'C:\\Windows\\system32\\a.exe'],
  ['\\Windows\\System32\\a.exe', 'C:\\Windows\\System32\\a.exe'],
  ['C:a.exe', 'C:\\Windows\\System32\\a.exe'],
  ['D:a.exe', 'D:\\a.exe'],
  ['a.exe -x', 'C:\\Windows\\System32\\a.exe', '-x', 'search'],
  ['cmd /c C:\\x.exe', 'C:\\Windows\\System32\\cmd.exe', '/c C:\\x.exe', 'search'],
  ['C:\\Windows\\System32\\..\\Temp\\.\\a.exe', 'C:\\Windows\\Temp\\a.exe'],
  ['C:\\..\\..\\a.exe', 'C:\\a.exe'],
  ['C:\\\\Windows\\\\\\a.exe', 'C:\\Windows\\a.exe'],
  ['C:/Program/a.exe /x', 'C:\\Program\\a.exe', '/x'],
  // Shares
  ['\\\\server\\share\\a b\\c.exe -x', '\\\\server\\share\\a b\\c.exe', '-x', 'unc'],
  ['\\\\127.0.0.1\\ADMIN$\\abcdef1.exe', '\\\\127.0.0.1\\ADMIN$\\abcdef1.exe', '', 'unc'],
  ['//server/share/a.exe', '\\\\server\\share\\a.exe', '', 'unc'],
  // Quotes
  ['"C:\\a b\\c.exe"', 'C:\\a b\\c.exe'],
  ['"C:\\a b\\c.exe"-x "y z"', 'C:\\a b\\c.exe', '-x "y z"'],
  ['"C:\\a b\\c.exe', 'C:\\a b\\c.exe'],
  ['"C:\\a b\\c.exe -x', 'C:\\a b\\c.exe', '-x'],
  ['""C:\\a b\\c.exe" -x"', 'C:\\a b\\c.exe', '-x"'],
  ['C:\\a b\\c.exe" -x', 'C:\\a b\\c.exe', '" -x'],
  ['C:\\a\\b.exe -f "C:\\x y\\z.log"', 'C:\\a\\b.exe', '-f "C:\\x y\\z.log"'],
  ['"', '', '', 'none'],
  ['', '', '', 'none'],
  ['   ', '', '', 'none'],
  // Extensions and ends
  ['C:\\Windows\\system32\\svchost -k rpcss', 'C:\\Windows\\system32\\svchost.exe', '-k rpcss'],
  ['"C:\\x\\tool" -a', 'C:\\x\\tool.exe', '-a'],
  ['C:\\x\\tool.', 'C:\\x\\tool'],
  ['C:\\x\\a.exe. ', 'C:\\x\\a.exe'],
  ['"C:\\x\\a.exe  "', 'C:\\x\\a.exe'],
  ['  C:\\x\\a.exe\t-y', 'C:\\x\\a.exe', '-y'],
  ['C:\\PROGRA~1\\X\\a.exe', 'C:\\PROGRA~1\\X\\a.exe'],
  ['E:\\tools\\a.exe', 'E:\\tools\\a.exe'],
  // Unquoted with spaces
  ['C:\\Program Files\\My App\\svc.exe -x', 'C:\\Program Files\\My App\\svc.exe', '-x'],
  ['C:\\Program Files\\Foo\\service start', 'C:\\Program Files\\Foo\\service.exe', 'start'],
  ['C:\\Program Files\\Foo\\service -x C:\\a b', 'C:\\Program Files\\Foo\\service.exe', '-x C:\\a b'],
  ['C:\\Program Files\\Foo\\run.bat C:\\y.exe', 'C:\\Program Files\\Foo\\run.bat', 'C:\\y.exe'],
  ['C:\\Foo.com Inc\\x.exe', 'C:\\Foo.com Inc\\x.exe'],
  ['C:\\Foo.com /x', 'C:\\Foo.com', '/x'],
  [
    'C:\\Windows\\system32\\rundll32 C:\\a b\\x.dll,Go',
    'C:\\Windows\\system32\\rundll32.exe',
    'C:\\a b\\x.dll,Go',
  ],
  ['C:\\Windows\\system32\\cmd /c C:\\x.exe', 'C:\\Windows\\system32\\cmd.exe', '/c C:\\x.exe'],
  ['C:\\x\\python script.py D:\\y', 'C:\\x\\python.exe', 'script.py D:\\y'],
  // One dot behind a folder goes, two stay
  ['C:\\Windows\\Temp.\\x.exe', 'C:\\Windows\\Temp\\x.exe'],
  ['C:\\a..\\x.exe', 'C:\\a..\\x.exe'],
  // Streams
  ['C:\\a\\f.txt:evil.exe -k', 'C:\\a\\f.txt:evil.exe', '-k'],
  ['"C:\\a b\\f.txt:evil.exe:$DATA"', 'C:\\a b\\f.txt:evil.exe'],
  ['C:\\a\\f.exe::$DATA', 'C:\\a\\f.exe'],
  ['\\SystemRoot\\System32:evil.exe', 'C:\\Windows\\System32:evil.exe'],
];

const DRIVERS: readonly Row[] = [
  ['system32\\drivers\\a.sys', 'C:\\Windows\\system32\\drivers\\a.sys'],
  ['\\SystemRoot\\System32\\drivers\\a.sys', 'C:\\Windows\\System32\\drivers\\a.sys'],
  ['\\??\\C:\\Documents and Settings\\Pat\\win32dd.sys', 'C:\\Documents and Settings\\Pat\\win32dd.sys'],
  ['%SystemRoot%\\a.sys', 'C:\\Windows\\a.sys'],
  ['a.sys', 'C:\\Windows\\a.sys'],
  ['drivers\\no extension', 'C:\\Windows\\drivers\\no extension'],
  ['\\??\\C:\\x\\trailing. ', 'C:\\x\\trailing.'],
  ['"C:\\a b\\c.sys"', 'C:\\a b\\c.sys'],
  ['\\Windows\\a.sys', 'C:\\Windows\\a.sys'],
  ['\\Driver\\WMIxWDM', 'C:\\Driver\\WMIxWDM'],
];

describe('resolveCommandLine', () => {
  for (const [command, program, rest = '', kind = 'drive'] of SERVICES) {
    test(`service ${JSON.stringify(command)}`, () => {
      const resolved = resolveCommandLine(command, 'service', env);
      expect(resolved.program).toBe(program);
      expect(resolved.arguments).toBe(rest);
      expect(resolved.kind).toBe(kind);
    });
  }

  for (const [command, program] of DRIVERS) {
    test(`driver ${JSON.stringify(command)}`, () => {
      const resolved = resolveCommandLine(command, 'driver', env);
      expect(resolved.program).toBe(program);
      expect(resolved.arguments).toBe('');
    });
  }

  test('lists what CreateProcess tries before an unquoted program', () => {
    const resolved = resolveCommandLine('C:\\Program Files\\My App 1.2 x\\svc.exe -x', 'service', env);
    expect(resolved.quoted).toBe(false);
    expect(resolved.candidates).toEqual([
      'C:\\Program.exe',
      'C:\\Program Files\\My.exe',
      'C:\\Program Files\\My App.exe',
      'C:\\Program Files\\My App 1.2',
      'C:\\Program Files\\My App 1.2 x\\svc.exe',
    ]);
  });

  test('an expanded variable can bring the space', () => {
    const { candidates } = resolveCommandLine('%ProgramFiles%\\a.exe', 'service', env);
    expect(candidates).toEqual(['C:\\Program.exe', 'C:\\Program Files\\a.exe']);
  });

  test.each([
    '"C:\\Program Files\\a.exe" -x',
    'C:\\Windows\\a.exe -x -y',
    'a.exe x y',
    '',
  ])('nothing to confuse in %j', (command) => {
    expect(resolveCommandLine(command, 'service', env).candidates).toEqual([]);
  });

  test('a driver has no candidates: the kernel takes the path as a whole', () => {
    const resolved = resolveCommandLine('\\??\\C:\\Program Files\\a b.sys', 'driver', env);
    expect(resolved.candidates).toEqual([]);
  });

  test('names the stream, never the drive', () => {
    expect(resolveCommandLine('C:\\a.txt:evil.exe', 'service', env).stream).toBe('evil.exe');
    expect(resolveCommandLine('C:\\a.exe::$DATA', 'service', env).stream).toBeNull();
    expect(resolveCommandLine('C:\\a.exe', 'service', env).stream).toBeNull();
  });

  test('later readings move the end of the program to the right', () => {
    const first = resolveCommandLine('C:\\x\\my service -d run', 'service', env);
    expect(first.program).toBe('C:\\x\\my.exe');
    expect(laterReadings(first, env).map(({ program }) => program)).toEqual([
      'C:\\x\\my service.exe',
      'C:\\x\\my service -d.exe',
      'C:\\x\\my service -d run.exe',
    ]);
  });

  test.each([
    ['spaces', ' '.repeat(32_000)],
    ['percent signs', '%'.repeat(32_000)],
    ['quotes', '"'.repeat(32_000)],
    ['backslashes', '\\'.repeat(32_000)],
    ['words', `C:\\${'a '.repeat(16_000)}`],
    ['parents', `C:\\${'..\\'.repeat(10_000)}x`],
    ['prefixes', '\\??\\'.repeat(8_000)],
    ['variables', '%SystemRoot%'.repeat(2_500)],
    ['streams', `C:\\${':a'.repeat(16_000)}`],
    ['NULs', `C:\\a${'\0'.repeat(32_000)}.exe`],
    ['lone surrogates', `C:\\${'\ud800'.repeat(32_000)}`],
    ['a loop of variables', '%LOOP%'.repeat(5_000)],
  ])('hostile %s neither throw nor take long', (_name, text) => {
    const start = performance.now();
    for (const use of ['service', 'driver'] as const) {
      const resolved = resolveCommandLine(text, use, env);
      expect(resolved.candidates.length).toBeLessThanOrEqual(65);
    }
    expect(performance.now() - start).toBeLessThan(500);
  });
});

describe('windowsEnvironment', () => {
  test('follows the system root of the hive', () => {
    const other = windowsEnvironment({ systemRoot: 'D:\\WINNT\\' });
    expect(resolveCommandLine('System32\\a.exe', 'service', other).program).toBe(
      'D:\\WINNT\\System32\\a.exe',
    );
    expect(resolveCommandLine('%ProgramFiles%\\a.exe', 'service', other).program).toBe(
      'D:\\Program Files\\a.exe',
    );
  });

  test.each([
    '',
    'relative',
    '\\\\server\\share',
    'C:',
    '%SystemRoot%',
  ])('a nonsense system root %j is not taken', (root) => {
    expect(windowsEnvironment({ systemRoot: root }).systemRoot).toBe('C:\\Windows');
  });

  test('variables of the hive win, but not over the system root', () => {
    const facts = {
      variables: [
        ['ComSpec', '%SystemRoot%\\evil.exe'],
        ['SystemRoot', 'C:\\Evil'],
      ] as [string, string][],
    };
    expect(resolveCommandLine('%COMSPEC% /c x', 'service', windowsEnvironment(facts)).program).toBe(
      'C:\\Windows\\evil.exe',
    );
  });

  test('a bare name is looked for along the machine path', () => {
    const path: [string, string][] = [['Path', '%SystemRoot%\\system32;"C:\\a b";relative;;D:\\tools\\']];
    const { target } = resolveCommandLine('x', 'service', windowsEnvironment({ variables: path }));
    expect(target.places).toEqual([
      'C:\\Windows\\System32\\x.exe',
      'C:\\Windows\\System\\x.exe',
      'C:\\Windows\\x.exe',
      'C:\\Windows\\system32\\x.exe',
      'C:\\a b\\x.exe',
      'D:\\tools\\x.exe',
    ]);
  });
});
