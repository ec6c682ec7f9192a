import { describe, expect, test } from 'vitest';
import { createFactContext, type FactInput } from '../../../main/detect/facts/fact-context.ts';
import { windowsServiceFields } from '../../../main/detect/facts/service-facts.ts';
import { FieldRecord } from '../../../main/detect/sigma/field-record.ts';
import { WINDOWS_SERVICE_FIELDS, type WindowsServiceField } from '../../../main/detect/taxonomy.ts';
import type { ServiceRecord } from '../../../shared/model/service-record.ts';
import { payload, service } from './record-builder.ts';

const WIN10 = { build: '19044.1288', product: 'Windows 10 Pro' };

function fields(record: ServiceRecord, input: Partial<FactInput> = {}) {
  const context = createFactContext({ services: [record], host: WIN10, ...input });
  const made = new FieldRecord(windowsServiceFields(record, context));
  return (name: WindowsServiceField) => made.get(name);
}

const svchost = '%SystemRoot%\\system32\\svchost.exe -k netsvcs -p';
const bits = {
  imagePath: svchost,
  serviceDll: '%SystemRoot%\\System32\\qmgr.dll',
  type: 32,
  start: 2,
  objectName: 'LocalSystem',
};

test('every field of the taxonomy is there, and no other', () => {
  const record = service('x');
  const made = windowsServiceFields(record, createFactContext({ services: [record] }));
  expect(Object.keys(made).sort()).toEqual(Object.keys(WINDOWS_SERVICE_FIELDS).sort());
  for (const value of Object.values(made))
    if (typeof value === 'function') expect(() => value()).not.toThrow();
});

test('values have the types that the taxonomy states', () => {
  const record = service('BITS', { ...bits, environment: ['A=b'], typeFlags: ['share-process'] });
  const get = fields(record);
  for (const [name, { type }] of Object.entries(WINDOWS_SERVICE_FIELDS)) {
    const value = get(name as WindowsServiceField);
    if (value === undefined || value === null) continue;
    const found = Array.isArray(value) ? 'list' : typeof value === 'string' ? 'text' : typeof value;
    expect(found, name).toBe(type);
  }
});

describe('inbox services', () => {
  test('the service as shipped has no differences', () => {
    const get = fields(service('BITS', bits));
    expect(get('IsInbox')).toBe(true);
    expect(get('InboxDifferences')).toEqual([]);
    expect(get('RandomName')).toBe('low');
  });

  test.each([
    [{ imagePath: 'C:\\Windows\\system32\\SVCHOST.EXE -k LocalService -p -s BITS' }, []],
    [{ type: 16 }, []],
    [{ imagePath: 'C:\\Windows\\Temp\\svchost.exe -k netsvcs' }, ['image']],
    [{ serviceDll: 'C:\\Windows\\System32\\evil.dll' }, ['service-dll']],
    [{ type: 0x110 }, ['type']],
    [{ start: 4 }, ['start']],
    [{ objectName: 'NT AUTHORITY\\SYSTEM' }, []],
    [{ objectName: '.\\bob' }, ['object-name']],
    [{ failureCommand: 'cmd /c x' }, ['failure-command']],
    [{ failureCommand: '' }, []],
  ])('%j differs in %j', (change, expected) => {
    expect(fields(service('BITS', { ...bits, ...change }))('InboxDifferences')).toEqual(expected);
  });

  test('places that Windows moves files between are the same', () => {
    const defender = service('WinDefend', {
      imagePath: '"C:\\ProgramData\\Microsoft\\Windows Defender\\Platform\\4.18.2205.7-0\\MsMpEng.exe"',
      type: 16,
      start: 2,
      objectName: 'LocalSystem',
    });
    expect(fields(defender)('InboxDifferences')).toEqual([]);
    const driver = service('swenum', {
      imagePath: '\\SystemRoot\\System32\\DriverStore\\FileRepository\\swenum.inf_amd64_ffff\\swenum.sys',
      type: 1,
      start: 3,
    });
    expect(fields(driver)('InboxDifferences')).toEqual([]);
  });

  test('without the release only what no release does counts', () => {
    const host = { build: '22631', product: 'Windows 11 Pro' };
    const moved = service('BITS', { ...bits, serviceDll: '%SystemRoot%\\System32\\qmgr2.dll', start: 4 });
    const get = fields(moved, { host });
    expect(get('IsInbox')).toBeUndefined();
    expect(get('IsInboxAnywhere')).toBe(true);
    expect(get('InboxReleaseKnown')).toBe(false);
    expect(get('InboxDifferences')).toEqual([]);
    const planted = service('BITS', { ...bits, serviceDll: 'C:\\ProgramData\\q.dll' });
    expect(fields(planted, { host })('InboxDifferences')).toEqual(['service-dll']);
  });

  test('a server is not taken for the client of its build', () => {
    const get = fields(service('BITS', bits), { host: { build: '9600', product: 'Windows Server 2012 R2' } });
    expect(get('InboxReleaseKnown')).toBe(false);
  });

  test('an instance for one session is the inbox service', () => {
    const get = fields(
      service('CDPUserSvc_1a2b3', {
        imagePath: 'C:\\Windows\\system32\\svchost.exe -k UnistackSvcGroup',
        type: 224,
        start: 2,
      }),
    );
    expect(get('IsInbox')).toBe(true);
    expect(get('InboxDifferences')).toEqual([]);
  });

  test('the display name of an inbox service under another name', () => {
    const spoof = service('upd8', { ...bits, displayName: 'Windows Update' });
    expect(fields(spoof)('DisplayNameOfInbox')).toBe('wuauserv');
    const reference = service('upd8', { ...bits, displayName: '@%SystemRoot%\\system32\\qmgr.dll,-1000' });
    expect(fields(reference)('DisplayNameOfInbox')).toBe('BITS');
    expect(
      fields(service('BITS', { ...bits, displayName: 'Windows Update' }))('DisplayNameOfInbox'),
    ).toBeUndefined();
    expect(fields(service('x', { displayName: 'Vendor Update' }))('DisplayNameOfInbox')).toBeUndefined();
  });
});

