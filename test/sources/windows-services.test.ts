import { describe, expect, test } from 'vitest';
import { NO_AUDIT } from '../../main/evidence/audit.ts';
import { memoryEvidence } from '../../main/evidence/memory-evidence.ts';
import type { MemoryNode } from '../../main/evidence/memory-node.ts';
import type { Root } from '../../main/sources/root.ts';
import type { SourceContext, SourceItem } from '../../main/sources/source.ts';
import { source } from '../../main/sources/windows-services.ts';
import { coverageSchema } from '../../shared/model/coverage.ts';
import { diagnosticSchema } from '../../shared/model/diagnostic.ts';
import { type EventRecord, eventRecordSchema } from '../../shared/model/event-record.ts';
import { BARE_HIVES } from '../support/bare-hives-root.ts';
import { type HiveOptions, writeHive } from '../support/hive-writer.ts';
import { writeNewLog } from '../support/hive-writer-logs.ts';
import { binary, type KeySpec, multiSz, type RegistrySpec } from '../support/registry-spec.ts';
import { securityDescriptor } from '../support/security-descriptor-writer.ts';
import { checked, type DetailedRecord } from './windows/test-scope.ts';

const SELECT: RegistrySpec = { Select: { values: { Current: 1 } } };

function services(set: string, keys: Record<string, KeySpec>): RegistrySpec {
  return Object.fromEntries(Object.entries(keys).map(([name, key]) => [`${set}\\Services\\${name}`, key]));
}

function hive(spec: RegistrySpec, options: HiveOptions = {}): Uint8Array {
  return writeHive(spec, options).bytes;
}

function collect(files: Record<string, MemoryNode>, root: Partial<Root> = {}) {
  const context: SourceContext = {
    evidence: memoryEvidence(files),
    root: { ...BARE_HIVES, ...root },
    audit: NO_AUDIT,
  };
  const items: SourceItem[] = [...source.collect(context)];
  const records: DetailedRecord[] = [];
  const events: EventRecord[] = [];
  const diagnostics: string[] = [];
  const whats: string[] = [];
  const coverages = [];
  for (const item of items) {
    if (item.type === 'service') records.push(checked(item));
    else if (item.type === 'event') events.push(eventRecordSchema.parse(item));
    else if (item.type === 'diagnostic') {
      diagnostics.push(diagnosticSchema.parse(item).code);
      whats.push(item.what);
    } else if (item.type === 'coverage') coverages.push(coverageSchema.parse(item));
  }
  expect(coverages).toHaveLength(1);
  const byName = new Map(records.map((record) => [record.name, record]));
  return { records, byName, events, diagnostics, whats, coverage: coverages[0] };
}

const ALPHA = { values: { Type: 16, Start: 2, ImagePath: 'C:\\alpha.exe' } };
const BETA = { values: { Type: 1, Start: 3 } };

test('applies to Windows only', () => {
  expect(source.id).toBe('windows-services');
  expect(source.applies(BARE_HIVES)).toBe(true);
  expect(source.applies({ ...BARE_HIVES, platform: 'linux', layout: 'linux-volume' })).toBe(false);
});

