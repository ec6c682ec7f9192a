import { describe, expect, test } from 'vitest';
import { directoryClass } from '../../../main/detect/facts/directory-class.ts';

const CASES: readonly (readonly [path: string | null, expected: string])[] = [
  ['C:\\Windows\\System32\\svchost.exe', 'system'],
  ['%SystemRoot%\\system32\\svchost.exe', 'system'],
  ['\\SystemRoot\\System32\\drivers\\afd.sys', 'system'],
  ['System32\\drivers\\ACPI.sys', 'system'],
  ['\\??\\C:\\Windows\\SysWOW64\\x.dll', 'system'],
  ['C:\\Windows\\WinSxS\\amd64_x\\TiWorker.exe', 'system'],
  ['C:\\Windows\\servicing\\TrustedInstaller.exe', 'system'],
  ['C:\\Windows\\Microsoft.NET\\Framework64\\v4.0.30319\\SMSvcHost.exe', 'system'],
  ['C:\\WINNT\\system32\\services.exe', 'system'],
  ['%WINDIR%\\PCHealth\\HelpCtr\\Binaries\\pchsvc.dll', 'system'],
  ['C:\\Windows\\System32\\spool\\drivers\\x64\\3\\PrintConfig.dll', 'system'],
  ['C:\\Windows\\System32\\DriverStore\\FileRepository\\a.inf_amd64_1\\a.sys', 'driver-store'],
  ['C:\\Windows\\explorer.exe', 'windows-root'],
  ['%SystemRoot%\\abcdefgh.exe', 'windows-root'],
  ['C:\\Windows\\Fonts\\a.exe', 'windows-odd'],
  ['C:\\Windows\\IME\\a.dll', 'windows-odd'],
  ['C:\\Windows\\servicing\\other.exe', 'windows-odd'],
  ['C:\\Windows\\System32\\config\\systemprofile\\a.exe', 'windows-odd'],
  ['C:\\Windows\\System32\\Tasks\\a.exe', 'windows-odd'],
  ['C:\\Windows\\System32\\spool\\drivers\\color\\a.dll', 'windows-odd'],
  ['C:\\Windows\\debug\\a.exe', 'windows-odd'],
  ['C:\\Windows\\CCM\\CcmExec.exe', 'other'],
  ['C:\\Windows\\Temp\\a.exe', 'temp'],
  ['C:\\Windows\\SystemTemp\\a.exe', 'temp'],
  ['%TEMP%\\a.exe', 'temp'],
  ['C:\\Temp\\a.exe', 'temp'],
  ['C:\\Users\\bob\\AppData\\Local\\Temp\\a.exe', 'temp'],
  ['C:\\Windows\\System32\\config\\systemprofile\\AppData\\Local\\Temp\\a.exe', 'temp'],
  ['C:\\Documents and Settings\\Pat\\Local Settings\\Temp\\a.exe', 'temp'],
  ['C:\\ProgramData\\Temp\\a.exe', 'temp'],
  ['C:\\Program Files\\Vendor\\a.exe', 'program-files'],
  ['"C:\\Program Files (x86)\\Vendor\\a.exe"', 'program-files'],
  ['C:\\PROGRA~1\\Vendor\\a.exe', 'program-files'],
  ['%ProgramFiles%\\Windows Defender\\MsMpEng.exe', 'program-files'],
  ['C:\\ProgramData\\a.exe', 'program-data-root'],
  ['C:\\ProgramData\\Microsoft\\Windows Defender\\Platform\\4.18\\MsMpEng.exe', 'program-data'],
  ['C:\\Documents and Settings\\All Users\\Application Data\\V\\a.exe', 'program-data'],
  ['C:\\Documents and Settings\\All Users\\Application Data\\a.exe', 'program-data-root'],
  ['C:\\Documents and Settings\\All Users\\Documents\\a.exe', 'public'],
  ['C:\\Users\\Public\\a.exe', 'public'],
  ['C:\\Users\\bob\\AppData\\Roaming\\V\\a.exe', 'app-data'],
  ['C:\\Documents and Settings\\Pat\\Application Data\\a.exe', 'app-data'],
  ['C:\\Users\\bob\\Desktop\\a.exe', 'user-profile'],
  ['\\??\\C:\\Documents and Settings\\Pat\\win32dd.sys', 'user-profile'],
  ['C:\\a.exe', 'drive-root'],
  ['\\a.exe', 'drive-root'],
  ['C:\\PerfLogs\\a.exe', 'perflogs'],
  ['C:\\$Recycle.Bin\\S-1-5-21\\a.exe', 'recycle'],
  ['D:\\RECYCLER\\a.exe', 'recycle'],
  ['C:\\System Volume Information\\a.exe', 'volume-information'],
  ['\\\\?\\GLOBALROOT\\Device\\HarddiskVolumeShadowCopy1\\a.exe', 'shadow-copy'],
  ['\\Device\\HarddiskVolume2\\a.exe', 'device'],
  ['\\ArcName\\multi(0)disk(0)rdisk(0)partition(1)\\Windows\\System32\\drivers\\a.sys', 'device'],
  ['\\??\\Volume{11111111-2222-3333-4444-555555555555}\\a.exe', 'device'],
  ['\\\\.\\PhysicalDrive0', 'device'],
  ['\\\\127.0.0.1\\ADMIN$\\a.exe', 'unc-loopback'],
  ['\\\\localhost\\c$\\a.exe', 'unc-loopback'],
  ['\\\\fileserver\\share\\a.exe', 'unc'],
  ['\\\\?\\UNC\\fileserver\\share\\a.exe', 'unc'],
  ['C:\\Windows\\System32\\a.txt:evil.exe', 'stream'],
  ['E:\\a.exe', 'other-drive'],
  ['C:\\Intel\\a.exe', 'setup-leftover'],
  ['C:\\tools\\a.exe', 'other'],
  ['a.dll', 'none'],
  ['', 'none'],
  [null, 'none'],
];

describe('the class of a folder', () => {
  test.each(CASES)('%s is %s', (path, expected) => {
    expect(directoryClass(path)).toBe(expected);
  });

  test('follows the system root of the evidence', () => {
    const environment = { systemRoot: 'D:\\WIN' };
    expect(directoryClass('D:\\WIN\\System32\\a.exe', environment)).toBe('system');
    expect(directoryClass('C:\\Windows\\System32\\a.exe', environment)).toBe('other-drive');
    expect(directoryClass('\\SystemRoot\\a.exe', environment)).toBe('windows-root');
  });

  test("a share on the host's own name is loopback", () => {
    const environment = { systemRoot: 'C:\\Windows', hostNames: ['PC1'] };
    expect(directoryClass('\\\\pc1\\ADMIN$\\a.exe', environment)).toBe('unc-loopback');
  });
});