describe('payloads', () => {
  const record = service(
    'evil',
    {
      imagePath: 'cmd.exe /c powershell -w hidden -f C:\\Users\\Public\\a.ps1',
      type: 16,
      start: 2,
      failureCommand: 'C:\\PerfLogs\\b.exe',
    },
    {
      image: {
        path: 'C:\\Windows\\System32\\cmd.exe',
        evidencePath: null,
        state: 'found',
        exists: true,
        sha256: 'aa',
      },
      payloads: [
        payload('image', 'C:\\Windows\\System32\\cmd.exe', { state: 'found', sha256: 'aa' }),
        payload('hosted-program', 'C:\\Users\\Public\\a.ps1', { state: 'missing' }),
        payload('failure-command', 'C:\\PerfLogs\\b.exe', { sha256: 'bb' }),
      ],
    },
  );

  test('programs, paths and folders', () => {
    const get = fields(record);
    expect(get('Programs')).toEqual(['cmd.exe', 'powershell.exe', 'a.ps1', 'b.exe']);
    expect(get('HostedPrograms')).toEqual(['powershell.exe', 'a.ps1']);
    expect(get('PayloadDirectoryClasses')).toEqual(['system', 'public', 'perflogs']);
    expect(get('CommandTraits')).toEqual(['hidden-window']);
    expect(get('ImageName')).toBe('cmd.exe');
    expect(get('Sha256')).toEqual(['aa', 'bb']);
  });

  test('a missing file counts only on a complete volume', () => {
    expect(fields(record)('MissingPayloads')).toEqual([]);
    expect(fields(record, { filesComplete: true })('MissingPayloads')).toEqual(['hosted-program']);
  });

  test('indicators of all kinds', () => {
    const iocs = ['# comment', 'BB', 'c:/users/public/A.ps1', 'CMD.EXE', 'other', 'b'.repeat(64)];
    expect(fields(record, { iocs })('IocMatches')).toEqual(['CMD.EXE', 'c:/users/public/A.ps1']);
    const hashed = service(
      'x',
      {},
      { payloads: [payload('image', 'C:\\x.exe', { sha256: 'b'.repeat(64) })] },
    );
    expect(fields(hashed, { iocs })('IocMatches')).toEqual(['b'.repeat(64)]);
    expect(fields(service('Other'), { iocs })('IocMatches')).toEqual(['other']);
    expect(fields(record)('IocMatches')).toEqual([]);
  });

  test('a resource reference to a DLL elsewhere', () => {
    expect(fields(service('a', { displayName: '@C:\\Users\\Public\\r.dll,-1' }))('ResourceStringDll')).toBe(
      'C:\\Users\\Public\\r.dll',
    );
    expect(
      fields(service('a', { displayName: '@%SystemRoot%\\system32\\r.dll,-1' }))('ResourceStringDll'),
    ).toBeUndefined();
    expect(
      fields(service('a', { displayName: '@oem3.inf,%Name%;Text' }))('ResourceStringDll'),
    ).toBeUndefined();
    expect(fields(service('a', { displayName: '@appmgmts.dll,-3250' }))('ResourceStringDll')).toBeUndefined();
  });

  test('ServiceDll facts', () => {
    const get = fields(service('a', { imagePath: svchost, type: 32, serviceDll: '%ProgramData%\\a.dat' }));
    expect(get('ServiceDllExtension')).toBe('.dat');
    expect(get('ServiceDllName')).toBe('a.dat');
    expect(get('ServiceDllDirectoryClass')).toBe('program-data-root');
    const without = fields(service('a', { imagePath: svchost, type: 32 }));
    expect(without('HasServiceDll')).toBe(false);
    expect(without('ServiceDllState')).toBe('');
    expect(without('ServiceDllExtension')).toBeUndefined();
    expect(without('IsSvchost')).toBe(true);
  });
});

