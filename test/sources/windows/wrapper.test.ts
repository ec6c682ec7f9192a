import { describe, expect, test } from 'vitest';
import { readWinsw } from '../../../main/sources/windows/winsw.ts';
import { expandSz, multiSz } from '../../support/registry-spec.ts';
import { readService } from './test-scope.ts';

function payloadsOf(record: ReturnType<typeof readService>['record']) {
  return record.payloads.map(({ role, from, path, arguments: rest }) => [role, from, path, rest]);
}

describe('NSSM', () => {
  test('program, hosted program, environment and hooks', () => {
    const { record, problems } = readService(
      'Miner',
      { Type: 16, ImagePath: 'C:\\tools\\nssm.exe' },
      {
        Parameters: {
          values: {
            Application: expandSz('%SystemRoot%\\System32\\WindowsPowerShell\\v1.0\\powershell.exe'),
            AppParameters: expandSz('-NoProfile -File C:\\ProgramData\\m.ps1'),
            AppDirectory: expandSz('C:\\ProgramData'),
            AppEnvironment: multiSz(['A=1']),
            AppEnvironmentExtra: multiSz(['B=2']),
          },
        },
        'Parameters\\AppExit': { values: { '': 'Restart' } },
        'Parameters\\AppEvents\\Start': { values: { Pre: 'C:\\ProgramData\\pre.exe /x' } },
      },
    );
    expect(problems).toEqual([]);
    expect(record.windows.wrapper).toEqual({
      kind: 'nssm',
      application: '%SystemRoot%\\System32\\WindowsPowerShell\\v1.0\\powershell.exe',
      arguments: '-NoProfile -File C:\\ProgramData\\m.ps1',
      directory: 'C:\\ProgramData',
      environment: ['A=1', 'B=2'],
    });
    expect(payloadsOf(record)).toEqual([
      ['image', 'ImagePath', 'C:\\tools\\nssm.exe', ''],
      [
        'wrapped-program',
        'Parameters\\Application',
        'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe',
        '-NoProfile -File C:\\ProgramData\\m.ps1',
      ],
      ['hosted-program', 'Parameters\\Application', 'C:\\ProgramData\\m.ps1', ''],
      ['wrapped-program', 'Parameters\\AppEvents\\Start\\Pre', 'C:\\ProgramData\\pre.exe', '/x'],
    ]);
  });

  test('a renamed copy is known by its values', () => {
    const Parameters = { values: { Application: 'C:\\a.exe', AppStdout: 'C:\\log' } };
    const { record } = readService('X', { Type: 16, ImagePath: 'C:\\x\\update.exe' }, { Parameters });
    expect(record.windows.wrapper).toMatchObject({ kind: 'nssm', application: 'C:\\a.exe' });
  });

  test('without a program the wrapper is still named', () => {
    const { record } = readService('X', { Type: 16, ImagePath: 'C:\\nssm.exe' });
    expect(record.windows.wrapper).toEqual({
      kind: 'nssm',
      application: null,
      arguments: null,
      directory: null,
      environment: null,
    });
    expect(record.payloads).toHaveLength(1);
  });

  test('a relative program lies in the working directory', () => {
    const Parameters = {
      values: { Application: 'bin\\app.exe', AppDirectory: 'C:\\srv', AppParameters: '-x' },
    };
    const { record } = readService('X', { Type: 16, ImagePath: 'C:\\nssm.exe' }, { Parameters });
    expect(payloadsOf(record)[1]).toEqual([
      'wrapped-program',
      'Parameters\\Application',
      'C:\\srv\\bin\\app.exe',
      '-x',
    ]);
  });

  test('a bare program in the working directory, or on the search path', () => {
    const Parameters = { values: { Application: 'app', AppDirectory: 'C:\\srv' } };
    const read = (files: Record<string, string>) =>
      readService('X', { Type: 16, ImagePath: 'C:\\nssm.exe' }, { Parameters }, { files }).record.payloads[1];
    expect(read({ '/srv/app.exe': 'x' })).toMatchObject({ path: 'C:\\srv\\app.exe', state: 'found' });
    expect(read({ '/Windows/app.exe': 'x' })).toMatchObject({ path: 'C:\\Windows\\app.exe', state: 'found' });
    expect(read({ '/Windows/other.exe': 'x' })).toMatchObject({ state: 'missing' });
  });
});

test('srvany', () => {
  const Parameters = { values: { Application: 'cmd /c C:\\a.bat', AppDirectory: 'C:\\' } };
  const { record } = readService('X', { Type: 16, ImagePath: 'C:\\rk\\srvany.exe' }, { Parameters });
  expect(record.windows.wrapper?.kind).toBe('srvany');
  expect(payloadsOf(record).slice(1)).toEqual([
    ['wrapped-program', 'Parameters\\Application', 'C:\\Windows\\System32\\cmd.exe', '/c C:\\a.bat'],
    ['hosted-program', 'Parameters\\Application', 'C:\\a.bat', ''],
  ]);
});

