import { describe, expect, test } from 'vitest';
import {
  binary,
  dword,
  expandSz,
  multiSz,
  none,
  qword,
  sz,
  type ValueSpec,
} from '../../support/registry-spec.ts';
import { securityDescriptor } from '../../support/security-descriptor-writer.ts';
import { readService } from './test-scope.ts';

const SVCHOST = '%SystemRoot%\\system32\\svchost.exe -k netsvcs -p';

function failureBytes(): Uint8Array {
  const bytes = new Uint8Array(36);
  const view = new DataView(bytes.buffer);
  for (const [at, value] of [86_400, 0, 0, 2, 20, 1, 60_000, 3, 5_000].entries())
    view.setUint32(4 * at, value, true);
  return bytes;
}

describe('every field', () => {
  const { record, problems } = readService(
    'Spooler',
    {
      ImagePath: expandSz(SVCHOST),
      Start: 2,
      Type: 0x110,
      ErrorControl: 1,
      ObjectName: 'LocalSystem',
      DisplayName: '@%systemroot%\\system32\\spoolsv.exe,-1',
      Description: 'Loads files',
      Group: 'SpoolerGroup',
      Tag: 7,
      DelayedAutostart: 1,
      DependOnService: multiSz(['RPCSS', 'http']),
      DependOnGroup: multiSz(['Net']),
      ServiceDll: expandSz('%SystemRoot%\\root.dll'),
      ServiceMain: 'RootMain',
      FailureCommand: '"C:\\a b\\fail.exe" -x',
      FailureActions: binary(failureBytes()),
      FailureActionsOnNonCrashFailures: 1,
      RebootMessage: 'bye',
      RequiredPrivileges: multiSz(['SeTcbPrivilege', 'SeDebugPrivilege']),
      ServiceSidType: 1,
      LaunchProtected: 2,
      SvcHostSplitDisable: 1,
      Environment: multiSz(['A=1', 'B=2']),
      Owners: multiSz(['oem1.inf']),
      DeleteFlag: 1,
      Unheard: 'of',
      '': 'default',
    },
    {
      Parameters: {
        lastWrite: '2024-05-06T07:08:09.1234567Z',
        values: { ServiceDll: expandSz('%SystemRoot%\\System32\\p.dll'), ServiceMain: 'Main' },
      },
      Security: { values: { Security: binary(securityDescriptor('O:SYG:SYD:(A;;CCLC;;;BU)')) } },
      'TriggerInfo\\0': { values: { Type: 1, Action: 1 } },
      Performance: { values: { Library: 'perf.dll' } },
      NetworkProvider: {
        values: { Name: 'NP', ProviderPath: expandSz('%SystemRoot%\\np.dll'), DeviceName: '\\Device\\NP' },
      },
      Linkage: {},
    },
    {
      key: {
        lastWrite: '2023-01-02T03:04:05.7654321Z',
        security: securityDescriptor('O:BAG:SYD:(A;;KA;;;SY)'),
      },
      software: {
        'Microsoft\\Windows NT\\CurrentVersion\\Svchost': { values: { netsvcs: multiSz(['X', 'SPOOLER']) } },
      },
    },
  );
  const { windows } = record;

  test('common fields', () => {
    expect(problems).toEqual([]);
    expect(record).toMatchObject({
      id: 'windows:spooler',
      platform: 'windows',
      kind: 'service',
      name: 'Spooler',
      displayName: '@%systemroot%\\system32\\spoolsv.exe,-1',
      description: 'Loads files',
      command: SVCHOST,
      image: {
        path: 'C:\\Windows\\system32\\svchost.exe',
        evidencePath: null,
        state: 'not-in-evidence',
        exists: null,
      },
      startMode: 'auto-delayed',
      enabled: true,
      state: 'configured',
      account: 'LocalSystem',
      lastChanged: '2023-01-02T03:04:05.7654321Z',
    });
  });

  test('provenance', () => {
    expect(record.provenance).toEqual([
      {
        path: '/SYSTEM',
        locator: {
          kind: 'registry',
          key: 'HKLM\\SYSTEM\\ControlSet001\\Services\\Spooler',
          value: null,
          offset: null,
          fromLog: false,
          deleted: false,
        },
        time: '2023-01-02T03:04:05.7654321Z',
      },
      {
        path: '/SYSTEM',
        locator: {
          kind: 'registry',
          key: 'HKLM\\SYSTEM\\ControlSet001\\Services\\Spooler\\Parameters',
          value: 'ServiceDll',
          offset: null,
          fromLog: false,
          deleted: false,
        },
        time: '2024-05-06T07:08:09.1234567Z',
      },
    ]);
  });

  test('registry values', () => {
    expect(windows).toMatchObject({
      controlSet: 'ControlSet001',
      keyLastWrite: '2023-01-02T03:04:05.7654321Z',
      imagePath: SVCHOST,
      start: 2,
      type: 0x110,
      typeFlags: ['own-process', 'interactive'],
      errorControl: 1,
      objectName: 'LocalSystem',
      group: 'SpoolerGroup',
      tag: 7,
      delayedAutostart: 1,
      dependOnService: ['RPCSS', 'http'],
      dependOnGroup: ['Net'],
      serviceDll: '%SystemRoot%\\System32\\p.dll',
      serviceDllKey: 'Parameters',
      serviceDllAtRoot: '%SystemRoot%\\root.dll',
      serviceMain: 'Main',
      failureCommand: '"C:\\a b\\fail.exe" -x',
      failureActionsOnNonCrashFailures: 1,
      rebootMessage: 'bye',
      requiredPrivileges: ['SeTcbPrivilege', 'SeDebugPrivilege'],
      serviceSidType: 1,
      launchProtected: 2,
      svcHostSplitDisable: 1,
      environment: ['A=1', 'B=2'],
      owners: ['oem1.inf'],
      deleteFlag: 1,
      performanceLibrary: 'perf.dll',
      networkProvider: { name: 'NP', providerPath: '%SystemRoot%\\np.dll', deviceName: '\\Device\\NP' },
      wrapper: null,
      fromLog: false,
      history: [],
    });
  });

  test('decoded values', () => {
    expect(windows.failureActions).toEqual({
      resetPeriodSeconds: 86_400,
      actions: [
        { type: 'restart', typeCode: 1, delayMilliseconds: 60_000 },
        { type: 'run-command', typeCode: 3, delayMilliseconds: 5_000 },
      ],
    });
    expect(windows.triggers).toHaveLength(1);
    expect(windows.security).toMatch(/^O:SYG:SYD:\(A;;CCLC;;;BU\)$/);
    expect(windows.keySecurity).toMatch(/^O:BAG:SYD:\(A;;KA;;;SY\)$/);
    expect(windows.parametersKeySecurity).toBeNull();
  });

  test('svchost group, subkeys and other values', () => {
    expect(windows).toMatchObject({
      svchostGroup: 'netsvcs',
      svchostGroupKnown: true,
      svchostGroupMember: true,
    });
    expect(windows.subkeys.map(({ name }) => name)).toEqual([
      'Parameters',
      'Security',
      'TriggerInfo',
      'Performance',
      'NetworkProvider',
      'Linkage',
    ]);
    expect(windows.subkeys[0]?.lastWrite).toBe('2024-05-06T07:08:09.1234567Z');
    // The ServiceMain that Parameters overrules has no field, and is not lost.
    expect(windows.otherValues).toEqual([
      { name: 'ServiceMain', type: 1, size: 18, data: 'RootMain' },
      { name: 'Unheard', type: 1, size: 6, data: 'of' },
      { name: '', type: 1, size: 16, data: 'default' },
    ]);
  });

  test('payloads', () => {
    expect(record.payloads.map(({ role, from, path, arguments: rest }) => [role, from, path, rest])).toEqual([
      ['image', 'ImagePath', 'C:\\Windows\\system32\\svchost.exe', '-k netsvcs -p'],
      ['service-dll', 'Parameters\\ServiceDll', 'C:\\Windows\\System32\\p.dll', ''],
      ['service-dll', 'ServiceDll', 'C:\\Windows\\root.dll', ''],
      ['failure-command', 'FailureCommand', 'C:\\a b\\fail.exe', '-x'],
      ['performance-library', 'Performance\\Library', 'C:\\Windows\\System32\\perf.dll', ''],
      ['network-provider', 'NetworkProvider\\ProviderPath', 'C:\\Windows\\np.dll', ''],
    ]);
  });
});