describe('configuration', () => {
  test('failure actions', () => {
    const failureActions = {
      resetPeriodSeconds: 0xffff_ffff,
      actions: [
        { type: 'none' as const, typeCode: 0, delayMilliseconds: 0 },
        { type: 'restart' as const, typeCode: 1, delayMilliseconds: 500 },
        { type: 'run-command' as const, typeCode: 3, delayMilliseconds: 60_000 },
      ],
    };
    const get = fields(service('a', { failureActions }));
    expect(get('FailureDelaySeconds')).toBe(0.5);
    expect(get('NoFailureReset')).toBe(true);
    expect(get('FailureActionTypes')).toEqual(['none', 'restart', 'run-command']);
    expect(fields(service('a'))('FailureDelaySeconds')).toBeUndefined();
  });

  test('broken dependencies', () => {
    const other = service('Disabled', { start: 4, type: 16 });
    const record = service('a', { dependOnService: ['RpcSs', 'Disabled', 'Gone', '+Group'] });
    const services = [record, other, service('rpcss', { start: 2, type: 32 })];
    expect(fields(record, { services })('BrokenDependencies')).toEqual(['Disabled', 'Gone']);
  });

  test('values that hold programs or much data', () => {
    const otherValues = [
      { name: 'Bin', type: 3, size: 10, data: '4d5a9000' },
      { name: 'Text', type: 1, size: 10, data: 'TVqQAAMAAAAEAAAA' },
      { name: 'Big', type: 3, size: 5_000, data: '00' },
      { name: 'Small', type: 3, size: 10, data: '00' },
    ];
    expect(fields(service('a', { otherValues }))('ExecutableValues')).toEqual(['Bin', 'Text']);
    expect(fields(service('a', { otherValues }))('LargeValues')).toEqual(['Big']);
    // Services of Windows keep large values of their own.
    expect(fields(service('BITS', { otherValues }))('LargeValues')).toEqual([]);
  });

  test('a key without Type that names a program', () => {
    expect(fields(service('a', { imagePath: 'C:\\a.exe' }))('NoType')).toBe(true);
    expect(fields(service('a'))('NoType')).toBe(false);
    expect(fields(service('a', { imagePath: 'C:\\a.exe', type: 16 }))('NoType')).toBe(false);
    const stub = { serviceDll: '%SystemRoot%\\system32\\ListSvc.dll' };
    expect(fields(service('HomeGroupListener', stub))('NoType')).toBe(false);
  });

  test('a descriptive name', () => {
    expect(fields(service('a', { displayName: 'A' }))('NameIsDescriptive')).toBe(false);
    expect(fields(service('a', { displayName: 'Agent' }))('NameIsDescriptive')).toBe(true);
    expect(fields(service('a', { description: 'Does things' }))('NameIsDescriptive')).toBe(true);
  });

  test('unquoted paths and what could take their place', () => {
    const record = service('a', {
      imagePath: 'C:\\Program Files\\V A\\b.exe -x',
      type: 16,
      hijackCandidates: [
        { path: 'C:\\Program.exe', exists: true },
        { path: 'C:\\Program Files\\V.exe', exists: false },
      ],
    });
    expect(fields(record)('Unquoted')).toBe(true);
    expect(fields(record)('HijackFiles')).toEqual(['C:\\Program.exe']);
    expect(fields(service('d', { imagePath: 'C:\\a b\\c.sys', type: 1 }))('Unquoted')).toBe(false);
  });

  test('who may change the service and its key', () => {
    const get = fields(
      service('a', {
        security: 'D:(A;;CCDCLCSWRPWPDTLOCRSDRCWDWO;;;AU)(D;;CCLCSWLOCRRC;;;BA)(A;;CCLCSWRPWPDTLOCRRC;;;SY)',
        keySecurity: 'D:(A;;KA;;;BU)(A;;KA;;;SY)(A;;KR;;;WD)',
        parametersKeySecurity: 'D:(A;;KA;;;LS)(A;;KA;;;SY)',
      }),
    );
    expect(get('ServiceChangeableBy')).toEqual(['Authenticated Users']);
    expect(get('ServiceDenies')).toEqual(['Administrators']);
    expect(get('KeyWritableBy')).toEqual(['Users']);
    expect(get('ParametersWritableBy')).toEqual([]);
    expect(get('KeyDenies')).toEqual([]);
  });

  test('what Windows itself grants on its services does not count', () => {
    const keySecurity = 'D:(A;;KA;;;NO)(A;;KA;;;SY)';
    expect(fields(service('Dnscache', { keySecurity }))('KeyWritableBy')).toEqual([]);
    expect(fields(service('Other', { keySecurity }))('KeyWritableBy')).toEqual([
      'Network Configuration Operators',
    ]);
    const parametersKeySecurity = 'D:(A;;KA;;;IU)(A;;KA;;;WD)';
    expect(fields(service('NlaSvc', { parametersKeySecurity }))('ParametersWritableBy')).toEqual([
      'Everyone',
    ]);
  });
});