test('the payload of a wrapper names the value that it stands in', () => {
  const { record } = readService(
    'X',
    { Type: 16, ImagePath: 'C:\\FD\\FireDaemon.exe' },
    {
      Parameters: { values: { Executable: 'C:\\a.exe' } },
    },
  );
  expect(record.payloads[1]).toMatchObject({ from: 'Parameters\\Executable', path: 'C:\\a.exe' });
});

test.each([
  ['C:\\FD\\FireDaemon.exe', 'firedaemon', { Executable: 'C:\\a.exe', Parameters: '-x' }],
  ['C:\\AU\\AlwaysUpService.exe', 'alwaysup', { Application: 'C:\\a.exe', Arguments: '-x' }],
  ['C:\\x\\host.exe', 'other', { Application: 'C:\\a.exe', Arguments: '-x' }],
  ['C:\\x\\renamed.exe', 'other', { Executable: 'C:\\a.exe', Parameters: '-x' }],
  ['C:\\x\\renamed.exe', 'other', { AppPath: 'C:\\a.exe', AppArgs: '-x' }],
])('%s is %s', (ImagePath, kind, values) => {
  const { record } = readService('X', { Type: 16, ImagePath }, { Parameters: { values } });
  expect(record.windows.wrapper).toMatchObject({ kind, application: 'C:\\a.exe', arguments: '-x' });
  expect(record.payloads[1]).toMatchObject({ role: 'wrapped-program', path: 'C:\\a.exe', arguments: '-x' });
});

test.each([
  ['C:\\x\\agent.exe', { Executable: '1' }],
  ['C:\\x\\agent.exe', { Program: 'Agent' }],
  ['%SystemRoot%\\System32\\svchost.exe -k g', { Executable: 'C:\\a.exe' }],
])('%s with %j is no wrapper', (ImagePath, values) => {
  const { record } = readService('X', { Type: 16, ImagePath }, { Parameters: { values } });
  expect(record.windows.wrapper).toBeNull();
});

test('a value Application of a svchost service is no wrapper', () => {
  const Parameters = { values: { Application: 'x' } };
  const { record } = readService(
    'X',
    { Type: 32, ImagePath: '%SystemRoot%\\System32\\svchost.exe -k g' },
    { Parameters },
  );
  expect(record.windows.wrapper).toBeNull();
});

