import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { LogSpec } from '../../test/support/event-fixture.ts';
import { type Situation, situationTree } from '../../test/support/rule-fixture.ts';

/** For the screenshots: a Windows volume of our own making with what an intruder leaves behind. No evidence of anybody is shown. */
const INSTALLED = '2023-05-11T08:02:14.1180000Z';

type Line = readonly [
  name: string,
  display: string,
  image: string,
  dll?: string | undefined,
  account?: string,
];
const SVCHOST = '%SystemRoot%\\System32\\svchost.exe -k';
const SYSTEM32 = '%SystemRoot%\\System32\\';

/** Hosted services as Windows has them: name, display name, group, DLL, account. */
const HOSTED: readonly Line[] = [
  ['BITS', 'Background Intelligent Transfer Service', 'netsvcs -p', 'qmgr.dll'],
  ['Schedule', 'Task Scheduler', 'netsvcs -p', 'schedsvc.dll'],
  ['Themes', 'Themes', 'netsvcs -p', 'themeservice.dll'],
  ['wuauserv', 'Windows Update', 'netsvcs -p', 'wuaueng.dll'],
  ['Winmgmt', 'Windows Management Instrumentation', 'netsvcs -p', 'wbem\\WMIsvc.dll'],
  ['iphlpsvc', 'IP Helper', 'netsvcs -p', 'iphlpsvc.dll'],
  ['seclogon', 'Secondary Log-on', 'netsvcs -p', 'seclogon.dll'],
  ['ProfSvc', 'User Profile Service', 'netsvcs -p', 'profsvc.dll'],
  ['EventSystem', 'COM+ Event System', 'LocalService -p', 'es.dll', 'NT AUTHORITY\\LocalService'],
  [
    'FontCache',
    'Windows Font Cache Service',
    'LocalService -p',
    'FntCache.dll',
    'NT AUTHORITY\\LocalService',
  ],
  ['nsi', 'Network Store Interface Service', 'LocalService -p', 'nsisvc.dll', 'NT Authority\\LocalService'],
  ['W32Time', 'Windows Time', 'LocalService', 'w32time.dll', 'NT AUTHORITY\\LocalService'],
  [
    'EventLog',
    'Windows Event Log',
    'LocalServiceNetworkRestricted -p',
    'wevtsvc.dll',
    'NT AUTHORITY\\LocalService',
  ],
  ['Dhcp', 'DHCP Client', 'LocalServiceNetworkRestricted -p', 'dhcpcore.dll', 'NT Authority\\LocalService'],
  [
    'mpssvc',
    'Windows Defender Firewall',
    'LocalServiceNoNetwork -p',
    'mpssvc.dll',
    'NT Authority\\LocalService',
  ],
  ['Dnscache', 'DNS Client', 'NetworkService -p', 'dnsrslvr.dll', 'NT AUTHORITY\\NetworkService'],
  ['CryptSvc', 'Cryptographic Services', 'NetworkService -p', 'cryptsvc.dll', 'NT Authority\\NetworkService'],
  ['LanmanWorkstation', 'Workstation', 'NetworkService -p', 'wkssvc.dll', 'NT AUTHORITY\\NetworkService'],
  ['Power', 'Power', 'DcomLaunch -p', 'umpo.dll'],
  ['PlugPlay', 'Plug and Play', 'DcomLaunch -p', 'umpnpmgr.dll'],
];
const PROGRAMS: readonly Line[] = [
  ['Spooler', 'Print Spooler', `${SYSTEM32}spoolsv.exe`],
  ['VSS', 'Volume Shadow Copy', `${SYSTEM32}vssvc.exe`],
  ['msiserver', 'Windows Installer', `${SYSTEM32}msiexec.exe /V`],
  ['WSearch', 'Windows Search', `${SYSTEM32}SearchIndexer.exe /Embedding`],
  ['SamSs', 'Security Accounts Manager', `${SYSTEM32}lsass.exe`],
  ['Orbis Backup', 'Orbis Backup Agent', '"C:\\Program Files\\Orbis\\Backup\\agent.exe" --service'],
  [
    'LabelPrint',
    'LabelPrint Queue',
    'C:\\Program Files\\Label Print\\queue.exe -k',
    undefined,
    '.\\svc-label',
  ],
];
const DRIVERS: readonly Line[] = [
  ['ACPI', 'Microsoft ACPI Driver', 'System32\\drivers\\ACPI.sys'],
  ['disk', 'Disk Driver', 'System32\\drivers\\disk.sys'],
  ['Ntfs', 'NTFS', 'System32\\drivers\\ntfs.sys'],
  ['Tcpip', 'TCP/IP Protocol Driver', 'System32\\drivers\\tcpip.sys'],
  ['volsnap', 'Volume Shadow Copy driver', 'System32\\drivers\\volsnap.sys'],
  ['WdFilter', 'Microsoft Defender Mini-Filter Driver', 'System32\\drivers\\wd\\WdFilter.sys'],
];