describe('Type and Start', () => {
  test.each([
    [1, 'driver', ['kernel-driver']],
    [2, 'driver', ['file-system-driver']],
    [4, 'other', ['adapter']],
    [8, 'driver', ['recognizer-driver']],
    [0x10, 'service', ['own-process']],
    [0x20, 'service', ['share-process']],
    [0x50, 'service', ['own-process', 'user-service']],
    [0x60, 'service', ['share-process', 'user-service']],
    [0xd0, 'service', ['own-process', 'user-service', 'user-service-instance']],
    [0xe0, 'service', ['share-process', 'user-service', 'user-service-instance']],
    [0x110, 'service', ['own-process', 'interactive']],
    [0x210, 'service', ['own-process', 'pkg-service']],
    [0x80000410, 'service', ['own-process', 'unknown-0x80000400']],
    [0, 'other', []],
  ])('Type 0x%s', (type, kind, flags) => {
    const { record } = readService('X', { Type: type });
    expect(record.kind).toBe(kind);
    expect(record.windows.typeFlags).toEqual(flags);
  });

  test.each([
    [{ Start: 0 }, 'boot', true],
    [{ Start: 1 }, 'system', true],
    [{ Start: 2 }, 'auto', true],
    [{ Start: 2, DelayedAutostart: 1 }, 'auto-delayed', true],
    [{ Start: 2, DelayedAutostart: 0 }, 'auto', true],
    [{ Start: 3, DelayedAutostart: 1 }, 'demand', true],
    [{ Start: 4 }, 'disabled', false],
    [{ Start: 9 }, null, true],
    [{}, null, null],
    [{ Start: '2' }, null, null],
  ] as [Record<string, ValueSpec>, string | null, boolean | null][])('%j', (values, startMode, enabled) => {
    expect(readService('X', { Type: 16, ...values }).record).toMatchObject({ startMode, enabled });
  });
});