describe('control sets', () => {
  test('the one that Select names, its services in any case', () => {
    const spec = {
      Select: { values: { Current: 2 } },
      'ControlSet002\\services\\Alpha': ALPHA,
      'ControlSet002\\services\\beta': BETA,
      'ControlSet002\\services\\Odd': { values: { X: 1 } },
    };
    const { byName, coverage, diagnostics } = collect({ '/SYSTEM': hive(spec) });
    expect([...byName.keys()]).toEqual(['Alpha', 'beta', 'Odd']);
    expect(byName.get('Alpha')?.provenance[0]?.locator).toMatchObject({
      key: 'HKLM\\SYSTEM\\ControlSet002\\services\\Alpha',
      offset: expect.any(Number),
    });
    expect(coverage).toEqual({
      type: 'coverage',
      source: 'windows-services',
      outcome: 'collected',
      counts: { services: 1, drivers: 1, other: 1, deleted: 0, historyChanges: 0, unreadable: 0 },
      reason: null,
    });
    expect(diagnostics).toEqual([]);
  });

  test.each([
    {},
    { Select: { values: { Current: 7 } } },
    { Select: { values: { Current: 'x' } } },
  ])('a missing or wrong Select %j: the lowest there is, and it is said', (select) => {
    const spec = {
      ...select,
      ...services('ControlSet003', { B: BETA }),
      ...services('ControlSet002', { A: ALPHA }),
    };
    const { records, diagnostics } = collect({ '/SYSTEM': hive(spec) });
    expect(records[0]).toMatchObject({ name: 'A', windows: { controlSet: 'ControlSet002' } });
    expect(diagnostics).toEqual(['control-set-guessed']);
  });

  test('no SYSTEM hive, a file that is none, a hive without services', () => {
    expect(collect({}).coverage).toMatchObject({ outcome: 'notPresent' });
    expect(collect({ '/SYSTEM': 'no hive' })).toMatchObject({
      diagnostics: ['hive-not-readable'],
      coverage: { outcome: 'failed' },
    });
    expect(collect({ '/SYSTEM': hive(SELECT) }).coverage).toMatchObject({ outcome: 'failed' });
    expect(collect({ '/SYSTEM': { unreadable: 'permission denied' } }).coverage).toMatchObject({
      outcome: 'failed',
    });
  });
});

test('SOFTWARE gives groups and the system root', () => {
  const CurrentVersion = 'Microsoft\\Windows NT\\CurrentVersion';
  const software = hive({
    [CurrentVersion]: { values: { SystemRoot: 'D:\\WinNT' } },
    [`${CurrentVersion}\\Svchost`]: { values: { grp: multiSz(['Alpha']) } },
  });
  const values = { Type: 32, ImagePath: '%SystemRoot%\\System32\\svchost.exe -k grp' };
  const system = hive({ ...SELECT, ...services('ControlSet001', { Alpha: { values }, Other: { values } }) });
  const { byName } = collect({ '/SYSTEM': system, '/SOFTWARE': software });
  expect(byName.get('Alpha')).toMatchObject({
    image: { path: 'D:\\WinNT\\System32\\svchost.exe' },
    windows: { svchostGroupKnown: true, svchostGroupMember: true },
  });
  expect(byName.get('Other')?.windows).toMatchObject({ svchostGroupKnown: true, svchostGroupMember: false });
});

test('variables of the machine resolve', () => {
  const values = { Type: 16, ImagePath: '%EVIL%\\a.exe' };
  const environment = {
    'ControlSet001\\Control\\Session Manager\\Environment': { values: { EVIL: 'C:\\Temp' } },
  };
  const system = hive({ ...SELECT, ...environment, ...services('ControlSet001', { Alpha: { values } }) });
  expect(collect({ '/SYSTEM': system }).records[0]?.image?.path).toBe('C:\\Temp\\a.exe');
});

test('a volume without its letter is the drive that MountedDevices says', () => {
  const [own, other, data] = [
    '11111111-2222-3333-4444-555555555555',
    'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee',
    [1, 2, 3],
  ];
  const mounted = {
    MountedDevices: {
      values: {
        '\\DosDevices\\C:': binary(data),
        '\\DosDevices\\E:': binary([4]),
        [`\\??\\Volume{${own}}`]: binary(data),
        [`\\??\\Volume{${other}}`]: binary([9]),
      },
    },
  };
  const at = (path: string) => ({ values: { Type: 16, ImagePath: path } });
  const keys = services('ControlSet001', {
    Alpha: at(`\\\\?\\Volume{${own.toUpperCase()}}\\a.exe`),
    Beta: at(`\\??\\Volume{${own}}\\Windows\\b.exe`),
    Gamma: at(`\\\\?\\Volume{${other}}\\c.exe`),
  });
  const { byName } = collect({ '/SYSTEM': hive({ ...SELECT, ...mounted, ...keys }) });
  expect(byName.get('Alpha')?.image?.path).toBe('C:\\a.exe');
  expect(byName.get('Beta')?.image?.path).toBe('C:\\Windows\\b.exe');
  expect(byName.get('Gamma')?.image).toMatchObject({
    path: `\\\\?\\Volume{${other}}\\c.exe`,
    state: 'outside-root',
  });
});