type Services = NonNullable<Situation['services']>;

const ORDINARY: Services = Object.fromEntries([
  ...HOSTED.map(([name, display, group, dll, account = 'LocalSystem']) => [
    name,
    {
      Type: 32,
      DisplayName: display,
      ImagePath: `${SVCHOST} ${group}`,
      ObjectName: account,
      'Parameters\\ServiceDll': `${SYSTEM32}${dll}`,
      $lastWrite: INSTALLED,
    },
  ]),
  ...PROGRAMS.map(([name, display, image, , account = 'LocalSystem']) => [
    name,
    { DisplayName: display, ImagePath: image, ObjectName: account, $lastWrite: INSTALLED },
  ]),
  ...DRIVERS.map(([name, display, image]) => [
    name,
    { Type: 1, Start: 0, DisplayName: display, ImagePath: image, $lastWrite: INSTALLED },
  ]),
]);

const PLANTED: Services = {
  WinHelpSvc: {
    DisplayName: 'Windows Help Service',
    ImagePath: 'C:\\Users\\Public\\Libraries\\whsvc.exe -svc',
    ObjectName: 'LocalSystem',
    $lastWrite: '2024-03-02T23:41:09.4410022Z',
  },
  tmpPwsh: {
    DisplayName: 'Update Orchestration',
    ImagePath: '%COMSPEC% /c powershell -nop -w hidden -enc SQBFAFgAIAAoAE4AZQB3AC0ATwBiAGoAZQBjAHQAKQA=',
    Start: 3,
    ObjectName: 'LocalSystem',
    $lastWrite: '2024-03-02T23:44:51.0213377Z',
  },
  netprof: {
    Type: 32,
    DisplayName: 'Network Profile Helper',
    ImagePath: `${SVCHOST} netsvcs`,
    'Parameters\\ServiceDll': 'C:\\ProgramData\\nlp\\netprof32.dll',
    ObjectName: 'LocalSystem',
    $lastWrite: '2024-03-02T23:52:17.9004120Z',
  },
  scvhost: {
    DisplayName: 'Host Process\u202Eexe.cod',
    ImagePath: 'C:\\Windows\\Temp\\scvhost.exe',
    ObjectName: 'LocalSystem',
    Description: 7,
    $lastWrite: '2024-03-03T00:07:33.1200000Z',
  },
  gdrvx: {
    Type: 1,
    Start: 3,
    DisplayName: 'gdrvx',
    ImagePath: '\\??\\C:\\Windows\\Temp\\gdrvx.sys',
    $lastWrite: '2024-03-03T00:09:02.6631000Z',
  },
  RemSvc: {
    DisplayName: 'Remote Helper',
    ImagePath: 'C:\\ProgramData\\rem\\rsvc.exe',
    FailureCommand: 'cmd.exe /c C:\\Users\\Public\\again.cmd',
    FailureActions:
      'hex:100e000000000000000000000300000014000000030000008813000003000000881300000300000088130000',
    ObjectName: 'LocalSystem',
    $security: 'D:(A;;KA;;;WD)',
    LaunchKey:
      'hex:4d5a90000300000004000000ffff0000b800000000000000400000000000000000000000000000000000000000000000000000000000000000000000800000000e1fba0e00b409cd21b8014ccd21546869732070726f6772616d2063616e6e6f742062652072756e20696e20444f53206d6f64652e0d0d0a24',
    $lastWrite: '2024-03-03T00:15:40.0000000Z',
  },
};

const SPOOLER_NOW = {
  ...ORDINARY['Spooler'],
  FailureCommand: 'C:\\Users\\Public\\Libraries\\whsvc.exe',
  $lastWrite: '2024-03-03T00:11:27.5550000Z',
};

const INTRUDER = 'S-1-5-21-3084610725-871940328-2904468131-1104';

/** What the Service Control Manager logged of it. */
const installed = (time: string, name: string, image: string, start: string): LogSpec => ({
  id: 7045,
  time,
  user: INTRUDER,
  data: {
    ServiceName: name,
    ImagePath: image,
    ServiceType: 'user mode service',
    StartType: start,
    AccountName: 'LocalSystem',
  },
});
const entered = (time: string, name: string, display: string, running: boolean): LogSpec => ({
  id: 7036,
  time,
  data: [display, running ? 'running' : 'stopped'],
  binary: `${name}/${running ? 4 : 1}`,
});