describe('history and baseline', () => {
  const history = [
    {
      where: 'ControlSet002',
      path: 'x',
      keyLastWrite: null,
      present: true,
      differences: [{ field: 'imagePath', there: 'C:\\old.exe', here: 'C:\\new.exe' }],
    },
  ];

  test('what changed since', () => {
    const get = fields(service('a', { history }));
    expect(get('ChangedFields')).toEqual(['ImagePath']);
    expect(get('ChangedFrom')).toEqual(['ImagePath=C:\\old.exe']);
    expect(get('OnlyInCurrent')).toBe(false);
    expect(fields(service('a'))('OnlyInCurrent')).toBeUndefined();
  });

  test('what only the log knows', () => {
    const log = [
      { where: 'before log replay', path: 'x', keyLastWrite: null, present: false, differences: [] },
    ];
    const get = fields(service('a', { history: log }));
    expect(get('OnlyInLog')).toBe(true);
    expect(get('OnlyInCurrent')).toBeUndefined();
    const gone = [{ where: 'RegBack', path: 'x', keyLastWrite: null, present: false, differences: [] }];
    expect(fields(service('a', { history: gone }))('OnlyInCurrent')).toBe(true);
  });

  test('against an earlier run', () => {
    const before = service(
      'A',
      { imagePath: 'C:\\a.exe', start: 2, type: 16 },
      { payloads: [payload('image', 'C:\\a.exe', { sha256: '11' })] },
    );
    const baseline = [before, service('CDPUserSvc_aaaa', { type: 224, start: 2 })];
    expect(fields(before, { baseline })('BaselineState')).toBe('same');
    const after = {
      ...before,
      windows: { ...service('a', { imagePath: 'C:\\b.exe', start: 4, type: 16 }).windows },
    } as ServiceRecord;
    const rewritten = { ...after, payloads: [payload('image', 'c:\\A.exe', { sha256: '22' })] };
    expect(fields(rewritten, { baseline })('BaselineChanges')).toEqual(['ImagePath', 'Start', 'sha256']);
    expect(fields(service('b'), { baseline })('BaselineState')).toBe('new');
    expect(fields(service('CDPUserSvc_bbbb', { type: 224, start: 2 }), { baseline })('BaselineState')).toBe(
      'same',
    );
    expect(fields(before)('BaselineState')).toBeUndefined();
  });

  test('known services', () => {
    expect(fields(service('A'), { knownServices: new Set(['a']) })('KnownService')).toBe(true);
    expect(fields(service('B'), { knownServices: new Set(['a']) })('KnownService')).toBe(false);
    expect(fields(service('B'))('KnownService')).toBeUndefined();
  });
});
