import { describe, expect, test } from 'vitest';
import { editDistance } from '../../../main/detect/facts/edit-distance.ts';
import { withoutConfusables, withoutHomoglyphs } from '../../../main/detect/facts/folding.ts';
import { nameAnomalies } from '../../../main/detect/facts/name-anomalies.ts';
import { nameResemblance } from '../../../main/detect/facts/name-resemblance.ts';
import { nameShapes } from '../../../main/detect/facts/name-shape.ts';
import { inboxImageElsewhere, programResemblance } from '../../../main/detect/facts/program-resemblance.ts';
import { randomness } from '../../../main/detect/facts/randomness.ts';

describe('edit distance', () => {
  test.each([
    ['abc', 'abc', 0],
    ['abc', 'acb', 1],
    ['abc', 'abcd', 1],
    ['svchost', 'scvhost', 1],
    ['abcd', 'badc', 2],
    ['abc', 'xyz', 3],
  ])('%s and %s differ by %i', (a, b, expected) => {
    expect(editDistance(a, b, 2)).toBe(expected);
  });
});

test('look-alikes fold to what they imitate', () => {
  expect(withoutHomoglyphs('Wіndоws')).toBe('Windows');
  expect(withoutHomoglyphs('ｓｖｃ')).toBe('svc');
  expect(withoutConfusables('Sp00ler')).toBe(withoutConfusables('spooler'));
  expect(withoutConfusables('vvuauserv')).toBe(withoutConfusables('wuauserv'));
});

describe('a service name that imitates one of Windows', () => {
  test.each([
    ['Wіndefend', 'WinDefend', 'homoglyph'],
    ['EventL\u200bog', 'EventLog', 'homoglyph'],
    ['Sp00ler', 'Spooler', 'confusable'],
    ['LanmanServ3r', 'LanmanServer', 'confusable'],
    ['Winrngmt', 'Winmgmt', 'confusable'],
    ['vvuauserv', 'wuauserv', 'confusable'],
    ['Win_Defend', 'WinDefend', 'folding'],
    ['wuauserv ', 'wuauserv', 'folding'],
    ['\0EventLog', 'EventLog', 'folding'],
    ['EventLogs', 'EventLog', 'edit-distance'],
    ['LanmanSever', 'LanmanServer', 'edit-distance'],
    ['TermServcie', 'TermService', 'edit-distance'],
    ['Dnscach', 'Dnscache', 'edit-distance'],
    ['W64Time', 'W32Time', 'edit-distance'],
    ['windefender', 'WinDefend', 'edit-distance'],
    ['WinDefendSvc', 'WinDefend', 'affix'],
    ['BITSService', 'BITS', 'affix'],
    ['CryptService', 'CryptSvc', 'affix'],
    ['wscsvc2', 'wscsvc', 'affix'],
    ['svchost', 'svchost.exe', 'program'],
    ['WerFaultSvc', 'werfault.exe', 'program'],
  ])('%j imitates %s by %s', (name, target, how) => {
    const found = nameResemblance(name, false);
    expect(found?.name.toLowerCase()).toBe(target.toLowerCase());
    // Two ways may lead to one target; the table states the one that is found first.
    expect([how, how === 'affix' ? 'edit-distance' : how]).toContain(found?.how);
  });

  test('drivers: a doubled or swapped letter, not another number', () => {
    expect(nameResemblance('tcpipp', true)?.name).toBe('Tcpip');
    expect(nameResemblance('iaStorA', true)).toBeUndefined();
    expect(nameResemblance('LSI_SAS9', true)).toBeUndefined();
    expect(nameResemblance('usbhub4', true)).toBeUndefined();
    expect(nameResemblance('e1i68x64', true)).toBeUndefined();
  });

  test.each([
    'WinDefend',
    'CDPUserSvc_1a2b3',
    'TimeBrokerSvc',
    'WslService',
    'VMTools',
    'gupdate',
    'SAVService',
    'CptService',
    'PowerService',
    'UpdateService',
    'FaxService',
    'Scheduler',
    'netmon',
    'MozillaMaintenance',
    'nginx',
    'abc',
    '',
    'x'.repeat(300),
  ])('%j imitates nothing', (name) => {
    expect(nameResemblance(name, false)).toBeUndefined();
  });

  test('hundreds of names cost milliseconds', () => {
    const names = Array.from({ length: 300 }, (_, i) => `Vendor${i}Agent${(i * 7919) % 1000}`);
    nameResemblance('warm-up', false);
    const before = process.cpuUsage();
    for (const name of names) nameResemblance(name, false);
    const { user, system } = process.cpuUsage(before);
    // 15 ms for 100 names is the budget; the bound is loose, since other work shares the machine.
    expect((user + system) / 1000).toBeLessThan(150);
  });
});

