import { describe, expect, test } from 'vitest';
import { createFactContext } from '../../../main/detect/facts/fact-context.ts';
import { windowsSettingFields } from '../../../main/detect/facts/setting-facts.ts';
import { FieldRecord } from '../../../main/detect/sigma/field-record.ts';
import { WINDOWS_SETTING_FIELDS, type WindowsSettingField } from '../../../main/detect/taxonomy.ts';
import { setting } from './record-builder.ts';

const context = createFactContext({ services: [], host: { product: 'Windows Server 2019 Standard' } });
const CONTROL = 'HKLM\\SYSTEM\\ControlSet001\\Control';
const SERVICES = 'HKLM\\SYSTEM\\ControlSet001\\Services';
const SVCHOST = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Svchost';

function fields(made: ReturnType<typeof setting>) {
  const record = new FieldRecord(windowsSettingFields(made, context));
  return (name: WindowsSettingField) => record.get(name);
}

test('every field of the taxonomy is there, and no other', () => {
  const made = windowsSettingFields(setting('a', CONTROL, 'x'), context);
  expect(Object.keys(made).sort()).toEqual(Object.keys(WINDOWS_SETTING_FIELDS).sort());
});

type Case = readonly [
  key: string,
  name: string,
  content: { value?: string; list?: string[] },
  unexpected: string[] | undefined,
];