describe('WinSW', () => {
  const XML = `<?xml version="1.0"?>
    <!-- <executable>C:\\decoy.exe</executable> -->
    <service>
      <id>x</id>
      <executable>%BASE%\\bin\\java.exe</executable>
      <arguments>-jar &quot;C:\\a b\\c.jar&quot; --x</arguments>
      <workingdirectory>%BASE%</workingdirectory>
      <env name="HOME" value="%BASE%"/>
    </service>`;

  test('reads the file beside the program', () => {
    const files = { '/srv/app.exe': 'x', '/srv/App.xml': XML, '/srv/bin/java.exe': 'x', '/a b/c.jar': 'x' };
    const { record } = readService('X', { Type: 16, ImagePath: 'C:\\srv\\app.exe' }, {}, { files });
    expect(record.windows.wrapper).toEqual({
      kind: 'winsw',
      application: '%BASE%\\bin\\java.exe',
      arguments: '-jar "C:\\a b\\c.jar" --x',
      directory: '%BASE%',
      environment: ['HOME=%BASE%'],
    });
    expect(record.payloads.slice(1).map(({ role, path, state }) => [role, path, state])).toEqual([
      ['wrapped-program', 'C:\\srv\\bin\\java.exe', 'found'],
      ['hosted-program', 'C:\\a b\\c.jar', 'found'],
    ]);
  });

  test('programs around it are payloads, and none of them is the one that it runs', () => {
    const xml = `<service><prestart><executable>C:\\t\\first.exe</executable><arguments>-a</arguments></prestart>
      <executable>C:\\srv\\main.exe</executable><stopexecutable>C:\\t\\stop.exe</stopexecutable>
      <poststop><executable>C:\\t\\last.exe</executable></poststop></service>`;
    const { record } = readService(
      'X',
      { Type: 16, ImagePath: 'C:\\srv\\app.exe' },
      {},
      {
        files: { '/srv/app.exe': 'x', '/srv/app.xml': xml },
      },
    );
    expect(record.windows.wrapper).toMatchObject({ application: 'C:\\srv\\main.exe' });
    expect(record.payloads.slice(1).map(({ from, path, arguments: words }) => [from, path, words])).toEqual([
      ['executable', 'C:\\srv\\main.exe', ''],
      ['prestart', 'C:\\t\\first.exe', '-a'],
      ['poststop', 'C:\\t\\last.exe', ''],
      ['stopexecutable', 'C:\\t\\stop.exe', ''],
    ]);
  });

  test('a hostile one costs little', () => {
    const text = `<service>${'<argumentsX>'.repeat(600_000)}</arguments><executable>a</executable></service>`;
    const started = performance.now();
    expect(readWinsw(Buffer.from(text))?.executable).toBe('a');
    expect(performance.now() - started).toBeLessThan(4_000);
  });

  test('one that is too large to be read is said to be', () => {
    const files = { '/srv/app.exe': 'x', '/srv/app.xml': 'x'.repeat(9 * 1024 * 1024) };
    const { problems } = readService('X', { Type: 16, ImagePath: 'C:\\srv\\app.exe' }, {}, { files });
    expect(problems.join()).toMatch(/app\.xml, which may say what WinSW runs/);
  });

  test('some other XML beside a program is none', () => {
    const files = {
      '/srv/app.exe': 'x',
      '/srv/app.xml': '<config><executable>C:\\x.exe</executable></config>',
    };
    const { record } = readService('X', { Type: 16, ImagePath: 'C:\\srv\\app.exe' }, {}, { files });
    expect(record.windows.wrapper).toBeNull();
  });

  test('by its name where there are no files', () => {
    const { record } = readService('X', { Type: 16, ImagePath: 'C:\\srv\\WinSW-x64.exe' });
    expect(record.windows.wrapper).toMatchObject({ kind: 'winsw', application: null });
  });

  test.each([
    ['UTF-16', Buffer.from('\ufeff<service><executable>a</executable></service>', 'utf16le'), 'a'],
    ['upper case', Buffer.from('<SERVICE><Executable>a</EXECUTABLE></SERVICE>'), 'a'],
    ['CDATA', Buffer.from('<service><executable><![CDATA[a & b]]></executable></service>'), 'a & b'],
    [
      'references',
      Buffer.from('<service><executable>&#65;&#x42;&bogus;</executable></service>'),
      'AB&bogus;',
    ],
  ])('%s', (_name, bytes, executable) => {
    expect(readWinsw(bytes)?.executable).toBe(executable);
  });

  test('several arguments', () => {
    const xml =
      '<service><executable>a</executable><startargument>-x</startargument><startargument>y</startargument></service>';
    expect(readWinsw(Buffer.from(xml))?.arguments).toBe('-x y');
  });

  test.each([
    '',
    '<service>',
    '<service><executable>',
    `<service>${'<executable'.repeat(50_000)}`,
    `<service>${'<!--'.repeat(50_000)}`,
    `<service>${'<env '.repeat(100_000)}`,
  ])('broken or hostile: %.40s', (xml) => {
    const start = performance.now();
    expect(readWinsw(Buffer.from(xml))).toBeNull();
    expect(performance.now() - start).toBeLessThan(1_000);
  });
});

test.each([
  [
    'W32Time',
    'TimeProviders\\NtpClient',
    { DllName: '%SystemRoot%\\w.dll' },
    'TimeProviders\\NtpClient\\DllName',
  ],
  ['DNS', 'Parameters', { ServerLevelPluginDll: 'C:\\w.dll' }, 'Parameters\\ServerLevelPluginDll'],
  ['DHCPServer', 'Parameters', { CalloutDlls: multiSz(['C:\\w.dll']) }, 'Parameters\\CalloutDlls'],
  ['WinSock2', 'Parameters', { AutodialDLL: 'C:\\w.dll' }, 'Parameters\\AutodialDLL'],
  ['RasMan', 'PPP\\EAP\\13', { Path: 'C:\\w.dll' }, 'PPP\\EAP\\13\\Path'],
  ['EapHost', 'Methods\\311\\13', { PeerDllPath: 'C:\\w.dll' }, 'Methods\\311\\13\\PeerDllPath'],
])('plug-ins of %s', (name, key, values, from) => {
  const { record } = readService(name, {}, { [key]: { values } });
  expect(record.payloads).toMatchObject([{ role: 'plug-in', from }]);
  expect(record.payloads[0]?.path).toMatch(/\\w\.dll$/);
});

test('plug-ins at the key of NTDS', () => {
  const { record } = readService('NTDS', { LsaDbExtPt: 'C:\\w.dll', DirectoryServiceExtPt: 'C:\\v.dll' });
  expect(record.payloads.map(({ from }) => from)).toEqual(['LsaDbExtPt', 'DirectoryServiceExtPt']);
});