describe('a file name that imitates a program of Windows', () => {
  test.each([
    ['svch0st.exe', 'svchost.exe'],
    ['scvhost.exe', 'svchost.exe'],
    ['svhost.exe', 'svchost.exe'],
    ['svсhost.exe', 'svchost.exe'],
    ['svchost.exe.exe', 'svchost.exe'],
    ['svchost.scr', 'svchost.exe'],
    ['svchost32.exe', 'svchost.exe'],
    ['lsasss.exe', 'lsass.exe'],
    ['csrsss.exe', 'csrss.exe'],
    ['rundl132.exe', 'rundll32.exe'],
    ['expIorer.exe', 'explorer.exe'],
    ['winl0gon.exe', 'winlogon.exe'],
  ])('%s imitates %s', (name, target) => {
    expect(programResemblance(name)).toBe(target);
  });

  test.each([
    'svchost.exe',
    'service.exe',
    'spoolsv.exe',
    'vpsvc.exe',
    'content.exe',
    'host.exe',
    'svchost.dll',
    '',
  ])('%j imitates nothing', (name) => {
    expect(programResemblance(name)).toBeUndefined();
  });
});

describe('a program of Windows in another place', () => {
  test.each([
    ['C:\\Windows\\svchost.exe', true],
    ['C:\\Windows\\System32\\drivers\\svchost.exe', true],
    ['C:\\Program Files\\Vendor\\lsass.exe', true],
    ['C:\\ProgramData\\services.exe', true],
    ['C:\\Windows\\System32\\explorer.exe', true],
    ['C:\\Users\\Public\\qmgr.dll', true],
    ['C:\\Windows\\System32\\svchost.exe', false],
    ['%SystemRoot%\\SysWOW64\\svchost.exe', false],
    ['C:\\Windows\\explorer.exe', false],
    ['C:\\Windows\\WinSxS\\amd64_x\\svchost.exe', false],
    ['C:\\ProgramData\\Microsoft\\Windows Defender\\Platform\\4.18.1\\MsMpEng.exe', false],
    ['C:\\Program Files\\OpenSSH\\ssh-agent.exe', false],
    ['C:\\Program Files\\Vendor\\vds.exe', false],
    ['C:\\Windows\\System32\\wbem\\WmiApSrv.exe', false],
    ['\\Device\\HarddiskVolume3\\Windows\\System32\\svchost.exe', false],
    ['\\\\?\\GLOBALROOT\\Device\\HarddiskVolume3\\Windows\\System32\\svchost.exe', false],
    ['\\??\\Volume{11111111-2222-3333-4444-555555555555}\\Windows\\System32\\svchost.exe', false],
    ['\\\\?\\Volume{11111111-2222-3333-4444-555555555555}\\Windows\\Fonts\\svchost.exe', true],
    ['\\Device\\HarddiskVolume3\\Temp\\svchost.exe', true],
    ['\\Device\\HarddiskVolumeShadowCopy1\\Windows\\System32\\svchost.exe', true],
    ['svchost.exe', false],
    ['C:\\Tools\\agent.exe', false],
  ])('%s: %s', (path, expected) => {
    expect(inboxImageElsewhere(path)).toBe(expected);
  });
});

describe('randomness', () => {
  test.each([
    'kQzXvBnw',
    'xjqhfzkv',
    'bnqKwZtR',
    'qxzvkjwpfmbtgcdr',
    'a1b2c3d4e5f6',
  ])('%s looks random', (name) => {
    expect(randomness(name)).toBe('high');
  });

  test.each(['a1b2c3d', '4f7c09be', 'wqrt7zk1px'])('%s looks at least a little random', (name) => {
    expect(randomness(name)).not.toBe('low');
  });

  test.each(
    'vm3dservice e1iexpress RTL8167 iaStorA amdsata storahci usbccgp LanmanServer VeeamBackupSvc NVDisplay.ContainerLocalSystem MozillaMaintenance igfxCUIService2.0.0.0 Netwtw06 SynTP rt640x64 EasyAntiCheat TiMiniService PanGPS'.split(
      ' ',
    ),
  )('%s does not look random', (name) => {
    expect(randomness(name)).not.toBe('high');
  });
});

test.each([
  ['abcd', ['letters-4']],
  ['Dnscache', ['letters-8']],
  ['qwertyuiopasdfgh', ['letters-16']],
  ['a1b2c3d', ['hex-7']],
  ['a1b2c3d4', ['hex']],
  ['a1b2c3d4e5', ['hex', 'ten-alnum']],
  ['{8718928D-CBEB-45EA-A621-800A9249001D}', ['guid']],
  ['12345', ['digits']],
  ['x7k2m9p4q1', ['ten-alnum']],
  ['Spooler', []],
  ['defaced', []],
])('the shape of %s is %j', (name, expected) => {
  expect(nameShapes(name)).toEqual(expected);
});

test.each([
  ['\0hidden', ['leading-nul']],
  ['hid\0den', ['embedded-nul']],
  [' lead', ['leading-space']],
  ['trail ', ['trailing-space']],
  ['a\u202eb', ['bidi', 'non-ascii']],
  ['a\u200bb', ['zero-width', 'non-ascii']],
  ['a\u0007b', ['control']],
  ['Wіn', ['mixed-script', 'non-ascii']],
  ['Служба', ['non-ascii']],
  ['Überwachung', ['non-ascii']],
  ['x'.repeat(101), ['too-long']],
  ['.NET CLR Networking 4.0.0.0', []],
])('anomalies of %j are %j', (name, expected) => {
  expect(nameAnomalies(name)).toEqual(expected);
});