test('files of a volume', () => {
  const system = hive({ ...SELECT, ...services('ControlSet001', { Alpha: ALPHA, Beta: BETA }) });
  const files = { '/Windows/System32/config/SYSTEM': system, '/Alpha.EXE': 'x' };
  const root: Partial<Root> = {
    layout: 'windows-volume',
    configFolder: '/Windows/System32/config',
    systemFolder: 'Windows',
    filesComplete: true,
  };
  const { byName } = collect(files, root);
  expect(byName.get('Alpha')?.image).toMatchObject({
    state: 'found',
    evidencePath: '/Alpha.EXE',
    exists: true,
  });
  expect(byName.get('Beta')?.image).toMatchObject({
    path: 'C:\\Windows\\System32\\drivers\\Beta.sys',
    state: 'missing',
    exists: false,
  });
});

describe('history', () => {
  const NEW = '2024-03-03T00:00:00.0000003Z';
  const OLD = '2024-01-01T00:00:00.0000001Z';
  const then = { lastWrite: OLD, values: { Type: 16, Start: 2, ImagePath: 'C:\\alpha.exe' } };
  const now = { lastWrite: NEW, values: { Type: 16, Start: 4, ImagePath: 'C:\\evil.exe' } };
  const spec = {
    ...SELECT,
    ...services('ControlSet001', { Alpha: now, Same: BETA, Fresh: { ...BETA, lastWrite: NEW } }),
    ...services('ControlSet002', { Alpha: then, Same: BETA, Gone: { ...ALPHA, lastWrite: OLD } }),
  };

  test('another control set', () => {
    const { byName, events, coverage } = collect({ '/SYSTEM': hive(spec) });
    expect(byName.get('Alpha')?.windows.history).toEqual([
      {
        where: 'ControlSet002',
        path: '/SYSTEM',
        keyLastWrite: OLD,
        present: true,
        differences: [
          { field: 'imagePath', there: 'C:\\alpha.exe', here: 'C:\\evil.exe' },
          { field: 'start', there: '2', here: '4' },
        ],
      },
    ]);
    expect(byName.get('Same')?.windows.history).toEqual([]);
    expect(byName.get('Fresh')?.windows.history).toEqual([
      { where: 'ControlSet002', path: '/SYSTEM', keyLastWrite: null, present: false, differences: [] },
    ]);
    expect(
      events.map(({ id, action, service, time, fields }) => [id, action, service, time, fields.field]),
    ).toEqual([
      ['windows-services:changed:ControlSet002:alpha:imagePath', 'changed', 'Alpha', NEW, 'imagePath'],
      ['windows-services:changed:ControlSet002:alpha:start', 'changed', 'Alpha', NEW, 'start'],
      ['windows-services:created:ControlSet002:fresh', 'created', 'Fresh', NEW, null],
      ['windows-services:deleted:ControlSet002:gone', 'deleted', 'Gone', OLD, null],
    ]);
    expect(events[0]).toMatchObject({
      source: 'windows-services',
      fields: { field: 'imagePath', there: 'C:\\alpha.exe', here: 'C:\\evil.exe', where: 'ControlSet002' },
      provenance: [
        { locator: { key: 'HKLM\\SYSTEM\\ControlSet001\\Services\\Alpha' } },
        { locator: { key: 'HKLM\\SYSTEM\\ControlSet002\\Services\\Alpha' } },
      ],
    });
    expect(events[3]?.fields).toMatchObject({ there: 'C:\\alpha.exe', type: '16', start: '2' });
    expect(coverage?.counts.historyChanges).toBe(4);
  });

  test('RegBack', () => {
    const old = hive({ ...SELECT, ...services('ControlSet001', { Alpha: then, Same: BETA, Fresh: BETA }) });
    const only = Object.fromEntries(
      Object.entries(spec).filter(([path]) => !path.startsWith('ControlSet002')),
    );
    const { byName, events } = collect({ '/SYSTEM': hive(only), '/RegBack/SYSTEM': old });
    expect(byName.get('Alpha')?.windows.history).toMatchObject([
      { where: 'RegBack', path: '/RegBack/SYSTEM' },
    ]);
    expect(events.map(({ action, service }) => `${action} ${service}`)).toEqual([
      'changed Alpha',
      'changed Alpha',
    ]);
  });

  test('a changed ServiceDll takes the time of Parameters', () => {
    const dll = (lastWrite: string, ServiceDll: string) => ({ lastWrite, values: { ServiceDll } });
    const both = {
      ...SELECT,
      ...services('ControlSet001', {
        A: { ...ALPHA, lastWrite: OLD },
        'A\\Parameters': dll(NEW, 'evil.dll'),
      }),
      ...services('ControlSet002', {
        A: { ...ALPHA, lastWrite: OLD },
        'A\\Parameters': dll(OLD, 'good.dll'),
      }),
    };
    const { events } = collect({ '/SYSTEM': hive(both) });
    expect(events).toMatchObject([
      { time: NEW, fields: { field: 'serviceDll', there: 'good.dll', here: 'evil.dll' } },
    ]);
  });

  test('every field is compared, each with the time of the key that holds it', () => {
    const actions = (type: number) => {
      const bytes = Buffer.alloc(28);
      bytes.writeUInt32LE(86_400, 0);
      bytes.writeUInt32LE(1, 12);
      bytes.writeUInt32LE(type, 20);
      return new Uint8Array(bytes);
    };
    const set = (lastWrite: string, number: number, text: string) =>
      services('ControlSet001', {
        A: {
          lastWrite: OLD,
          values: {
            Type: 16,
            ImagePath: 'C:\\nssm.exe',
            Tag: number,
            FailureActions: binary(actions(number)),
            FailureActionsOnNonCrashFailures: number,
            LaunchProtected: number,
            ServiceSidType: number,
            RebootMessage: text,
            RequiredPrivileges: multiSz([text]),
            Environment: multiSz([text]),
            Owners: multiSz([text]),
            DependOnGroup: multiSz([text]),
          },
        },
        'A\\Parameters': { lastWrite, values: { Application: text, AppParameters: text, ServiceMain: text } },
        'A\\Performance': { lastWrite, values: { Library: text } },
        'A\\NetworkProvider': { lastWrite, values: { ProviderPath: text } },
        'A\\Security': {
          lastWrite,
          values: { Security: binary(securityDescriptor(text === 'good' ? 'O:BAG:SY' : 'O:SYG:SY')) },
        },
        'A\\TriggerInfo': { lastWrite: OLD, values: {} },
        'A\\TriggerInfo\\0': { lastWrite, values: { Type: number, Action: number } },
      });
    const old = hive({ ...SELECT, ...set(OLD, 2, 'good') });
    const { byName, events } = collect({
      '/SYSTEM': hive({ ...SELECT, ...set(NEW, 1, 'evil') }),
      '/RegBack/SYSTEM': old,
    });
    const [entry] = byName.get('A')?.windows.history ?? [];
    expect(
      Object.fromEntries(entry?.differences.map(({ field, there, here }) => [field, [there, here]]) ?? []),
    ).toEqual({
      serviceMain: ['good', 'evil'],
      dependOnGroup: ['good', 'evil'],
      tag: ['2', '1'],
      failureActionsOnNonCrashFailures: ['2', '1'],
      rebootMessage: ['good', 'evil'],
      requiredPrivileges: ['good', 'evil'],
      serviceSidType: ['2', '1'],
      launchProtected: ['2', '1'],
      environment: ['good', 'evil'],
      owners: ['good', 'evil'],
      application: ['good', 'evil'],
      appParameters: ['good', 'evil'],
      failureActions: [
        'reboot after 0 ms; count reset after 86400 s',
        'restart after 0 ms; count reset after 86400 s',
      ],
      triggers: ['stop ip-address-availability', 'start device-interface-arrival'],
      security: ['O:BAG:SY', 'O:SYG:SY'],
      performanceLibrary: ['good', 'evil'],
      networkProvider: ['good', 'evil'],
    });
    const times = new Map(events.map(({ fields, time }) => [fields.field, time]));
    for (const field of [
      'serviceMain',
      'application',
      'security',
      'triggers',
      'performanceLibrary',
      'networkProvider',
    ])
      expect([field, times.get(field)]).toEqual([field, NEW]);
    for (const field of ['tag', 'failureActions', 'environment'])
      expect([field, times.get(field)]).toEqual([field, OLD]);
  });

  test('before the log was replayed', () => {
    const dirty: HiveOptions = { sequences: [8, 7] };
    const before = hive({ ...SELECT, ...services('ControlSet001', { Alpha: then, Same: BETA }) }, dirty);
    const after = hive(
      { ...SELECT, ...services('ControlSet001', { Alpha: now, Same: BETA, Zed: ALPHA }) },
      dirty,
    );
    const log = writeNewLog([before, after], 7);
    const { byName, events } = collect({ '/SYSTEM': before, '/SYSTEM.LOG1': log });
    expect(byName.get('Zed')?.windows).toMatchObject({
      fromLog: true,
      history: [{ where: 'before log replay', present: false }],
    });
    expect(byName.get('Zed')?.provenance[0]?.locator).toMatchObject({ fromLog: true });
    expect(byName.get('Alpha')?.windows.history).toMatchObject([
      { where: 'before log replay', differences: [{ field: 'imagePath' }, { field: 'start' }] },
    ]);
    expect(events.map(({ action, service }) => `${action} ${service}`)).toEqual([
      'changed Alpha',
      'changed Alpha',
      'created Zed',
    ]);
  });
});