const CASES: readonly Case[] = [
  [`${CONTROL}\\Session Manager`, 'BootExecute', { list: ['autocheck autochk *'] }, []],
  [
    `${CONTROL}\\Session Manager`,
    'BootExecute',
    { list: ['autocheck autochk /r \\??\\C:', 'autocheck autochk *'] },
    [],
  ],
  [`${CONTROL}\\Session Manager`, 'BootExecute', { list: ['autocheck autochk *', 'evil'] }, ['evil']],
  [`${CONTROL}\\Session Manager`, 'SetupExecute', { list: [] }, []],
  [`${CONTROL}\\Session Manager`, 'SetupExecute', { list: ['evil'] }, ['evil']],
  [CONTROL, 'ServiceControlManagerExtension', { value: '%systemroot%\\system32\\scext.dll' }, []],
  [CONTROL, 'ServiceControlManagerExtension', { value: 'C:\\x\\scext.dll' }, ['C:\\x\\scext.dll']],
  [`${CONTROL}\\BootVerificationProgram`, 'ImagePath', { value: 'C:\\x.exe' }, ['C:\\x.exe']],
  [`${CONTROL}\\SafeBoot\\Minimal\\AppMgmt`, 'AppMgmt', { value: 'Service' }, []],
  [
    `${CONTROL}\\SafeBoot\\Network\\{4D36E965-E325-11CE-BFC1-08002BE10318}`,
    '{4D36E965-E325-11CE-BFC1-08002BE10318}',
    { value: 'CDRom' },
    [],
  ],
  [`${CONTROL}\\SafeBoot\\Network\\AnyDesk`, 'AnyDesk', { value: 'Service' }, ['AnyDesk']],
  [`${CONTROL}\\SafeBoot`, 'AlternateShell', { value: 'cmd.exe' }, []],
  [`${CONTROL}\\SafeBoot`, 'AlternateShell', { value: 'C:\\x.exe' }, ['C:\\x.exe']],
  [`${CONTROL}\\Lsa`, 'Security Packages', { list: ['""'] }, []],
  [`${CONTROL}\\Lsa`, 'Security Packages', { list: ['kerberos', 'mimilib'] }, ['mimilib']],
  [`${CONTROL}\\Lsa`, 'Notification Packages', { list: ['scecli', 'evil'] }, ['evil']],
  [
    `${CONTROL}\\SecurityProviders`,
    'SecurityProviders',
    { value: 'credssp.dll, evil.dll', list: ['credssp.dll', 'evil.dll'] },
    ['evil.dll'],
  ],
  [
    `${CONTROL}\\NetworkProvider\\Order`,
    'ProviderOrder',
    { list: ['RDPNP', 'LanmanWorkstation', 'webclient'] },
    [],
  ],
  [`${CONTROL}\\NetworkProvider\\Order`, 'ProviderOrder', { list: ['RDPNP', 'evilnp'] }, ['evilnp']],
  [`${CONTROL}\\Print\\Monitors\\Local Port`, 'Driver', { value: 'localspl.dll' }, []],
  [`${CONTROL}\\Print\\Monitors\\Evil`, 'Driver', { value: 'evil.dll' }, ['evil.dll']],
  [
    `${SERVICES}\\W32Time\\TimeProviders\\NtpClient`,
    'DllName',
    { value: '%systemroot%\\system32\\w32time.dll' },
    [],
  ],
  [
    `${SERVICES}\\W32Time\\TimeProviders\\NtpClient`,
    'DllName',
    { value: 'C:\\Users\\Public\\w32time.dll' },
    ['C:\\Users\\Public\\w32time.dll'],
  ],
  [`${SERVICES}\\WinSock2\\Parameters`, 'AutodialDLL', { value: 'C:\\Windows\\System32\\rasadhlp.dll' }, []],
  [`${SERVICES}\\DNS\\Parameters`, 'ServerLevelPluginDll', { value: '\\\\x\\y.dll' }, ['\\\\x\\y.dll']],
  [`${CONTROL}\\Session Manager\\KnownDLLs`, 'kernel32', { value: 'kernel32.dll' }, []],
  [`${CONTROL}\\Session Manager\\KnownDLLs`, 'evil', { value: 'evil.dll' }, ['evil.dll']],
  [
    `${CONTROL}\\BackupRestore\\FilesNotToSnapshot`,
    'WUA',
    { list: ['%windir%\\softwaredistribution\\*.* /s'] },
    [],
  ],
  [`${CONTROL}\\BackupRestore\\FilesNotToSnapshot`, 'All', { list: ['C:\\* /s'] }, ['C:\\* /s']],
  [SVCHOST, 'netsvcs', { list: ['BITS', 'Schedule', 'Nla', 'Wmi'] }, []],
  [SVCHOST, 'netsvcs', { list: ['BITS', 'EvilSvc'] }, ['EvilSvc']],
  [SVCHOST, 'AarSvcGroup', { list: ['AarSvc'] }, []],
  [SVCHOST, 'evilgroup', { list: ['BITS'] }, ['evilgroup']],
  [`${CONTROL}\\Lsa`, 'RunAsPPL', { value: '1' }, undefined],
  [`${SERVICES}\\LanmanServer\\Parameters`, 'SMB1', { value: '0' }, undefined],
];

describe('what Windows does not ship', () => {
  test.each(CASES)('%s %s %j: %j', (key, name, content, unexpected) => {
    const get = fields(setting('any', key, name, content));
    expect(get('Unexpected')).toEqual(unexpected);
    expect(get('Expected')).toBe(unexpected === undefined ? undefined : unexpected.length === 0);
  });
});

test('programs and folders of a value', () => {
  const get = fields(
    setting('ifeo', `${CONTROL}\\x`, 'Debugger', { value: '"C:\\Users\\Public\\a b.exe" -x' }),
  );
  expect(get('Programs')).toEqual(['a b.exe']);
  expect(get('DirectoryClasses')).toEqual(['public']);
  expect(get('Product')).toBe('server');
  const sddl = fields(
    setting('event-log', `${CONTROL}\\x`, 'CustomSD', { value: 'O:BAG:SYD:(A;;0x07;;;WD)' }),
  );
  expect(sddl('DirectoryClasses')).toEqual([]);
  const plain = fields(setting('smb', `${CONTROL}\\x`, 'SMB1', { value: '0', number: 0 }));
  expect(plain('Programs')).toEqual([]);
  expect(plain('DirectoryClasses')).toEqual([]);
});