const LOGS: readonly LogSpec[] = [
  entered('2024-03-02T21:14:03.2210000Z', 'Spooler', 'Print Spooler', true),
  installed('2024-03-02T23:39:57.1030000Z', 'PSHELPER', '%SystemRoot%\\PSHELPER.exe', 'demand start'),
  entered('2024-03-02T23:39:57.9020000Z', 'PSHELPER', 'PSHELPER', true),
  installed(
    '2024-03-02T23:41:08.8150000Z',
    'WinHelpSvc',
    'C:\\Users\\Public\\Libraries\\whsvc.exe -svc',
    'auto start',
  ),
  entered('2024-03-02T23:41:10.0460000Z', 'WinHelpSvc', 'Windows Help Service', true),
  {
    id: 7040,
    time: '2024-03-02T23:47:31.5520000Z',
    user: INTRUDER,
    data: ['Windows Defender Firewall', 'auto start', 'disabled', 'mpssvc'],
  },
  entered('2024-03-02T23:47:33.1180000Z', 'mpssvc', 'Windows Defender Firewall', false),
  installed('2024-03-03T00:15:02.3370000Z', 'RemSvc', 'C:\\ProgramData\\rem\\setup.exe', 'demand start'),
  entered('2024-03-03T00:15:04.7710000Z', 'RemSvc', 'Remote Helper', true),
  {
    id: 7040,
    time: '2024-03-03T00:15:39.1240000Z',
    user: INTRUDER,
    data: ['Remote Helper', 'demand start', 'auto start', 'RemSvc'],
  },
  { id: 7034, time: '2024-03-03T00:31:18.4020000Z', data: ['Remote Helper', '1'] },
  entered('2024-03-03T00:31:20.9930000Z', 'RemSvc', 'Remote Helper', true),
];

export const SAMPLE_HOST: Situation = {
  name: 'screenshots',
  services: { ...ORDINARY, ...PLANTED, Spooler: SPOOLER_NOW },
  previous: { ...ORDINARY, RemSvc: { ...PLANTED['RemSvc'], ImagePath: 'C:\\ProgramData\\rem\\setup.exe' } },
  deleted: {
    PSHELPER: { ImagePath: 'C:\\Windows\\PSHELPER.exe', $lastWrite: '2024-03-02T23:39:58.7700000Z' },
  },
  registry: {
    'SYSTEM\\CurrentControlSet\\Control\\ComputerName\\ComputerName': { ComputerName: 'ACCT-WS-07' },
    'SYSTEM\\CurrentControlSet\\Control\\TimeZoneInformation': { TimeZoneKeyName: 'W. Europe Standard Time' },
    'SYSTEM\\CurrentControlSet\\Control\\Session Manager': { BootExecute: ['autocheck autochk *'] },
    'SYSTEM\\CurrentControlSet\\Control\\Lsa': { 'Notification Packages': ['scecli'] },
  },
  logs: LOGS.map((log) => ({ ...log, computer: 'ACCT-WS-07' })),
  files: [
    ...HOSTED.map(([, , , dll]) => `C:\\Windows\\System32\\${dll}`),
    ...[...PROGRAMS, ...DRIVERS].map(([, , image]) => fileOf(image)),
    'C:\\Users\\Public\\Libraries\\whsvc.exe',
    'C:\\ProgramData\\nlp\\netprof32.dll',
    'C:\\ProgramData\\rem\\rsvc.exe',
    'C:\\Windows\\System32\\cmd.exe',
    'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe',
  ],
};

function fileOf(image: string): string {
  const path = /^"([^"]+)"/.exec(image)?.[1] ?? /^.*?\.(?:exe|sys)/.exec(image)?.[0] ?? image;
  return path.replace('%SystemRoot%', 'C:\\Windows').replace(/^System32/, 'C:\\Windows\\System32');
}

/** The same volume before the intruder came: one ordinary service is gone since, and one was set up differently. */
export const HOST_BEFORE: Situation = {
  ...SAMPLE_HOST,
  services: {
    ...ORDINARY,
    LabelPrint: { ...ORDINARY['LabelPrint'], Start: 3 },
    OrbisUpdate: {
      DisplayName: 'Orbis Update Agent',
      ImagePath: '"C:\\Program Files\\Orbis\\Update\\agent.exe"',
      ObjectName: 'LocalSystem',
      $lastWrite: INSTALLED,
    },
  },
  previous: ORDINARY,
  deleted: {},
  logs: [],
  files: [...(SAMPLE_HOST.files ?? []), 'C:\\Program Files\\Orbis\\Update\\agent.exe'],
};

/** Writes the volume below `folder`. */
export function writeSampleHost(folder: string, host: Situation): void {
  const tree = {
    ...situationTree(host),
    // Copies that were cut off: something for the diagnostics.
    '/Windows/System32/config/RegBack/SYSTEM': new Uint8Array(4096).fill(0x41),
  };
  for (const [path, bytes] of Object.entries(tree)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
    const time = new Date(/Users|ProgramData/.test(path) ? '2024-03-02T23:40:12Z' : INSTALLED);
    utimesSync(file, time, time);
  }
}