describe('deleted services', () => {
  const living = { ...SELECT, ...services('ControlSet001', { Alpha: ALPHA }) };
  const deleted = services('ControlSet001', {
    Evil: { lastWrite: '2024-02-02T00:00:00Z', values: { Type: 16, ImagePath: 'C:\\Users\\Public\\e.exe' } },
    'Evil\\Parameters': { values: { ServiceDll: 'C:\\e.dll' } },
  });

  test('become records with a state and an event', () => {
    const written = writeHive(living, { deleted });
    const { records, events, coverage } = collect({ '/SYSTEM': written.bytes });
    const offset = written.keys.get('ControlSet001\\Services\\Evil') ?? 0;
    const id = `windows:evil@0x${offset.toString(16)}`;
    expect(records.map((record) => [record.id, record.state])).toEqual([
      ['windows:alpha', 'configured'],
      [id, 'deleted'],
    ]);
    expect(records[1]).toMatchObject({
      command: 'C:\\Users\\Public\\e.exe',
      windows: { serviceDll: 'C:\\e.dll' },
      provenance: [{ locator: { offset, deleted: true } }, { locator: { value: 'ServiceDll' } }],
    });
    expect(events).toMatchObject([
      {
        action: 'deleted',
        service: 'Evil',
        fields: {
          where: 'free cells',
          there: 'C:\\Users\\Public\\e.exe',
          imagePath: 'C:\\Users\\Public\\e.exe',
          type: '16',
          serviceDll: 'C:\\e.dll',
        },
      },
    ]);
    expect(coverage?.counts).toMatchObject({ services: 1, deleted: 1 });
  });

  test('beside a living service only what differs is news', () => {
    const path = 'ControlSet001\\Services\\Alpha';
    const same = { ...living, [`${path}2`]: ALPHA };
    const remnant = (ImagePath: string) => {
      const { bytes, keys } = writeHive(same, {
        deleted: { [`${path}3`]: { values: { Type: 16, ImagePath } } },
      });
      // The remnant takes the name of a living service.
      const at = keys.get(`${path}3`) ?? 0;
      const name = Buffer.from(bytes.buffer, bytes.byteOffset).indexOf('Alpha3', at);
      bytes[name + 5] = 0x32;
      return collect({ '/SYSTEM': bytes });
    };
    expect(remnant('C:\\alpha.exe').records).toHaveLength(2);
    const { records, events } = remnant('C:\\old.exe');
    expect(records.map(({ name, state }) => `${name} ${state}`)).toEqual([
      'Alpha configured',
      'Alpha2 configured',
      'Alpha2 deleted',
    ]);
    expect(events).toMatchObject([
      { action: 'changed', fields: { field: 'imagePath', there: 'C:\\old.exe', here: 'C:\\alpha.exe' } },
    ]);
  });

  test('in another control set too', () => {
    const other = { ...living, ...services('ControlSet002', { Alpha: ALPHA }) };
    const gone = services('ControlSet002', { Evil: ALPHA });
    const { records } = collect({ '/SYSTEM': hive(other, { deleted: gone }) });
    expect(records.find(({ state }) => state === 'deleted')).toMatchObject({
      windows: { controlSet: 'ControlSet002' },
    });
  });
});