describe('what a key may lack', () => {
  test('a driver without ImagePath has an implicit one', () => {
    const { record } = readService('Beep', { Type: 1, Start: 1 });
    expect(record.command).toBeNull();
    expect(record.image?.path).toBe('C:\\Windows\\System32\\drivers\\Beep.sys');
    expect(record.payloads).toMatchObject([{ role: 'image', from: 'ImagePath', raw: '' }]);
  });

  test('a service without ImagePath has no image', () => {
    expect(readService('X', { Type: 32 }).record).toMatchObject({ command: null, image: null, payloads: [] });
  });

  test('an empty key is a record', () => {
    const { record, problems } = readService('X', {});
    expect(record).toMatchObject({ kind: 'other', startMode: null, image: null });
    expect(problems).toEqual([]);
  });

  test('ImagePath without Type still resolves', () => {
    const staged = readService('X', { ImagePath: 'C:\\Users\\Public\\a.exe -k' }).record;
    expect(staged).toMatchObject({ kind: 'other', image: { path: 'C:\\Users\\Public\\a.exe' } });
    const driver = readService('X', { ImagePath: '\\??\\C:\\a b\\c.sys' }).record;
    expect(driver).toMatchObject({ kind: 'other', image: { path: 'C:\\a b\\c.sys' } });
  });

  test('ServiceDll at the key itself', () => {
    const { windows } = readService('X', { Type: 32, ServiceDll: 'x.dll', ServiceMain: 'M' }).record;
    expect(windows).toMatchObject({
      serviceDll: 'x.dll',
      serviceDllKey: '',
      serviceDllAtRoot: null,
      serviceMain: 'M',
    });
  });
});