describe('damage', () => {
  const spec = { ...SELECT, ...services('ControlSet001', { Alpha: ALPHA, Beta: BETA, Gamma: ALPHA }) };

  test('a key that cannot be read costs itself only', () => {
    const written = writeHive(spec);
    const at = written.keys.get('ControlSet001\\Services\\Beta') ?? 0;
    const bytes = written.bytes.slice();
    bytes.fill(0xff, at + 4, at + 8);
    const { byName, diagnostics, coverage } = collect({ '/SYSTEM': bytes });
    expect([...byName.keys()]).toEqual(['Alpha', 'Gamma']);
    expect(diagnostics).toContain('regf-subkeys-missing');
    expect(coverage).toMatchObject({
      outcome: 'collected',
      counts: { services: 2, unreadable: 1 },
      reason: '1 of 3 keys of services could not be read: what they configure is not known',
    });
  });

  test('a number of services that the file has no room for is not believed', () => {
    const written = writeHive(spec);
    const at = written.keys.get('ControlSet001\\Services') ?? 0;
    const bytes = written.bytes.slice();
    new DataView(bytes.buffer).setUint32(at + 24, 0xfffffff0, true);
    const { records, coverage } = collect({ '/SYSTEM': bytes });
    expect(records).toHaveLength(3);
    expect(coverage).toMatchObject({ counts: { unreadable: 0 }, reason: null });
  });

  test('a value that cannot be read costs its field only', () => {
    const written = writeHive(spec);
    const at = written.values.get('ControlSet001\\Services\\Alpha\\ImagePath') ?? 0;
    const bytes = written.bytes.slice();
    new DataView(bytes.buffer).setUint32(at + 4 + 8, 0x7ffffff0, true);
    const { byName, diagnostics } = collect({ '/SYSTEM': bytes });
    expect(byName.get('Alpha')).toMatchObject({ command: null, windows: { start: 2, type: 16 } });
    expect(diagnostics).toContain('service-value');
  });

  test('a broken list of services: they are found by the parent they name', () => {
    const written = writeHive(spec);
    const at = written.subkeyLists.get('ControlSet001\\Services') ?? 0;
    const bytes = written.bytes.slice();
    bytes.fill(0, at + 4, at + 8);
    const { byName, diagnostics } = collect({ '/SYSTEM': bytes });
    expect([...byName.keys()].sort()).toEqual(['Alpha', 'Beta', 'Gamma']);
    expect(diagnostics.length).toBeGreaterThan(0);
  });

  test.each([
    ['the root', '', 2, '\\Services'],
    ['the root, whole', '', 76, '\\Services'],
    ['the control set', 'ControlSet001', 2, '\\Services'],
    ['the control set, whole', 'ControlSet001', 84, '\\Services'],
    ['Services', 'ControlSet001\\Services', 2, '\\Services'],
    ['Services, whole', 'ControlSet001\\Services', 84, ''],
  ])('the node of %s is destroyed: its subkeys are there', (_, path, length, end) => {
    const control = { 'ControlSet001\\Control': {} };
    const written = writeHive({ ...spec, ...control });
    const at = written.keys.get(path) ?? 0;
    const bytes = written.bytes.slice();
    bytes.fill(0, at + 4, at + 4 + length);
    const { records, diagnostics, coverage } = collect({ '/SYSTEM': bytes });
    expect(records.map(({ name }) => name).sort()).toEqual(['Alpha', 'Beta', 'Gamma']);
    expect(records.map(({ command }) => command)).toContain('C:\\alpha.exe');
    expect(records[0]?.provenance[0]?.locator).toMatchObject({
      key: expect.stringMatching(new RegExp(`${end.replace('\\', '\\\\')}\\\\[^\\\\]+$`)),
    });
    expect(diagnostics).toContain('regf-key-lost');
    expect(coverage).toMatchObject({ outcome: 'collected', counts: { services: 2, drivers: 1 } });
  });

  test('what is left of a service whose name is lost is told of', () => {
    const own = services('ControlSet001', { 'Beta\\Parameters': { values: { ServiceDll: 'C:\\b.dll' } } });
    const written = writeHive({ ...spec, ...own });
    const bytes = written.bytes.slice();
    const at = written.keys.get('ControlSet001\\Services\\Beta') ?? 0;
    bytes.fill(0, at + 4, at + 80);
    const { records, whats, coverage } = collect({ '/SYSTEM': bytes });
    expect(records.map(({ name }) => name)).toEqual(['Alpha', 'Gamma']);
    expect(whats).toContain(
      'key of a service whose name is lost, with the subkeys Parameters; its ServiceDll is C:\\b.dll',
    );
    expect(coverage?.counts['unreadable']).toBe(1);
  });

  test('a nameless key without services is not taken for Services', () => {
    const other = { 'ControlSet001\\Enum\\Root': {}, 'ControlSet001\\Enum\\Pci': {} };
    const written = writeHive({ ...SELECT, ...other });
    const bytes = written.bytes.slice();
    const at = written.keys.get('ControlSet001\\Enum') ?? 0;
    bytes.fill(0, at + 4, at + 80);
    expect(collect({ '/SYSTEM': bytes }).coverage?.outcome).toBe('failed');
  });

  test('every truncation yields one coverage and no exception', () => {
    const { bytes } = writeHive(spec);
    for (let length = 0; length < bytes.length; length += 97) {
      const { coverage } = collect({ '/SYSTEM': bytes.slice(0, length) });
      expect(['collected', 'failed']).toContain(coverage?.outcome);
    }
  });

  test('every flipped byte in the cells yields one coverage and no exception', () => {
    const { bytes } = writeHive(spec);
    for (let at = 4096; at < bytes.length; at += 13) {
      const flipped = bytes.slice();
      flipped[at] = (flipped[at] ?? 0) ^ 0xff;
      const { coverage } = collect({ '/SYSTEM': flipped });
      expect(['collected', 'failed']).toContain(coverage?.outcome);
    }
  });
});