describe('wrong types and hostile values', () => {
  test('values of another type are kept among the others', () => {
    const { record, problems } = readService('X', {
      Type: sz('16'),
      Start: binary([2, 0, 0, 0]),
      ErrorControl: qword(1n),
      ImagePath: dword(5),
      DisplayName: multiSz(['first', 'second']),
      DependOnService: sz('RPCSS'),
      FailureActions: sz('none'),
      ObjectName: none([1, 2]),
    });
    expect(problems).toEqual([]);
    expect(record.windows).toMatchObject({
      type: null,
      start: 2,
      errorControl: null,
      imagePath: null,
      displayName: 'first',
      dependOnService: ['RPCSS'],
      failureActions: null,
      objectName: null,
    });
    expect(record.windows.otherValues.map(({ name, type, data }) => [name, type, data])).toEqual([
      ['Type', 1, '16'],
      ['ErrorControl', 11, '0100000000000000'],
      ['ImagePath', 4, '5'],
      ['FailureActions', 1, 'none'],
      ['ObjectName', 0, '0102'],
    ]);
  });

  test.each([
    ['@%SystemRoot%\\system32\\wuaueng.dll,-105', ['displayName']],
    ['@netrtl64.inf,%RTL8167.Service.DispName%;Realtek 8167 NT Driver', ['displayName']],
    ['Mail to @team, 5 days', []],
    ['@ home', []],
    ['Print Spooler', []],
  ])('DisplayName %s: the texts that are references are %j', (text, marked) => {
    const { record } = readService('A', { DisplayName: sz(text), Description: sz('plain') });
    expect(record.windows.indirectTexts).toEqual(marked);
    expect(record.displayName).toBe(text);
  });

  test('Description and RebootMessage may be references too', () => {
    const { record } = readService('A', { Description: sz('@a.dll,-1'), RebootMessage: sz('@a.dll,-2') });
    expect(record.windows.indirectTexts).toEqual(['description', 'rebootMessage']);
  });

  test('text ends at the first NUL, as Windows reads it', () => {
    expect(readService('X', { ImagePath: 'C:\\a.exe\0hidden' }).record.command).toBe('C:\\a.exe');
  });

  test('a broken FailureActions is a problem and nothing more', () => {
    const { record, problems } = readService('X', { Type: 16, FailureActions: binary([1, 2, 3]) });
    expect(record.windows.failureActions).toBeNull();
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/FailureActions/);
  });

  test('a broken descriptor is a problem and nothing more', () => {
    const { record, problems } = readService('X', {}, { Security: { values: { Security: binary([9, 9]) } } });
    expect(record.windows.security).toBeNull();
    expect(problems).toHaveLength(1);
  });

  test('long values', () => {
    const long = 'A'.repeat(32_000);
    const { record } = readService(long.slice(0, 250), {
      Type: 16,
      ImagePath: long,
      Description: long,
      Other: long,
    });
    expect(record.command).toBe(long);
    expect(record.windows.otherValues[0]?.data).toMatch(/^A{1024}… \(30976 more characters\)$/);
  });

  test('control, bidi and lone surrogate characters survive', () => {
    const name = 'a\u202eb\u0001\ud800';
    const { record } = readService(name, { DisplayName: name });
    expect(record).toMatchObject({ name, displayName: name });
  });

  test('a program kept in the registry is shown wherever it lies', () => {
    const program = new Uint8Array(300);
    program.set([0x4d, 0x5a]);
    const { windows } = readService(
      'X',
      { Blob: binary(program) },
      {
        Parameters: {
          values: { Payload: binary(program), Small: 'x', Large: binary(new Uint8Array(5_000)) },
        },
      },
    ).record;
    expect(windows.otherValues.map(({ name, data }) => [name, data.slice(0, 4)])).toEqual([
      ['Blob', '4d5a'],
      ['Parameters\\Payload', '4d5a'],
      ['Parameters\\Large', '0000'],
    ]);
  });
});
